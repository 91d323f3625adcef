import { isLost, type Verdict } from './verdict.ts';

/** Every metric of the function that takes alerts. docs/metrics.md says the same in words, and a test holds it to this table. */
export const ALERT_METRICS = {
  AlertsNotTaken: { unit: 'Count', meaning: 'Alerts that could not be put on the queue; they must be sent again' },
  AlertsRefused: { unit: 'Count', meaning: 'Requests that were refused, whoever has sent them' },
  AlertsOfUnknownKey: {
    unit: 'Count',
    meaning: 'Refused with a signature or token that is of no key of ours, or to a source without keys',
  },
  AlertsOfKnownKey: {
    unit: 'Count',
    meaning: 'Refused though signed with a key of ours: too old, or not as documented',
  },
} as const;

export type AlertMetric = keyof typeof ALERT_METRICS;

/**
 * What a verdict counts as. Requests without a signature are no sign that an alert is lost: anybody may send them.
 * @param isOurs whether the request was for a source that there is
 */
export function counted(isOurs: boolean, verdict: Verdict): readonly AlertMetric[] {
  switch (verdict.kind) {
    case 'accepted':
    case 'nothing':
      return [];
    case 'unavailable':
      return ['AlertsNotTaken'];
    case 'turned-away':
      return isOurs ? ['AlertsRefused', 'AlertsOfUnknownKey'] : ['AlertsRefused'];
    case 'refused':
      if (isLost(verdict)) return ['AlertsRefused', 'AlertsOfKnownKey'];
      return verdict.signer === 'unknown' ? ['AlertsRefused', 'AlertsOfUnknownKey'] : ['AlertsRefused'];
  }
}
