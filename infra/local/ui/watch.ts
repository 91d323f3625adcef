import { readSettings } from '../../../lib/settings.ts';
import { letterAccount } from '../command/account.ts';
import { keepOutcomes } from '../command/outcomes.ts';
import { plain } from '../command/screen.ts';
import type { Consumer } from '../consumer.ts';
import type { LogLine } from '../lambda/log.ts';
import type { Lying } from '../lying.ts';
import type { Vault } from '../vault/vault.ts';
import { watchBreaker } from './breaker.ts';
import type { Controls } from './controls.ts';
import type { Letter, Row, State } from './state.ts';

/** How many rows a table of the page has at most. */
const MOST_ROWS = 50;

/** After this the dead-letter queue is looked at again, should the log have said nothing since. */
const LOOK_AGAIN_MS = 1000;

/** Watches a running stack. @returns what looks at it */
export function watch(consumer: Consumer, vault: Vault, controls: Controls): () => Promise<State> {
  const { queues, log, received, secretsManager, environment } = consumer;
  const outcomes = keepOutcomes();
  const breaker = watchBreaker(vault.seen, readSettings(environment).concurrency);
  const rows: Row[] = [];
  let number = 0;
  let latestBatch = '';
  let letters: Readonly<{ at: number; lines: number; lying: readonly Lying[] }> | undefined;

  log.listen((line) => {
    breaker.take(line);
    if (line['event'] === 'batch.settled') latestBatch = plain(String(line['message']));
    const row = readRow(line);
    if (row === undefined) return;
    rows.unshift(row);
    if (rows.length > MOST_ROWS) rows.pop();
  });

  function readRow(line: LogLine): Row | undefined {
    const told = outcomes.take(line);
    if (told === undefined) return undefined;
    number += 1;
    return {
      number,
      at: Date.now(),
      secret: told.identifier,
      incident: plain(told.incidentId ?? ''),
      outcome: told.outcome,
      calls: told.attempts,
      durationMs: told.durationMs,
      reason: plain(told.reason ?? ''),
    };
  }

  /** The queue may be long, and there are few moments at which something comes. */
  async function deadLetters(): Promise<readonly Lying[]> {
    const lines = log.lines.length;
    if (letters === undefined || letters.lines !== lines || Date.now() - letters.at >= LOOK_AGAIN_MS) {
      letters = { at: Date.now(), lines, lying: await queues.peek('deadLetters') };
    }
    return letters.lying;
  }

  return async () => {
    const [queue, dead] = await Promise.all([queues.left(), deadLetters()]);
    const { calls, inFlight, tokenRequests } = vault.seen;
    return {
      sent: controls.sent(),
      queue,
      deliveries: received.length,
      latestBatch,
      breaker: breaker.now(),
      vault: {
        answer: controls.answer(),
        latencyMs: vault.latencyMs(),
        calls: calls.length,
        inFlight,
        tokens: tokenRequests.length,
      },
      credentialsRead: secretsManager.reads(),
      tally: [...outcomes.tally()],
      outcomes: rows,
      deadLetters: { all: dead.length, latest: dead.slice(-MOST_ROWS).reverse().map(letter) },
    };
  };
}

function letter(lying: Lying): Letter {
  const { errorCode, errorMessage, identifier = '', incidentId = '' } = letterAccount(lying);
  return {
    code: plain(errorCode),
    secret: plain(identifier),
    incident: plain(incidentId),
    reason: plain(errorMessage),
  };
}
