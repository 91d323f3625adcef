import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from './item.ts';
import { type AuditRecord, readRecord } from './record.ts';

/** Reads an item of the table; `undefined` for one that is no record of this version. */
export function fromItem(item: Item): AuditRecord | undefined {
  const fields = Object.entries(item).map(([name, attribute]) => [
    name.charAt(0).toLowerCase() + name.slice(1),
    read(attribute),
  ]);
  return readRecord(Object.fromEntries(fields));
}

function read({ S, N, BOOL, L }: AttributeValue): unknown {
  return S ?? (N === undefined ? BOOL : Number(N)) ?? L?.map(read);
}
