import { SQSClient } from '@aws-sdk/client-sqs';
import { openLanes } from '../lib/queue/lanes.ts';
import { startPace } from '../lib/queue/pace.ts';
import { type Sent, sendAll } from '../lib/queue/queue.ts';

/** Where to send, and as whom; what is not given is left to AWS's own variables and files. */
export type Destination = Readonly<{
  queueUrl: string;
  profile: string | undefined;
  region: string | undefined;
  /** AWS's own variables name another endpoint for SQS, which then counts whatever host the queue URL names. */
  endpointIsSet: boolean;
}>;

/** The SDK waits for ever unless told otherwise. In milliseconds. */
const PATIENCE = { connectionTimeout: 5000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** All of it together, in milliseconds: somebody is sitting there. */
const LONGEST = 120_000;

/** Sends the bodies, each as a message of its own. A `failed` has a reason that {@link adviceFor} knows. */
export async function send({ queueUrl, profile, region, endpointIsSet }: Destination, bodies: readonly string[]) {
  const whence = region ?? regionOf(queueUrl);
  const client = new SQSClient({
    ...(profile === undefined ? {} : { profile }),
    ...(whence === undefined ? {} : { region: whence }),
    // Said outright, because a default could be switched off by NODE_TLS_REJECT_UNAUTHORIZED.
    requestHandler: { ...PATIENCE, httpsAgent: { keepAlive: true, rejectUnauthorized: true } },
    useQueueUrlAsEndpoint: !endpointIsSet,
    // What it has to say is for programmers, and on the console it would stand between what is said to a person.
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
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

/** The region that a queue of AWS's names itself; a call that is signed for another one would be refused. */
export const regionOf = (queueUrl: string): string | undefined =>
  /^https:\/\/(?:[\w.-]+\.)?sqs(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(queueUrl)?.[1];

const hasRegion = (client: SQSClient): Promise<boolean> =>
  client.config.region().then(
    () => true,
    () => false,
  );

const NO_REGION = 'NoRegion';

function ignore(): void {}
