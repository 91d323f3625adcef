import { createHash } from 'node:crypto';
import { type Incident, writeMessages } from '../../lib/roster/messages.ts';
import type { Named } from '../../lib/roster/named.ts';

/** A message that is to be put on the queue at a certain time. */
export type Plan = Readonly<{ name: string; at: Date; input: string }>;

export type Planning =
  | { readonly kind: 'plans'; readonly plans: readonly Plan[] }
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * The most that EventBridge Scheduler keeps for a target; 256 KB, taken for the smaller of the two things that this may mean.
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html
 */
const MOST_BYTES = 256_000;

/**
 * Plans as many messages as it takes. The same secrets at the same time for the same incident make the same plans, in whatever
 * order they are named, whoever names them, and for whatever reason.
 * @param queueArn of the queue that they go to
 */
export function plan(secrets: readonly Named[], incident: Incident, queueArn: string): Planning {
  const at = incident.reportedAt;
  const inOrder = secrets.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
  const written = writeMessages(incident, inOrder, (body) => Buffer.byteLength(inputOf(body)) <= MOST_BYTES);
  if (written.kind === 'malformed') return written;
  const plans = written.bodies.map((body) => ({ name: nameOf(body, at, queueArn), at, input: inputOf(body) }));
  return { kind: 'plans', plans };
}

const key = (named: Named): string => JSON.stringify(named);

/**
 * The service puts values of its own in the place of its keywords. As an escape of JSON they are none, and read back the same.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
const inputOf = (body: string): string => body.replaceAll('<aws.scheduler.', '\\u003caws.scheduler.');

/** Begins with the time, so that a list of names is in its order. At most 64 characters of those that a name may have. */
function nameOf(body: string, at: Date, queueArn: string): string {
  const { incidentId, secrets } = JSON.parse(body) as Readonly<Record<'incidentId' | 'secrets', unknown>>;
  const content = JSON.stringify([at.toISOString(), queueArn, incidentId, secrets]);
  return `offboard-${stamp(at)}-${createHash('sha256').update(content).digest('hex').slice(0, 32)}`;
}

/** What it is called where nobody has given it a name: always the same for the same time. */
export const incidentAt = (at: Date): string => `OFFBOARD-${stamp(at)}`;

/** `20261201T170000Z`. */
const stamp = (at: Date): string => at.toISOString().replace(/\.\d+|[-:]/g, '');
