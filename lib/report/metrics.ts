import type { Outcome } from '../outcome/outcome.ts';

type Metric = Readonly<{ unit: 'Count' | 'Milliseconds'; meaning: string }>;

/** Every metric that there is. docs/metrics.md says the same in words, and a test holds it to this table. */
export const METRICS = {
  Disabled: { unit: 'Count', meaning: 'Secrets that the vault disabled' },
  AlreadyDisabled: {
    unit: 'Count',
    meaning: 'Secrets that were inactive before the call, or after one that timed out',
  },
  NotFound: { unit: 'Count', meaning: 'Secrets that the vault does not have: MySafe 1005' },
  AccessDenied: { unit: 'Count', meaning: 'Secrets that the access key may not edit: MySafe 1006' },
  Rejected: { unit: 'Count', meaning: "Secrets refused with another number of MySafe's" },
  Unresolved: { unit: 'Count', meaning: 'Names of which the vault does not say clearly which secrets they mean' },
  Unavailable: { unit: 'Count', meaning: 'Secrets for which there was no usable answer; they are tried again later' },
  Unauthorized: { unit: 'Count', meaning: 'Secrets not tried, or refused, because of how the function gets in' },
  Deferred: { unit: 'Count', meaning: 'Secrets for which no time was left; they are tried again at once' },
  WouldDisable: { unit: 'Count', meaning: 'Secrets that a dry run would disable' },
  WouldFail: { unit: 'Count', meaning: 'Secrets that a dry run could not disable' },

  TimeToDisable: { unit: 'Milliseconds', meaning: 'From the report to the answer that the secret is inactive' },
  DisabledInTime: { unit: 'Count', meaning: 'Secrets disabled within 60 s of the report, while the vault answers' },
  DisabledLate: { unit: 'Count', meaning: 'Secrets not disabled within 60 s of the report, while the vault answers' },
  QueueAge: { unit: 'Milliseconds', meaning: 'How old the work of a message was when it was received' },

  Calls: { unit: 'Count', meaning: 'Calls of the vault: to disable, and for lists' },
  Retries: { unit: 'Count', meaning: 'Calls for a secret after its first one, refused tokens included' },
  TokenRequests: { unit: 'Count', meaning: 'Requests for an access token' },
  Throttled: {
    unit: 'Count',
    meaning: 'Answers with HTTP 429, or that asked for a pause, also where a retry went well',
  },
  CircuitOpen: { unit: 'Count', meaning: '1 where the vault is left alone after the batch, else 0' },

  GaveUp: { unit: 'Count', meaning: 'Secrets given up as too old, or at the last delivery, each a dead letter' },
  Held: { unit: 'Count', meaning: 'Messages that wait for approval, and of which nothing was disabled' },
  NotSettled: {
    unit: 'Count',
    meaning: 'Messages that stay on the queue because a send to SQS, or a record of the audit trail, failed',
  },
  NotRecorded: { unit: 'Count', meaning: 'Messages that were given up without a whole record in the audit trail' },
  Uncounted: { unit: 'Count', meaning: 'Messages that could not be counted against the limit of their source' },
  DeadLetters1005: { unit: 'Count', meaning: 'Dead letters sent with `ErrorCode` 1005' },
  DeadLetters1006: { unit: 'Count', meaning: 'Dead letters sent with `ErrorCode` 1006' },
  DeadLettersRejected: { unit: 'Count', meaning: "Dead letters sent with another number of MySafe's" },
  DeadLettersUnresolved: { unit: 'Count', meaning: 'Dead letters sent with `ErrorCode` `unresolved`' },
  DeadLettersUnavailable: { unit: 'Count', meaning: 'Dead letters sent with `ErrorCode` `unavailable`' },
  DeadLettersUnauthorized: { unit: 'Count', meaning: 'Dead letters sent with `ErrorCode` `unauthorized`' },
  DeadLettersMalformed: { unit: 'Count', meaning: 'Dead letters sent with `ErrorCode` `malformed`' },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;

/** One metric for each outcome. */
export const OUTCOME_METRICS = {
  disabled: 'Disabled',
  'already-disabled': 'AlreadyDisabled',
  'not-found': 'NotFound',
  'access-denied': 'AccessDenied',
  rejected: 'Rejected',
  unresolved: 'Unresolved',
  unavailable: 'Unavailable',
  unauthorized: 'Unauthorized',
  deferred: 'Deferred',
  'would-disable': 'WouldDisable',
  'would-fail': 'WouldFail',
} as const satisfies Readonly<Record<Outcome['kind'], MetricName>>;

/** The metric for a dead letter's `ErrorCode`. Numbers of MySafe's are not bounded, so all but two share one. */
export function deadLetterMetric(errorCode: string): MetricName {
  switch (errorCode) {
    case '1005':
      return 'DeadLetters1005';
    case '1006':
      return 'DeadLetters1006';
    case 'unresolved':
      return 'DeadLettersUnresolved';
    case 'unavailable':
      return 'DeadLettersUnavailable';
    case 'unauthorized':
      return 'DeadLettersUnauthorized';
    case 'malformed':
      return 'DeadLettersMalformed';
    default:
      return 'DeadLettersRejected';
  }
}
