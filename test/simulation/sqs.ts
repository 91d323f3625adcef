import { ChangeMessageVisibilityCommand, SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { World } from '../support/world.ts';
import type { Chance } from './chance.ts';
import type { Queue } from './queue.ts';

type Options = Readonly<{
  queues: ReadonlyMap<string, Queue>;
  /** The share of requests that fail, before they took effect or after. */
  faults: number;
  isAlive: () => boolean;
  /** Told of every request that did not do, or did not say, all that it was asked. */
  failed: () => void;
}>;

const failure = (name: string) => Object.assign(new Error('so says the simulation'), { name });

/** The SQS client of one container. A request that is under way arrives, whatever becomes of who sent it. */
export function createSqsClient(world: World, chance: Chance, { queues, faults, isAlive, failed }: Options): SQSClient {
  function send(command: unknown, { abortSignal }: { readonly abortSignal: AbortSignal }): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const fate = chance.happens(faults) ? chance.oneOf(['before', 'after', 'partly', 'never'] as const) : 'well';
    const takesMs = chance.whole(4, 60);
    const fail = (error: Error) => {
      failed();
      if (isAlive()) reject(error);
    };
    // As the SDK does.
    if (abortSignal.aborted) {
      failed();
      return Promise.reject(failure('AbortError'));
    }
    abortSignal.addEventListener('abort', () => fail(failure('AbortError')), { once: true });
    if (fate === 'never') return promise;
    world.at(world.now() + takesMs / 2, () => {
      if (fate === 'before') return fail(failure('ServiceUnavailable'));
      const answer = carryOut(command, fate === 'partly' ? (count) => chance.whole(0, count - 1) : (count) => count);
      world.at(world.now() + takesMs / 2, () => {
        if (fate === 'after') return fail(failure('TimeoutError'));
        if (fate === 'partly') failed();
        if (isAlive()) resolve(answer);
      });
    });
    return promise;
  }

  function carryOut(command: unknown, taken: (count: number) => number): unknown {
    if (command instanceof ChangeMessageVisibilityCommand) {
      const { QueueUrl = '', ReceiptHandle = '', VisibilityTimeout = 0 } = command.input;
      queues.get(QueueUrl)?.hide(ReceiptHandle, VisibilityTimeout * 1000);
      return {};
    }
    if (!(command instanceof SendMessageBatchCommand)) throw new Error('The simulation knows no such command');
    const { QueueUrl = '', Entries = [] } = command.input;
    const count = taken(Entries.length);
    const [Successful, Failed] = [Entries.slice(0, count), Entries.slice(count)];
    for (const { MessageBody = '', MessageAttributes = {}, DelaySeconds = 0 } of Successful) {
      queues.get(QueueUrl)?.send(MessageBody, MessageAttributes, DelaySeconds * 1000);
    }
    return { Successful, Failed: Failed.map(({ Id }) => ({ Id, Code: 'InternalError' })) };
  }

  return { send } as unknown as SQSClient;
}
