import { PARTITION_KEY, SORT_KEY } from '../../lib/audit/item.ts';
import { type Finding, notChecked, ok, warning, wrong } from './finding.ts';

/** What a table is like, or the name of the error. Where it is not known whether there are backups, `isBackedUp` is not there. */
export type DescribedTable =
  | Readonly<{
      kind: 'table';
      status: string;
      /** The names of the attributes, the partition key first, each with its type. */
      keys: readonly string[];
      isProtected: boolean;
      isBackedUp?: boolean;
    }>
  | { readonly kind: 'failed'; readonly reason: string };

/** Judges the table of the audit trail by what the template makes of it. */
export function auditTableFindings(table: DescribedTable): readonly Finding[] {
  const about = 'audit table';
  const found = keysFinding(about, 'AUDIT_TABLE', [`${PARTITION_KEY} S`, `${SORT_KEY} S`], table);
  if (table.kind === 'failed') return [found];
  return [
    found,
    protection(`deletion protection of the ${about}`, table.isProtected),
    backups(about, table.isBackedUp),
  ];
}

/** Judges the table in which the limit is counted. Its counts are of no use later, so nothing protects it. */
export const limitsTableFinding = (table: DescribedTable): Finding =>
  keysFinding('limits table', 'LIMITS_TABLE', ['Tally S'], table);

function keysFinding(about: string, variable: string, expected: readonly string[], table: DescribedTable): Finding {
  if (table.kind === 'failed')
    return wrong(
      about,
      `DynamoDB does not say what it is like: ${table.reason}`,
      `check ${variable}, the region, and that you may dynamodb:DescribeTable`,
    );
  // A table is in use while it is being changed.
  if (!['ACTIVE', 'UPDATING'].includes(table.status))
    return wrong(about, `it is ${table.status}`, `check ${variable}, and wait, or deploy the template again`);
  if (table.keys.join() !== expected.join())
    return wrong(
      about,
      `its key is ${table.keys.join(', ')}, and the function writes ${expected.join(', ')}`,
      `check ${variable}: this is a table for something else`,
    );
  return ok(about, `there, with the key ${expected.join(', ')}`);
}

const protection = (about: string, isProtected: boolean): Finding =>
  isProtected
    ? ok(about, 'on')
    : warning(about, 'off', 'deploy the template again: one command could delete the trail');

function backups(name: string, isBackedUp: boolean | undefined): Finding {
  const about = `point-in-time recovery of the ${name}`;
  if (isBackedUp === undefined)
    return notChecked(about, 'DynamoDB does not say; it takes dynamodb:DescribeContinuousBackups');
  return isBackedUp
    ? ok(about, 'on')
    : warning(about, 'off', 'deploy the template again: a lost trail could not be had back');
}
