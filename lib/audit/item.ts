import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AuditRecord } from './record.ts';

/**
 * One record as the table holds it, its fields with a capital letter, as those of a dead letter; or some records of one message:
 * what they have in common so, and the rest of each in `Records`, as JSON.
 */
export type Item = Record<string, AttributeValue>;

/** The names of the table's keys. */
export const PARTITION_KEY = 'IncidentId';
export const SORT_KEY = 'RecordId';

/**
 * Where an item ends, in bytes of its `Records`. DynamoDB takes 400 KB, and a single record has less than 100.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export const MOST_BYTES = 100_000;

/** The items of one message's records, in their order. The same records are in items of the same keys. */
export function toItems(records: readonly AuditRecord[]): readonly Item[] {
  const [first] = records;
  if (first === undefined) return [];
  const all = records.map((record): Readonly<Record<string, Value>> => record);
  const common = Object.entries(first).filter(([field, value]) => all.every((record) => record[field] === value));
  const inCommon = new Set(common.map(([field]) => field));
  const rest = records.map((record) => ({
    record,
    json: JSON.stringify(record, (field, value) => (inCommon.has(field) ? undefined : value)),
  }));
  return portions(rest).map((portion) => together(portion, common));
}

export const toItem = (record: AuditRecord): Item => attributesOf(Object.entries(record));

/** A record, and what of it is not in common with the others. */
type Rest = Readonly<{ record: AuditRecord; json: string }>;

type Portion = readonly [Rest, ...Rest[]];

function portions(all: readonly Rest[]): readonly Portion[] {
  const done: [Rest, ...Rest[]][] = [];
  let bytes = 0;
  for (const rest of all) {
    const more = Buffer.byteLength(rest.json);
    const last = done.at(-1);
    bytes += more;
    if (last !== undefined && bytes <= MOST_BYTES) last.push(rest);
    else {
      done.push([rest]);
      bytes = more;
    }
  }
  return done;
}

function together([first, ...others]: Portion, common: readonly Field[]): Item {
  if (others.length === 0) return toItem(first.record);
  const which = createHash('sha256').update(JSON.stringify(others.map(({ record }) => record.recordId)));
  return {
    ...attributesOf(common),
    [SORT_KEY]: { S: `${first.record.recordId}#${which.digest('hex')}` },
    Records: { S: `[${[first, ...others].map(({ json }) => json).join(',')}]` },
  };
}

type Field = readonly [name: string, value: Value];

type Value = AuditRecord[keyof AuditRecord] | undefined | number | boolean | readonly (string | number)[];

const attributesOf = (fields: readonly Field[]): Item =>
  Object.fromEntries(
    fields.flatMap(([field, value]) =>
      value === undefined ? [] : [[field.charAt(0).toUpperCase() + field.slice(1), attributeOf(value)]],
    ),
  );

function attributeOf(value: Exclude<Value, undefined>): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: String(value) };
    case 'boolean':
      return { BOOL: value };
    default:
      return { L: value.map(attributeOf) };
  }
}
