import * as z from 'zod/mini';

/** The rule for a queue's URL. */
export const queueUrl = z.url({ protocol: /^https?$/, error: 'must be the URL of an SQS queue' });

/** The rule for the name of a table. @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
export const tableName = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_.-]{3,255}$/, { error: 'must be the name of a DynamoDB table' }));

/** The rule for a whole number with a default. */
export function whole(byDefault: number, least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most} (${byDefault} where it is not set)`;
  return z.pipe(
    z._default(z.string().check(z.regex(/^[0-9]{1,12}$/, { error })), String(byDefault)),
    z.pipe(z.transform(Number), z.number().check(z.minimum(least, { error }), z.maximum(most, { error }))),
  );
}

const DAY_SECONDS = 86_400;

/** For what makes Node print private keys and tokens, in lines that are not JSON. Nothing of ours could keep it from that. */
export const unset = z.optional(
  z.never({ error: 'must not be set, because Node would print private keys and tokens' }),
);

const variables = z.object({
  MYSAFE_SECRET_ID: z.string({
    error: 'must be the name or ARN of the Secrets Manager secret with the credentials of the vault',
  }),
  QUEUE_URL: queueUrl,
  DEAD_LETTER_QUEUE_URL: queueUrl,
  // The most that SQS takes as maxReceiveCount.
  MAX_RECEIVE_COUNT: whole(50, 1, 1000),
  // SQS keeps a message for 14 days at most.
  GIVE_UP_AFTER_SECONDS: whole(21_600, 1, 14 * DAY_SECONDS),
  MAX_ATTEMPTS: whole(4, 1, 100),
  ATTEMPT_TIMEOUT_MS: whole(10_000, 1, 900_000),
  BACKOFF_BASE_MS: whole(200, 0, 900_000),
  BACKOFF_CAP_MS: whole(5000, 0, 900_000),
  CONCURRENCY: whole(10, 1, 1000),
  NODE_DEBUG: unset,
  APPROVAL_QUEUE_URL: z.optional(queueUrl),
  LIMITS_TABLE: z.optional(tableName),
  // A hundred kilobytes in one item of the table, which may have four times as much.
  MAX_SECRETS_PER_HOUR: whole(100, 1, 5000),
  AUDIT_TABLE: z.optional(tableName),
});

const bothOrNeither = ({ APPROVAL_QUEUE_URL, LIMITS_TABLE }: z.infer<typeof variables>): boolean =>
  (APPROVAL_QUEUE_URL === undefined) === (LIMITS_TABLE === undefined);

const environment = variables.check(
  z.refine(bothOrNeither, {
    path: ['APPROVAL_QUEUE_URL and LIMITS_TABLE'],
    error: 'must both be set, or neither',
    // Whatever else is wrong: one error names everything.
    when: () => true,
  }),
);

/** How this deployment is set up. Milliseconds and seconds as the names say. */
export type Settings = Readonly<{
  secretId: string;
  queueUrl: string;
  deadLetterQueueUrl: string;
  /** AWS's own variables name another endpoint for SQS, which then counts whatever host the queue URLs name. */
  sqsEndpointIsSet: boolean;
  maxReceiveCount: number;
  giveUpAfterSeconds: number;
  maxAttempts: number;
  attemptTimeoutMs: number;
  backoffBaseMs: number;
  backoffCapMs: number;
  concurrency: number;
  /** Where messages wait that go beyond the limit, and the table in which it is counted; `undefined` where there is no limit. */
  approval: Readonly<{ queueUrl: string; table: string; maxSecretsPerHour: number }> | undefined;
  /** The DynamoDB table of the audit trail, where there is one. */
  auditTable: string | undefined;
}>;

/**
 * Reads the function's environment; an empty variable counts as one that is not set.
 * @throws Error that names every missing or wrong variable at once, each with its rule and none with its value
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const data = readEnvironment(environment, env);
  return {
    secretId: data.MYSAFE_SECRET_ID,
    queueUrl: data.QUEUE_URL,
    deadLetterQueueUrl: data.DEAD_LETTER_QUEUE_URL,
    sqsEndpointIsSet: endpointOfSqs(withoutEmpty(env)) !== undefined,
    maxReceiveCount: data.MAX_RECEIVE_COUNT,
    giveUpAfterSeconds: data.GIVE_UP_AFTER_SECONDS,
    maxAttempts: data.MAX_ATTEMPTS,
    attemptTimeoutMs: data.ATTEMPT_TIMEOUT_MS,
    backoffBaseMs: data.BACKOFF_BASE_MS,
    backoffCapMs: data.BACKOFF_CAP_MS,
    concurrency: data.CONCURRENCY,
    approval:
      data.APPROVAL_QUEUE_URL !== undefined && data.LIMITS_TABLE !== undefined
        ? { queueUrl: data.APPROVAL_QUEUE_URL, table: data.LIMITS_TABLE, maxSecretsPerHour: data.MAX_SECRETS_PER_HOUR }
        : undefined,
    auditTable: data.AUDIT_TABLE,
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable counts as one that is not set. */
export const withoutEmpty = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

/**
 * Reads an environment by the rules of a function.
 * @throws Error that names every missing or wrong variable at once, each with its rule and none with its value
 */
export function readEnvironment<Read>(rules: z.ZodMiniType<Read>, env: Environment): Read {
  const checked = rules.safeParse(withoutEmpty(env));
  if (checked.success) return checked.data;
  const faults = checked.error.issues.map(({ path, message }) => `${path.join()} ${message}`);
  throw new Error(`The function's environment is not usable: ${faults.join('; ')}.`);
}

/** Where AWS's own variables say that SQS is. @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
export function endpointOfSqs(env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true') return undefined;
  return env['AWS_ENDPOINT_URL_SQS'] ?? env['AWS_ENDPOINT_URL'];
}
