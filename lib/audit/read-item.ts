import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from './item.ts';
import { type AuditRecord, readRecord } from './record.ts';

/** Reads the records that an item of the table holds; `undefined` stands for one that is none of this version. */
export function fromItem(item: Item): readonly (AuditRecord | undefined)[] {
  const { Records, ...alone } = item;
  const common = Object.fromEntries(
    Object.entries(alone).map(([name, attribute]) => [name.charAt(0).toLowerCase() + name.slice(1), read(attribute)]),
  );
  if (Records === undefined) return [readRecord(common)];
  return listOf(Records).map((fields) => readRecord({ ...common, ...fields }));
}

function read({ S, N, BOOL, L }: AttributeValue): unknown {
  return S ?? (N === undefined ? BOOL : Number(N)) ?? L?.map(read);
}

function listOf({ S = '' }: AttributeValue): readonly object[] {
  try {
    const list: unknown = JSON.parse(S);
    return Array.isArray(list) ? list : [{}];
  } catch {
    return [{}];
  }
}
