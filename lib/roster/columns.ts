import { type ReadLastDay, readLastDay } from './day.ts';
import type { Fields } from './named.ts';

type Field = keyof Fields;

/** The names, in small letters, under which files give what a secret is named by. */
const FIELDS: ReadonlyMap<string, Field> = new Map([
  ['identifier', 'identifier'],
  ['id', 'identifier'],
  ['secret_id', 'identifier'],
  ['secretid', 'identifier'],
  ['identifier_code', 'identifierCode'],
  ['identifiercode', 'identifierCode'],
  ['code', 'identifierCode'],
  ['tag', 'tag'],
]);

/** Those names, for a person who has used none of them. */
export const COLUMNS = 'identifier, id, secret_id, identifier_code, code or tag';

/** What a column or a key of that name gives; `undefined` where it is nothing that names a secret. */
export const fieldOf = (name: string): Field | undefined => FIELDS.get(name.trim().toLowerCase());

/** Whether one of the names means that nothing is to be disabled. That is not for a file to say of some of it. */
export const saysDryRun = (names: readonly string[]): boolean =>
  names.some((name) => /^dry[-_ ]?run$/i.test(name.trim()));

/** The first field that more than one of the names gives, so that nobody knows which of them counts. */
export function givenTwice(names: readonly string[]): Field | undefined {
  const fields = names.flatMap((name) => fieldOf(name) ?? []);
  return fields.find((field, index) => fields.indexOf(field) !== index);
}

/** The values under the names that count. */
export const fieldsOf = (pairs: readonly (readonly [string, unknown])[]): Fields =>
  Object.fromEntries(
    pairs.flatMap(([name, value]) => {
      const field = fieldOf(name);
      return field === undefined ? [] : [[field, value]];
    }),
  );

const LAST_DAYS: ReadonlySet<string> = new Set(['date', 'leaves', 'last_day', 'lastday']);

/** When somebody leaves, under whatever of its names it stands. */
export const lastDayOf = (pairs: readonly (readonly [string, unknown])[]): ReadLastDay =>
  readLastDay(pairs.filter(([name]) => LAST_DAYS.has(name.trim().toLowerCase())).map(([, value]) => value));
