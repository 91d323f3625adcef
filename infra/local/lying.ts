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

export const isEmpty = ({ visible, inFlight, delayed }: Counts): boolean => visible + inFlight + delayed === 0;

/** Answers a request in this process, without a connection. */
type Emulator = Readonly<{ inject: (path: string) => PromiseLike<{ readonly body: string }> }>;

const inspect = async <Answer>(emulator: Emulator, path: string): Promise<Answer> => {
  const { body } = await emulator.inject(`/_fauxqs/queues${path}`);
  return JSON.parse(body) as Answer;
};

/** How many messages a queue holds. */
export async function countLying(emulator: Emulator, queue: string): Promise<Counts> {
  const found = (await inspect<readonly Counted[]>(emulator, '')).find(({ name }) => name === queue);
  return {
    visible: found?.approximateMessageCount ?? 0,
    inFlight: found?.approximateInflightCount ?? 0,
    delayed: found?.approximateDelayedCount ?? 0,
  };
}

/** Reads what a queue holds without receiving it, so that nobody else finds it hidden. */
export async function readLying(emulator: Emulator, queue: string): Promise<readonly Lying[]> {
  const { messages } = await inspect<Inspected>(emulator, `/${queue}`);
  return [
    ...messages.ready.map((message) => lying(message, 0)),
    ...messages.inflight.map(({ message, visibilityDeadline }) => lying(message, visibilityDeadline)),
    ...messages.delayed.map((message) => lying(message, message.delayUntil ?? 0)),
  ];
}

const lying = (message: Message, readyAt: number): Lying => ({
  messageId: message.messageId,
  body: message.body,
  attributes: Object.fromEntries(
    Object.entries(message.messageAttributes).map(([name, { StringValue }]) => [name, StringValue ?? '']),
  ),
  receiveCount: message.approximateReceiveCount,
  readyAt,
});

// What the emulator answers, as far as we read it.

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
