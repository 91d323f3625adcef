import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { World } from '../support/world.ts';
import type { Chance } from './chance.ts';

export type Attributes = Readonly<Record<string, MessageAttributeValue>>;

export type Lying = {
  readonly id: string;
  readonly body: string;
  readonly attributes: Attributes;
  readonly sentAt: number;
  visibleAt: number;
  receiveCount: number;
  /** Of the last delivery; only it can change the message's visibility. */
  receipt: string;
};

export type Received = Readonly<{ message: Lying; receipt: string; receiveCount: number }>;

export type Queue = Readonly<{
  messages: ReadonlySet<Lying>;
  send: (body: string, attributes: Attributes, delayMs: number) => Lying;
  /** Up to ten visible messages, in any order; now and then one that somebody else has too. */
  receive: () => readonly Received[];
  hide: (receipt: string, ms: number) => void;
  remove: (id: string) => void;
  /** Calls back when there may be something to receive. */
  listen: (listener: () => void) => void;
}>;

type Options = Readonly<{
  name: string;
  visibilityMs: number;
  duplicates: number;
  redrive?: Readonly<{ maxReceiveCount: number; to: Queue }>;
}>;

/** SQS as it promises to be: at least once, in no order, with visibility time-outs, delays and redrive. */
export function createQueue(world: World, chance: Chance, { name, visibilityMs, duplicates, redrive }: Options): Queue {
  const messages = new Set<Lying>();
  const listeners: (() => void)[] = [];
  let ids = 0;

  function showAt(message: Lying, time: number): void {
    message.visibleAt = time;
    world.at(time, () => {
      for (const listener of listeners) listener();
    });
  }

  function receivable(): Lying[] {
    const visible = [...messages].filter(({ visibleAt }) => visibleAt <= world.now());
    for (const message of visible) {
      if (redrive === undefined || message.receiveCount < redrive.maxReceiveCount) continue;
      messages.delete(message);
      redrive.to.send(message.body, message.attributes, 0);
      world.note(`${name}: SQS moves ${message.id} after ${message.receiveCount} deliveries`);
    }
    return visible.filter((message) => messages.has(message));
  }

  return {
    messages,
    send: (body, attributes, delayMs) => {
      ids += 1;
      const message = {
        id: `${name}-${ids}`,
        body,
        attributes,
        sentAt: world.now(),
        visibleAt: 0,
        receiveCount: 0,
        receipt: '',
      };
      messages.add(message);
      showAt(message, world.now() + delayMs);
      return message;
    },
    receive: () =>
      chance
        .shuffled(receivable())
        .slice(0, chance.whole(1, 10))
        .map((message) => {
          message.receiveCount += 1;
          message.receipt = `${message.id}/${message.receiveCount}`;
          if (!chance.happens(duplicates)) showAt(message, world.now() + visibilityMs);
          return { message, receipt: message.receipt, receiveCount: message.receiveCount };
        }),
    hide: (receipt, ms) => {
      for (const message of messages) if (message.receipt === receipt) showAt(message, world.now() + ms);
    },
    remove: (id) => {
      for (const message of messages) if (message.id === id) messages.delete(message);
    },
    listen: (listener) => void listeners.push(listener),
  };
}
