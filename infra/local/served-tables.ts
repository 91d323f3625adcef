import { PARTITION_KEY, SORT_KEY } from '../../lib/audit/item.ts';
import type { Table } from './tables.ts';

/** The tables that whoever uses a running stack finds, by the variables that name them. */
export const SERVED_TABLES = {
  AUDIT_TABLE: { name: 'audit', partitionKey: PARTITION_KEY, sortKey: SORT_KEY },
} as const satisfies Readonly<Record<string, Table>>;

/** The table in which the limit is counted, by the variable that names it. */
export const LIMIT_TABLES = {
  LIMITS_TABLE: { name: 'limits', partitionKey: 'Tally' },
} as const satisfies Readonly<Record<string, Table>>;
