import { type Bucket, startBucket } from './bucket.ts';
import { awsEnvironment, type Environment } from './environment.ts';
import { startContainer } from './lambda/container.ts';
import type { Invoked } from './lambda/instance.ts';
import { type Log, openLog } from './lambda/log.ts';
import type { Queues } from './queues.ts';

/** The built function that sweeps a list of leavers, with a bucket for the list, on this machine. */
export type Sweeper = Readonly<{
  bucket: Bucket;
  log: Log;
  /** As the schedule does once a day. */
  sweep: () => Promise<Invoked>;
  stop: () => Promise<void>;
}>;

const BUNDLE = new URL('../../dist/functions/sweep-leavers.mjs', import.meta.url).href;

/** The function's timeout as it is deployed, in milliseconds. */
const TIMEOUT_MS = 60_000;

const LIST = { bucket: 'people', key: 'leavers.csv' };

/** @param settings variables of the function's environment, over those that make it find the stand-ins */
export async function startSweeper(
  queues: Pick<Queues, 'endpoint' | 'sourceUrl'>,
  settings: Environment = {},
): Promise<Sweeper> {
  const log = openLog();
  const bucket = await startBucket(LIST);
  const { AWS_ENDPOINT_URL_SECRETS_MANAGER: _, ...aws } = awsEnvironment(queues, '');
  const environment = {
    ...aws,
    AWS_ENDPOINT_URL_S3: bucket.endpoint,
    POWERTOOLS_SERVICE_NAME: 'sweep-leavers',
    LEAVERS_BUCKET: LIST.bucket,
    LEAVERS_KEY: LIST.key,
    QUEUE_URL: queues.sourceUrl,
    ...settings,
  };
  const container = await startContainer({ bundle: BUNDLE, environment, timeoutMs: TIMEOUT_MS, takeLine: log.take });
  return {
    bucket,
    log,
    sweep: () => container.invoke({}),
    stop: async () => {
      await container.stop();
      await bucket.stop();
    },
  };
}
