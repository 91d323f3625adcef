import { nameKey } from '../../lib/audit/keys.ts';
import type { AuditRecord } from '../../lib/audit/record.ts';
import type { Reference } from '../../lib/message/reference.ts';

type Of<Kind> = Extract<AuditRecord, { kind: Kind }>;

/** So many seconds after the incident began, as records say it. */
export const second = (seconds: number): string => new Date(Date.UTC(2026, 10, 25, 15, 7, seconds)).toISOString();

const OF = {
  incidentId: 'INC-1',
  recordId: 'r',
  messageId: 'message-1',
  firstSentAt: second(1),
  at: second(5),
  reportedBy: 'ann',
  reportedAt: second(0),
  reason: 'found in public',
  dryRun: false,
  deliveries: 1,
};

export const reported = (secrets: number[], more: Partial<Of<'reported'>> = {}): AuditRecord => ({
  ...OF,
  kind: 'reported',
  secrets,
  names: [],
  ...more,
});

const DONE = { errorCode: undefined, errorMessage: undefined, attempts: 1, requestId: undefined };

export const disabled = (identifier: number, more: Partial<Of<'secret'>> = {}): AuditRecord => ({
  ...OF,
  ...DONE,
  kind: 'secret',
  identifier,
  outcome: 'disabled',
  ...more,
});

export const notFound = (identifier: number, more: Partial<Of<'secret'>> = {}): AuditRecord =>
  disabled(identifier, {
    outcome: 'not-found',
    errorCode: '1005',
    errorMessage: 'MySafe says 1005: Api secret not found. Check the identifier with whoever reported it.',
    ...more,
  });

export const TAG = nameKey('tag=leaver' as Reference);

export const found = (secrets: number[], more: Partial<Of<'found'>> = {}): AuditRecord => ({
  ...OF,
  kind: 'found',
  name: TAG,
  secrets,
  ...more,
});

export const unresolved = (name: string, more: Partial<Of<'name'>> = {}): AuditRecord => ({
  ...OF,
  ...DONE,
  kind: 'name',
  name,
  outcome: 'unresolved',
  errorCode: 'unresolved',
  errorMessage: 'The vault has no secret of this name. Send a message that names the secrets by their identifiers.',
  ...more,
});

export const malformed: AuditRecord = {
  incidentId: 'message:1',
  recordId: 'r',
  kind: 'malformed',
  messageId: '1',
  at: second(5),
  errorMessage: 'the body is not JSON',
};
