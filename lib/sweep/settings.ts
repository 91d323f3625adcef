import * as z from 'zod/mini';
import { endpointOfSqs, queueUrl, readEnvironment, unset, whole, withoutEmpty } from '../settings.ts';

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

const environment = z.object({
  LEAVERS_BUCKET: z.string({ error: 'must be the name of the bucket of the list of leavers' }),
  LEAVERS_KEY: z.string({ error: 'must be the key of the list of leavers in its bucket' }),
  QUEUE_URL: queueUrl,
  SWEEP_TIME_ZONE: z._default(
    z.string().check(z.refine(isTimeZone, { error: 'must be the name of a time zone: Europe/Berlin' })),
    'UTC',
  ),
  SWEEP_LOOK_BACK_DAYS: whole(7, 0, 60),
  NODE_DEBUG: unset,
});

/** How the daily sweep is set up. */
export type SweepSettings = Readonly<{
  bucket: string;
  key: string;
  queueUrl: string;
  /** AWS's own variables name another endpoint for SQS, which then counts whatever host the queue URL names. */
  sqsEndpointIsSet: boolean;
  /** Whose days count. */
  timeZone: string;
  /** So many days that have passed are looked at again, for what a sweep that failed has left. */
  lookBackDays: number;
}>;

/**
 * Reads the function's environment; an empty variable counts as one that is not set.
 * @throws Error that names every missing or wrong variable at once, each with its rule and none with its value
 */
export function readSweepSettings(env: Readonly<Record<string, string | undefined>>): SweepSettings {
  const data = readEnvironment(environment, env);
  return {
    bucket: data.LEAVERS_BUCKET,
    key: data.LEAVERS_KEY,
    queueUrl: data.QUEUE_URL,
    sqsEndpointIsSet: endpointOfSqs(withoutEmpty(env)) !== undefined,
    timeZone: data.SWEEP_TIME_ZONE,
    lookBackDays: data.SWEEP_LOOK_BACK_DAYS,
  };
}
