import type { Message } from '@aws-sdk/client-sqs';
import { deadlines } from '../../functions/deadlines.ts';
import { toRecord } from '../../infra/local/lambda/event.ts';
import type { Audit } from '../../lib/audit/audit.ts';
import { auditingMs } from '../../lib/audit/auditing.ts';
import { records } from '../../lib/audit/records.ts';
import { SIDE_BY_SIDE, writeAll } from '../../lib/audit/write.ts';
import type { startRestraint } from '../../lib/disable/restraint.ts';
import type { Limit } from '../../lib/limit/admit.ts';
import { readDelivery } from '../../lib/queue/delivery.ts';
import { openLanes } from '../../lib/queue/lanes.ts';
import { startPace } from '../../lib/queue/pace.ts';
import { hide, sendAll } from '../../lib/queue/queue.ts';
import { settlingMs } from '../../lib/queue/settling.ts';
import { serve } from '../../lib/story.ts';
import { readCredentials } from '../../lib/vault/credentials.ts';
import { openVault } from '../../lib/vault/open.ts';
import type { World } from '../support/world.ts';
import type { Chance } from './chance.ts';
import type { Queue, Received } from './queue.ts';
import type { Watched, Witness } from './referee.ts';
import { watchRestraint } from './restraint.ts';
import { createSqsClient } from './sqs.ts';
import type { Table } from './table.ts';
import type { Trail } from './trail.ts';
import type { Vault } from './vault.ts';

export const SOURCE = 'source';
export const DEAD_LETTERS = 'dead-letters';
export const APPROVAL = 'approval';

/** As it is deployed. */
const FUNCTION_TIMEOUT_MS = 60_000;

export type Settings = Readonly<{
  maxReceiveCount: number;
  giveUpAfterSeconds: number;
  maxAttempts: number;
  attemptTimeoutMs: number;
  backoff: Readonly<{ baseMs: number; capMs: number }>;
  concurrency: number;
}>;

export type Around = Readonly<{
  source: Queue;
  deadLetters: Queue;
  vault: Pick<Vault, 'connection'>;
  referee: Witness;
  settings: Settings;
  startRestraint: typeof startRestraint;
  /** Where what became of it is written down, where that is switched on. */
  trail: Trail | undefined;
  /** What Secrets Manager holds for the client secret now. */
  keptSecret: () => string;
  /** Where there is a limit: what counts it, and where messages wait that go beyond it. */
  approval?: Readonly<{ queue: Queue; table: Table }> | undefined;
  /** Shares, from 0 to 1. */
  faults: Readonly<{ crash: number; send: number; acknowledge: number; secretsManager: number }>;
}>;

/** One container of the function and the poller before it, until the process dies; then another takes its place. */
export function startContainer(world: World, chance: Chance, name: string, around: Around): void {
  const { source, deadLetters, vault: theVault, referee, settings, faults, trail } = around;
  let alive = true;
  const isAlive = () => alive;
  let watched: Watched | undefined;
  const now = () => world.now();

  /** Nothing that a dead process waits for ever comes. */
  const whileAlive = <Result>(work: Promise<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      work.then(
        (result) => alive && resolve(result),
        (error) => alive && reject(error),
      );
    });

  const vault = openVault(fetchCredentials, {
    now,
    connect: () =>
      theVault.connection({
        isAlive,
        restraint: watchRestraint(now, settings, (what) => referee.wrong(`${name}: ${what}`)),
        called: (id, timeoutMs) => watched && referee.called(watched, id, timeoutMs),
        answered: (id, answer) => {
          world.note(`${name}: ${id ?? 'list'}: ${answer.slice(0, 60)}`);
          if (watched) referee.answered(watched, id, answer);
        },
        tokenRequested: (timeoutMs) => watched && referee.tokenRequested(watched, timeoutMs),
      }),
  });

  async function fetchCredentials(signal: AbortSignal) {
    const takesMs = chance.happens(0.3) ? chance.whole(500, 5000) : chance.whole(5, 80);
    await whileAlive(Promise.race([world.after(takesMs), abortOf(signal)]));
    if (signal.aborted) return { kind: 'unavailable' as const, reason: 'Secrets Manager is too slow' };
    if (chance.happens(faults.secretsManager)) return { kind: 'unreadable' as const, reason: 'ThrottlingException' };
    const fields = { baseUrl: 'https://vault', clientId: 'kill-switch', clientSecret: around.keptSecret() };
    return readCredentials('mysafe', JSON.stringify(fields));
  }

  const tries = { ...settings, random: chance.random };
  const restraint = around.startRestraint(tries);

  const pace = startPace();
  const client = createSqsClient(world, chance, {
    queues: new Map([
      [SOURCE, source],
      [DEAD_LETTERS, deadLetters],
      ...(around.approval ? [[APPROVAL, around.approval.queue] as const] : []),
    ]),
    faults: faults.send,
    isAlive,
    failed: () => {
      if (watched) watched.sendsFailed = true;
    },
  });
  const sending = { client, pace, lanes: openLanes(), now };

  const writing = trail && { put: trail.put(isAlive), pace: startPace(), lanes: openLanes(SIDE_BY_SIDE), now };
  const auditUntil = (signal: AbortSignal): Audit | undefined =>
    writing && ((delivery, came, settleWith) => writeAll(writing, records(delivery, came, settleWith), signal));

  async function invoke(received: readonly Received[]): Promise<void> {
    const deliveries = received.map((one) => readDelivery(toRecord(asReceived(one), SOURCE), now()));
    const until = deadlines(now(), FUNCTION_TIMEOUT_MS, {
      recordingMs: writing === undefined ? 0 : auditingMs(deliveries, writing.pace),
      settlingMs: settlingMs(deliveries, pace),
    });
    const endsAt = now() + FUNCTION_TIMEOUT_MS;
    const mine: Watched = {
      received,
      startedAt: now(),
      deadline: until.work,
      sendsFailed: false,
      couldNotCount: false,
      final: new Set(),
      inFlight: 0,
      refusals: 0,
      tokenRequests: 0,
    };
    watched = mine;
    const settling = world.signalAt(until.settle);
    const audit = auditUntil(world.signalAt(until.record));
    const kept = await whileAlive(
      serve(deliveries, {
        vault,
        queues: {
          sendDeadLetters: (letters) => sendAll(sending, DEAD_LETTERS, letters, settling),
          sendRemainders: (remainders) => sendAll(sending, SOURCE, remainders, settling),
          hide: (receiptHandle, seconds) => hide(sending, SOURCE, { receiptHandle, seconds }, settling),
        },
        effort: {
          ...tries,
          restraint,
          deadline: until.work,
          signal: world.signalAt(until.work),
          clock: {
            now,
            sleep: (ms, signal) => {
              referee.waits(mine, ms);
              return whileAlive(Promise.race([world.after(ms), abortOf(signal)]));
            },
          },
        },
        limits: settings,
        approval: around.approval && {
          limit: counting(around.approval.table, mine),
          sendHeld: (held) => sendAll(sending, APPROVAL, held, settling),
        },
        log: ({ fields: { event, messageId } }) => {
          if (event === 'message.not-recorded') trail?.missing.add(String(messageId));
        },
        publish: () => {},
        ...(audit && { audit }),
      }),
    );
    if (now() > endsAt) referee.wrong(`${name}: an invocation outlived its time`);
    const stays = new Set(kept);
    referee.ends(mine, stays);
    for (const { message } of received) {
      if (stays.has(message.id) || chance.happens(faults.acknowledge)) continue;
      world.note(`${name}: ${message.id} is acknowledged`);
      referee.acknowledges(message);
      source.remove(message.id);
    }
  }

  function counting(table: Table, mine: Watched): Limit {
    const limit = table.limit(() => {
      mine.couldNotCount = true;
    });
    return { ...limit, add: (...what) => whileAlive(limit.add(...what)) };
  }

  let wake: (() => void) | undefined;
  source.listen(() => wake?.());

  async function live(): Promise<void> {
    for (;;) {
      const received = source.receive();
      if (received.length === 0) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
        if (!alive) return;
        continue;
      }
      world.note(`${name}: receives ${received.map(({ message }) => message.id).join(' ')}`);
      if (chance.happens(faults.crash)) world.at(now() + chance.oneOf([50, 500, 5000, 50_000]) * chance.random(), die);
      await invoke(received);
    }
  }

  function die(): void {
    if (!alive) return;
    alive = false;
    world.note(`${name}: dies`);
    world.at(now() + chance.whole(10, 2000), () => startContainer(world, chance, `${name}'`, around));
  }

  live().catch((error: unknown) => referee.wrong(`${name}: ${error instanceof Error ? error.stack : error}`));
}

const asReceived = ({ message, receipt, receiveCount }: Received): Message => ({
  MessageId: message.id,
  ReceiptHandle: receipt,
  Body: message.body,
  Attributes: { ApproximateReceiveCount: String(receiveCount), SentTimestamp: String(message.sentAt) },
  MessageAttributes: { ...message.attributes },
});

const abortOf = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
