import { CreateQueueCommand, type MessageAttributeValue, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { ACCESS_KEY, ACCOUNT, REGION } from './account.ts';
import { hurried } from './hurried.ts';
import { type Counts, countLying, type Lying, readLying } from './lying.ts';

/** Message attributes by name: text is sent as a `String`, a number as a `Number`. */
export type Attributes = Readonly<Record<string, string | number>>;

export type Queues = Readonly<{
  /** Where SQS is, for any client of it. */
  endpoint: string;
  sourceUrl: string;
  sourceArn: string;
  deadLetterUrl: string;
  /** Where messages wait for approval, where there is a limit. */
  approvalUrl: string;
  client: SQSClient;
  /** Sends a message to the source queue, as it is. @returns its id */
  send: (body: string, attributes?: Attributes) => Promise<string>;
  /** How many messages are on the source queue. */
  left: () => Promise<Counts>;
  /** Reads what lies on a queue without receiving it, so that nobody else finds it hidden. */
  peek: (queue: keyof typeof NAMES) => Promise<readonly Lying[]>;
  stop: () => Promise<void>;
}>;

/** What the queues are called. */
const NAMES = {
  source: 'compromised',
  deadLetters: 'compromised-dead-letters',
  approval: 'compromised-approval',
} as const;

/** Starts SQS in this process, with a source queue, a dead-letter queue and the redrive from one to the other, and an approval queue. */
export async function startQueues(
  options: Readonly<{
    visibilityTimeoutSeconds: number;
    maxReceiveCount: number;
    /** How many times sooner a delay is over than somebody asked for. */
    hurry?: number;
  }>,
): Promise<Queues> {
  const app = buildApp({ logger: false, defaultRegion: REGION });
  const { hurry = 1 } = options;
  if (hurry !== 1) {
    app.addHook('preHandler', async (request) => {
      request.body = hurried(request.body, hurry);
    });
  }
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  const client = new SQSClient({
    endpoint,
    region: REGION,
    credentials: ACCESS_KEY,
    // Else the settings of whoever runs this could send the requests elsewhere.
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
  });
  // The emulator's own URLs name a host that not every system resolves; it knows a queue by its path alone.
  const url = (name: string) => `${endpoint}/${ACCOUNT}/${name}`;
  const arn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
  const create = (QueueName: string, Attributes: Record<string, string>) =>
    client.send(new CreateQueueCommand({ QueueName, Attributes }));

  // As they are deployed: 14 days, the most that SQS allows.
  await create(NAMES.deadLetters, { MessageRetentionPeriod: '1209600' });
  await create(NAMES.approval, { VisibilityTimeout: '300', MessageRetentionPeriod: '1209600' });
  await create(NAMES.source, {
    VisibilityTimeout: String(options.visibilityTimeoutSeconds),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: arn(NAMES.deadLetters),
      maxReceiveCount: options.maxReceiveCount,
    }),
  });

  return {
    endpoint,
    sourceUrl: url(NAMES.source),
    sourceArn: arn(NAMES.source),
    deadLetterUrl: url(NAMES.deadLetters),
    approvalUrl: url(NAMES.approval),
    client,
    send: async (body, attributes = {}) => {
      const command = { QueueUrl: url(NAMES.source), MessageBody: body, MessageAttributes: onTheWire(attributes) };
      const { MessageId = '' } = await client.send(new SendMessageCommand(command));
      return MessageId;
    },
    left: () => countLying(app, NAMES.source),
    peek: (queue) => readLying(app, NAMES[queue]),
    stop: async () => {
      client.destroy();
      await app.close();
    },
  };
}

const onTheWire = (attributes: Attributes): Record<string, MessageAttributeValue> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue: String(value) },
    ]),
  );
