import type { Sent } from '../../lib/queue/queue.ts';
import { today } from '../../lib/roster/day.ts';
import { type Incident, writeMessages } from '../../lib/roster/messages.ts';
import type { Named } from '../../lib/roster/named.ts';
import { adviceFor } from '../advice.ts';
import type { Trail, Where } from '../audit/trail.ts';
import type { World } from '../command.ts';
import { regionOf } from '../queue/region.ts';
import { refused } from '../secrets/consent.ts';
import { gather, inLines } from '../secrets/gather.ts';
import { counted, described, plain, word } from '../wording.ts';
import type { SendOptions } from './arguments.ts';
import type { Following } from './follow.ts';
import type { Destination } from './sqs.ts';
import { wait } from './wait.ts';

/** What sending needs of the world. */
export type Surroundings = Omit<World, 'env'> &
  Readonly<{
    endpointIsSet: boolean;
    /** What an incident is called that nobody has given a name. */
    madeUp: () => string;
    send: (destination: Destination, bodies: readonly string[]) => Promise<Sent>;
    openTrail: (where: Where) => Pick<Trail, 'read' | 'close'>;
  }> &
  Omit<Following, 'trail'>;

const NOTHING = 'Nothing was sent';

/** `revoke send`. @returns the exit code */
export async function runSend(options: SendOptions, surroundings: Surroundings): Promise<number> {
  const { tell, now } = surroundings;
  const gathered = await gather(options, NOTHING, options.dryRun ? undefined : today(now));
  if (gathered.kind === 'wrong') {
    tell(gathered.reason);
    return 2;
  }
  const { secrets, skipped } = gathered;
  const incident = incidentOf(options, surroundings);
  const written = writeMessages(incident, secrets);
  if (written.kind === 'malformed') {
    tell(`The function would not take it: ${written.reason}. ${NOTHING}.`);
    return 2;
  }
  if (skipped.length > 0) tell(`${inLines(skipped)}\nGoing on without ${counted(skipped.length, 'row')}.`);
  tell(announcement(incident, secrets, options.queueUrl));

  const code = await refused(secrets, options, { question: 'Send it?', nothing: NOTHING }, surroundings);
  if (code !== undefined) return code;
  const { queueUrl, profile, region } = options;
  const { endpointIsSet } = surroundings;
  const sent = await surroundings.send({ queueUrl, profile, region, endpointIsSet }, written.bodies);
  if (sent.kind === 'failed') {
    tell(`Not everything was sent: ${adviceFor(sent.reason)}.`);
    tell(`Then send it again with --incident ${word(incident.incidentId)}: what is sent twice does no harm.`);
    return 3;
  }
  const result = inJson(incident, secrets, written.bodies, skipped);
  if (options.waiting === undefined) {
    surroundings.print(options.json ? onLines(result) : inWords(incident, written.bodies));
    return 0;
  }
  tell(
    `Sent: ${plain(incident.incidentId)}, ${counted(written.bodies.length, 'message')}. Waiting for what becomes of it.`,
  );
  const { table, timeoutSeconds } = options.waiting;
  const trail = surroundings.openTrail({ table, profile, region: region ?? regionOf(queueUrl) });
  try {
    const waited = await wait(incident, secrets, timeoutSeconds, { ...surroundings, trail });
    if (waited === undefined) {
      // It is sent all the same, and a program has to know as what.
      if (options.json) surroundings.print(onLines(result));
      return 3;
    }
    surroundings.print(options.json ? onLines({ ...result, ...waited.inJson }) : waited.inWords);
    return waited.code;
  } finally {
    trail.close();
  }
}

const incidentOf = (options: SendOptions, { madeUp, userName, now }: Surroundings): Incident => ({
  incidentId: options.incidentId ?? madeUp(),
  reason: options.reason,
  reportedBy: options.reportedBy ?? userName,
  reportedAt: now,
  dryRun: options.dryRun,
});

function announcement({ incidentId, dryRun }: Incident, secrets: readonly Named[], queueUrl: string): string {
  const what = dryRun ? 'Dry run, nothing will be disabled' : 'To be disabled';
  return `${what}: ${described(secrets)}\nIncident ${plain(incidentId)}, by way of ${queueUrl}`;
}

const inWords = ({ incidentId }: Incident, bodies: readonly string[]): string =>
  `Sent: ${plain(incidentId)}, ${counted(bodies.length, 'message')}. What becomes of each secret: revoke status ${word(incidentId)}, where there is an audit trail; else the function's log.\n`;

const inJson = (
  { incidentId, dryRun }: Incident,
  secrets: readonly Named[],
  bodies: readonly string[],
  skipped: readonly unknown[],
) => ({ incidentId, dryRun, messages: bodies.length, secrets, skipped });

const onLines = (result: object): string => `${JSON.stringify(result, null, 2)}\n`;
