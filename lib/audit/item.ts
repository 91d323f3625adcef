import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AuditRecord } from './record.ts';

/** A record as the table holds it: its fields with a capital letter, as those of a dead letter. */
export type Item = Record<string, AttributeValue>;

/** The names of the table's keys. */
export const PARTITION_KEY = 'IncidentId';
export const SORT_KEY = 'RecordId';

export function toItem(record: AuditRecord): Item {
  const attributes = Object.entries(record).flatMap(([field, value]) =>
    value === undefined ? [] : [[field.charAt(0).toUpperCase() + field.slice(1), attributeOf(value)] as const],
  );
  return Object.fromEntries(attributes);
}

type Value = Exclude<AuditRecord[keyof AuditRecord], undefined> | number | boolean | readonly (string | number)[];

function attributeOf(value: Value): AttributeValue {
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
