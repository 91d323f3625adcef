import { CreateQueueCommand, type MessageAttributeValue, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { ACCESS_KEY, ACCOUNT, REGION } from './environment.ts';

/** Message attributes by name: text is sent as a `String`, a number as a `Number`. */
export type Attributes = Readonly<Record<string, string | number>>;

/** A message that lies on a queue. */
export type Lying = Readonly<{
  messageId: string;
  body: string;
  attributes: Readonly<Record<string, string>>;
  receiveCount: number;
  /** When it can be received, in milliseconds since the epoch; 0 where it can be at once. */
  readyAt: number;
}>;

export type Counts = Readonly<{ visible: number; inFlight: number; delayed: number }>;

export type Queues = Readonly<{
  /** Where SQS is, for any client of it. */
  endpoint: string;
  sourceUrl: string;
  sourceArn: string;
  deadLetterUrl: string;
  client: SQSClient;
  /** Sends a message to the source queue, as it is. @returns its id */
  send: (body: string, attributes?: Attributes) => Promise<string>;
  /** How many messages are on the source queue. */
  left: () => Promise<Counts>;
  /** Reads what lies on a queue without receiving it, so that nobody else finds it hidden. */
  peek: (queue: keyof typeof NAMES) => Promise<readonly Lying[]>;
  stop: () => Promise<void>;
}>;

const NAMES = { source: 'compromised', deadLetters: 'compromised-dead-letters' } as const;

/** Starts SQS in this process, with a source queue, a dead-letter queue and the redrive from one to the other. */
export async function startQueues(
  options: Readonly<{ visibilityTimeoutSeconds: number; maxReceiveCount: number }>,
): Promise<Queues> {
  const app = buildApp({ logger: false, defaultRegion: REGION });
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

  await create(NAMES.deadLetters, {});
  await create(NAMES.source, {
    VisibilityTimeout: String(options.visibilityTimeoutSeconds),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: arn(NAMES.deadLetters),
      maxReceiveCount: options.maxReceiveCount,
    }),
  });

  const inspect = async <Answer>(path: string): Promise<Answer> => {
    const { body } = await app.inject(`/_fauxqs/queues${path}`);
    return JSON.parse(body) as Answer;
  };

  return {
    endpoint,
    sourceUrl: url(NAMES.source),
    sourceArn: arn(NAMES.source),
    deadLetterUrl: url(NAMES.deadLetters),
    client,
    send: async (body, attributes = {}) => {
      const command = { QueueUrl: url(NAMES.source), MessageBody: body, MessageAttributes: onTheWire(attributes) };
      const { MessageId = '' } = await client.send(new SendMessageCommand(command));
      return MessageId;
    },
    left: async () => {
      const source = (await inspect<readonly Counted[]>('')).find(({ name }) => name === NAMES.source);
      return {
        visible: source?.approximateMessageCount ?? 0,
        inFlight: source?.approximateInflightCount ?? 0,
        delayed: source?.approximateDelayedCount ?? 0,
      };
    },
    peek: async (queue) => {
      const { messages } = await inspect<Inspected>(`/${NAMES[queue]}`);
      return [
        ...messages.ready.map((message) => lying(message, 0)),
        ...messages.inflight.map(({ message, visibilityDeadline }) => lying(message, visibilityDeadline)),
        ...messages.delayed.map((message) => lying(message, message.delayUntil ?? 0)),
      ];
    },
    stop: async () => {
      client.destroy();
      await app.close();
    },
  };
}

/** What the emulator's inspection answers, as far as we read it. */
type Counted = Readonly<{
  name: string;
  approximateMessageCount: number;
  approximateInflightCount: number;
  approximateDelayedCount: number;
}>;
type Message = Readonly<{
  messageId: string;
  body: string;
  messageAttributes: Readonly<Record<string, { readonly StringValue?: string }>>;
  approximateReceiveCount: number;
  delayUntil?: number;
}>;
type Inspected = Readonly<{
  messages: Readonly<{
    ready: readonly Message[];
    delayed: readonly Message[];
    inflight: readonly Readonly<{ message: Message; visibilityDeadline: number }>[];
  }>;
}>;

const lying = (message: Message, readyAt: number): Lying => ({
  messageId: message.messageId,
  body: message.body,
  attributes: Object.fromEntries(
    Object.entries(message.messageAttributes).map(([name, { StringValue }]) => [name, StringValue ?? '']),
  ),
  receiveCount: message.approximateReceiveCount,
  readyAt,
});

const onTheWire = (attributes: Attributes): Record<string, MessageAttributeValue> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue: String(value) },
    ]),
  );
