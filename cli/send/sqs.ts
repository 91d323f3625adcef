import { SQSClient } from '@aws-sdk/client-sqs';
import { openLanes } from '../../lib/queue/lanes.ts';
import { startPace } from '../../lib/queue/pace.ts';
import { type Sent, sendAll } from '../../lib/queue/queue.ts';
import { clientOptions, hasRegion, type Identity, NO_REGION } from '../aws.ts';
import { regionOf } from '../queue/region.ts';

/** Where to send, and as whom. */
export type Destination = Identity &
  Readonly<{
    queueUrl: string;
    /** AWS's own variables name another endpoint for SQS, which then counts whatever host the queue URL names. */
    endpointIsSet: boolean;
  }>;

/** All of it together, in milliseconds: somebody is sitting there. */
const LONGEST = 120_000;

/** Sends the bodies, each as a message of its own. A `failed` has a reason that {@link adviceFor} knows. */
export async function send({ queueUrl, profile, region, endpointIsSet }: Destination, bodies: readonly string[]) {
  const client = new SQSClient({
    ...clientOptions({ profile, region: region ?? regionOf(queueUrl) }),
    useQueueUrlAsEndpoint: !endpointIsSet,
  });
  try {
    if (!(await hasRegion(client))) return { kind: 'failed', reason: NO_REGION } satisfies Sent;
    const messages = bodies.map((body) => ({ write: () => body, attributes: [], delaySeconds: 0 }));
    const sending = { client, pace: startPace(), lanes: openLanes(), now: () => performance.now() };
    return await sendAll(sending, queueUrl, messages, AbortSignal.timeout(LONGEST));
  } finally {
    client.destroy();
  }
}
