import type { Outcome as AnyOutcome } from '../outcome/outcome.ts';
import { type Held, heldOf } from './held.ts';
import type { AuditRecord } from './record.ts';
import { type Report, reportsOf } from './reports.ts';
import { enabledAt } from './undoable.ts';

/** The last that is known of a secret, or of a name that led to none. */
export type Outcome = Extract<AuditRecord, { kind: 'secret' | 'name' }>;

/** Secrets by their identifiers, and names by their hashes. */
export type Subjects = Readonly<{ secrets: readonly number[]; names: readonly string[] }>;

/** How an incident stands. */
export type Standing = Readonly<{
  reports: readonly Report[];
  /** Disabled, or would be. */
  done: readonly Outcome[];
  /** Left to a person. */
  failed: readonly Outcome[];
  /** Reported, and not settled since. */
  open: Subjects;
  /** Messages of these that wait for approval, and why. */
  held: readonly Held[];
  malformed: readonly Extract<AuditRecord, { kind: 'malformed' }>[];
  /** What people did about it, the first first. */
  byHand: readonly ByHand[];
  /** Disabled, and enabled again by somebody since. */
  undone: readonly Outcome[];
}>;

export type ByHand = Extract<AuditRecord, { kind: 'undoing' | 'enabled' | 'discarded' }>;

/** What the function itself has written down of messages that it could read. */
type OfTheFunction = Exclude<AuditRecord, ByHand | { kind: 'malformed' }>;

type Settled = Outcome | Extract<AuditRecord, { kind: 'found' }>;

/**
 * Makes out how an incident stands, from all that is written down of it.
 * @param expected what is known to have been reported beside that
 */
export function standingOf(
  records: readonly AuditRecord[],
  expected: Subjects & Readonly<{ dryRun: boolean }> = { secrets: [], names: [], dryRun: false },
): Standing {
  const malformed = records.filter((record) => record.kind === 'malformed');
  // The table has them by what they are.
  const byHand = records.filter(isByHand).toSorted((one, other) => one.at.localeCompare(other.at));
  const rest = records.filter(isOfTheFunction);
  const reported = rest.filter((record) => record.kind === 'reported');
  const [wet, dry] = [false, true].map((dryRun) => {
    const known = followed(rest.filter((record) => record.dryRun === dryRun));
    if (dryRun === expected.dryRun)
      for (const key of [...expected.secrets, ...expected.names]) if (!known.has(key)) known.set(key, undefined);
    return known;
  });
  // Of what was really to be disabled, a rehearsal says nothing.
  const last = new Map([...(dry ?? []), ...(wet ?? [])]);
  const outcomes = [...last.values()].filter((settled) => settled !== undefined && settled.kind !== 'found');
  const open = [...last].flatMap(([key, settled]) => (settled === undefined ? [key] : []));
  const enabled = enabledAt(records);
  const isUndone = (outcome: Outcome) =>
    outcome.kind === 'secret' && !isFailed(outcome) && (enabled.get(outcome.identifier) ?? '') > outcome.at;
  return {
    reports: reportsOf(reported),
    byHand,
    undone: outcomes.filter(isUndone),
    done: outcomes.filter((outcome) => !isFailed(outcome) && !isUndone(outcome)),
    failed: outcomes.filter(isFailed),
    open: {
      secrets: open.filter((key) => typeof key === 'number'),
      names: open.filter((key) => typeof key === 'string'),
    },
    held: heldOf(reported, new Set(open)),
    malformed,
  };
}

/** The last that was settled for each secret and name; `undefined` where it was reported, or reported again, after that. */
function followed(records: readonly OfTheFunction[]) {
  const last = new Map<number | string, Settled | undefined>();
  for (const record of records) {
    if (record.kind === 'reported') continue;
    const key = record.kind === 'secret' ? record.identifier : record.name;
    const before = last.get(key);
    if (before === undefined || before.at <= record.at) last.set(key, record);
    if (record.kind === 'found') for (const id of record.secrets) if (!last.has(id)) last.set(id, undefined);
  }
  for (const record of records) {
    if (record.kind !== 'reported') continue;
    for (const key of [...record.secrets, ...record.names]) {
      const settled = last.get(key);
      if (settled === undefined || settled.at < record.firstSentAt) last.set(key, undefined);
    }
  }
  return last;
}

const isByHand = (record: AuditRecord): record is ByHand =>
  record.kind === 'undoing' || record.kind === 'enabled' || record.kind === 'discarded';

const isOfTheFunction = (record: AuditRecord): record is OfTheFunction =>
  record.kind !== 'malformed' && !isByHand(record);

/** What is as it was wanted; whatever else came of it, known here or not, is left to a person. */
const WANTED: ReadonlySet<string> = new Set<AnyOutcome['kind']>(['disabled', 'already-disabled', 'would-disable']);

const isFailed = ({ errorCode, outcome }: Outcome): boolean => errorCode !== undefined || !WANTED.has(outcome);

/** Everything is disabled, or would be, and nothing is left to do. */
export const isAllDone = ({ reports, done, failed, open, malformed, undone }: Standing): boolean =>
  reports.length + done.length > 0 && failed.length + malformed.length + undone.length === 0 && !isOpen({ open });

/** Something is not settled yet. */
export const isOpen = ({ open }: Pick<Standing, 'open'>): boolean => open.secrets.length + open.names.length > 0;

/** How many came to each outcome. */
export function tally({ done, failed, undone }: Standing): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of [...done, ...failed]) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return undone.length === 0 ? counts : { ...counts, 'enabled again': undone.length };
}
