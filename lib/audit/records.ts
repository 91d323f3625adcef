import type { Delivery } from '../message/delivery.ts';
import { expanded } from '../message/expanded.ts';
import type { Compromise } from '../message/parse.ts';
import { acceptable } from '../message/write.ts';
import { oneLine } from '../settle/dead-letter.ts';
import { type Fates, type Found, type SettleWith, type Verdict, verdicts } from '../settle/settle.ts';
import { nameKey, partitionOf, partitionOfMessage } from './keys.ts';
import type { AuditRecord } from './record.ts';

/** What became of everything that a batch aimed at; `heldBecause` of a message that is put up for approval instead. */
export type Came = Readonly<{ fates: Fates; found: Found; heldBecause?: string }>;

/**
 * What is written down of a message before it is acknowledged: what it reported, and each secret and name of it that is
 * settled now. Of a message that stays on the queue as it is, only what it reported. The same settlement makes records of the
 * same keys; what an earlier delivery settled otherwise has keys of its own.
 */
export function records(
  delivery: Delivery,
  { fates, found, heldBecause }: Came,
  settleWith: Omit<SettleWith, 'random'>,
): readonly AuditRecord[] {
  const { message, messageId } = delivery;
  const at = new Date(settleWith.now).toISOString();
  if (message.kind === 'malformed') {
    const place = { incidentId: partitionOfMessage(messageId), recordId: `malformed#${messageId}` };
    return [{ ...place, kind: 'malformed', at, messageId, errorMessage: oneLine(message.reason) }];
  }
  const { compromise } = message;
  const of = circumstances(delivery, compromise, at);
  const reported = reportedBy(delivery, compromise, { of, heldBecause });
  const all = verdicts(delivery, expanded(compromise, found), fates, settleWith);
  if (all.every(({ kind }) => kind === 'open')) return [reported];
  const names = compromise.references.flatMap((reference): AuditRecord[] => {
    const ids = found.get(reference);
    if (ids === undefined) return [];
    const name = nameKey(reference);
    return [{ ...of, recordId: `found#${name}#${messageId}`, kind: 'found', name, secrets: [...ids] }];
  });
  return [reported, ...names, ...all.flatMap((verdict) => settled(verdict, of))];
}

type Circumstances = ReturnType<typeof circumstances>;

function circumstances(
  { messageId, receiveCount, firstSentAt, approvedBy }: Delivery,
  { incidentId, dryRun, document }: Compromise,
  at: string,
) {
  const said: Readonly<Record<string, unknown>> = document;
  return {
    incidentId: incidentId ? partitionOf(incidentId) : partitionOfMessage(messageId),
    at,
    messageId,
    firstSentAt: new Date(firstSentAt).toISOString(),
    reportedBy: line(said['reportedBy']),
    reportedAt: line(said['reportedAt']),
    reason: line(said['reason']),
    approvedBy: line(approvedBy),
    dryRun,
    deliveries: receiveCount,
  };
}

function reportedBy(
  { firstSentAt }: Delivery,
  { secrets, references }: Compromise,
  { of, heldBecause }: Readonly<{ of: Circumstances; heldBecause: string | undefined }>,
): AuditRecord {
  return {
    ...of,
    // It may have been tried before it was held.
    recordId: `reported#${firstSentAt}#${of.messageId}${heldBecause === undefined ? '' : '#held'}`,
    heldBecause: line(heldBecause),
    kind: 'reported',
    secrets: [...secrets],
    names: references.map(nameKey),
  };
}

function settled(verdict: Verdict, of: Circumstances): readonly AuditRecord[] {
  if (verdict.kind === 'open') return [];
  const { target, fate } = verdict;
  const failure = verdict.kind === 'dead-letter' ? verdict.failure : undefined;
  const said = failure?.errorMessage ?? ('reason' in fate.outcome ? fate.outcome.reason : undefined);
  const result = {
    ...of,
    outcome: fate.outcome.kind,
    errorCode: failure?.errorCode,
    errorMessage: line(said),
    attempts: fate.attempts,
    requestId: line(fate.requestId),
  };
  // How it ended is part of the key, so that a later end of the same message is neither kept out nor put in its place.
  const end = `${of.messageId}#${of.dryRun ? 'dry-run' : (failure?.errorCode ?? 'done')}`;
  if (typeof target === 'number')
    return [{ ...result, recordId: `secret#${target}#${end}`, kind: 'secret', identifier: target }];
  const name = nameKey(target);
  return [{ ...result, recordId: `name#${name}#${end}`, kind: 'name', name }];
}

/** Somebody else's text, of bounded length; an empty one says nothing. */
const line = (value: unknown): string | undefined =>
  typeof value === 'string' ? acceptable(oneLine(value)) || undefined : undefined;
