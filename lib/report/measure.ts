import type { Delivery } from '../message/delivery.ts';
import type { Fate, Outcome } from '../outcome/outcome.ts';
import type { Settled } from './batch.ts';
import { deadLetterMetric, type MetricName, OUTCOME_METRICS } from './metrics.ts';

/** A metric's values: those of a count are added up, of a duration each is one. */
export type Measured = Readonly<{ name: MetricName; values: readonly number[] }>;

/** What a message was told about one of its secrets, and when, in milliseconds since the epoch. */
export type Told = Readonly<{ delivery: Delivery; outcome: Outcome; at: number }>;

/** What happened in a batch. */
export type Happened = Readonly<{
  /** Milliseconds since the epoch. */
  receivedAt: number;
  fates: readonly Fate[];
  told: readonly Told[];
  settled: readonly Settled[];
  calls: number;
  tokenRequests: number;
  /** How often the vault answered 429, or asked for a pause. */
  throttled: number;
  circuitIsOpen: boolean;
  /** Messages that could not be counted against the limit. */
  uncounted: number;
}>;

type Count = readonly [MetricName, number];

/** A secret shall be inactive so soon after its report, while the vault answers. In milliseconds. */
const OBJECTIVE_MS = 60_000;

/** Measures a batch. A count of nothing is left out, since every metric that is written costs. */
export function measure({ receivedAt, fates, told, settled, ...counted }: Happened): readonly Measured[] {
  const letters = settled.flatMap(errorCodesOf).map(deadLetterMetric);
  const givenUp = letters.filter((name) => name === 'DeadLettersUnavailable' || name === 'DeadLettersUnauthorized');
  const counts: readonly Count[] = [
    ...tally(fates.map(({ outcome }) => OUTCOME_METRICS[outcome.kind])),
    ...tally(letters),
    ['GaveUp', givenUp.length],
    ['Held', settled.filter(isHeld).length],
    ['NotSettled', settled.filter(({ carriedOut }) => carriedOut.kind === 'failed').length],
    ['NotRecorded', settled.filter(({ unrecorded }) => unrecorded !== undefined).length],
    ['Uncounted', counted.uncounted],
    ['Calls', counted.calls],
    ['Retries', fates.reduce((sum, { attempts }) => sum + Math.max(0, attempts - 1), 0)],
    ['TokenRequests', counted.tokenRequests],
    ['Throttled', counted.throttled],
  ];
  const all = [...counts.filter(([, count]) => count > 0), ...objectiveCounts(told, fates)];
  return [
    { name: 'TimeToDisable', values: told.filter(isInactive).map(sinceReport) },
    { name: 'QueueAge', values: settled.map(({ delivery }) => Math.max(0, receivedAt - delivery.firstSentAt)) },
    ...all.map(([name, count]) => ({ name, values: [count] })),
    { name: 'CircuitOpen', values: [counted.circuitIsOpen ? 1 : 0] },
  ];
}

function isInactive({ outcome }: Told): boolean {
  return outcome.kind === 'disabled' || outcome.kind === 'already-disabled';
}

/** Nothing is reported after its message was sent, so a later time counts as none. */
function sinceReport({ delivery: { firstSentAt, message }, at }: Told): number {
  const reportedAt = message.kind === 'compromise' ? message.compromise.reportedAt : undefined;
  return Math.max(0, at - Math.min(reportedAt ?? firstSentAt, firstSentAt));
}

/** Both or none, so that their ratio is always known where there is one. */
function objectiveCounts(told: readonly Told[], fates: readonly Fate[]): readonly Count[] {
  const met = told.flatMap(objectiveOf(fates));
  const late = met.filter((isMet) => !isMet).length;
  if (met.length === 0) return [];
  return [
    ['DisabledInTime', met.length - late],
    ['DisabledLate', late],
  ];
}

/**
 * Whether the objective was met, of what tells that. Whatever is delivered again, or sent on by us or by a person, waited for a
 * vault that did not answer or for that person; so does what found no time behind calls without an answer.
 */
function objectiveOf(fates: readonly Fate[]): (told: Told) => readonly boolean[] {
  const vaultAnswers = fates.every(({ outcome }) => outcome.kind !== 'unavailable');
  return (told) => {
    const { receiveCount, isRemainder, redrives, approvedBy } = told.delivery;
    if (receiveCount > 1 || isRemainder || (redrives ?? approvedBy) !== undefined) return [];
    if (isInactive(told)) return [sinceReport(told) <= OBJECTIVE_MS];
    // An invocation has as long as the objective.
    return told.outcome.kind === 'deferred' && vaultAnswers ? [false] : [];
  };
}

const isHeld = ({ settlement, carriedOut }: Settled): boolean =>
  carriedOut.kind === 'acknowledge' && settlement?.kind === 'hold';

/** Of the dead letters that are certain to have been sent. */
function errorCodesOf({ settlement, carriedOut }: Settled): readonly string[] {
  if (carriedOut.kind !== 'acknowledge' || settlement === undefined || !('deadLetters' in settlement)) return [];
  return settlement.deadLetters.flatMap(
    ({ attributes }) => attributes.find(({ name }) => name === 'ErrorCode')?.value ?? [],
  );
}

function tally(names: readonly MetricName[]): readonly Count[] {
  const counts = new Map<MetricName, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts];
}
