import { describe, expect, onTestFinished, test } from 'vitest';
import { type Queues, startQueues } from '../../infra/local/queues.ts';
import { startStack } from '../../infra/local/stack.ts';
import { BUNDLE, startWebhook } from '../../infra/local/webhook.ts';
import { type Alert, fingerprintsOf } from '../../lib/alert/alert.ts';
import type { Received } from '../../lib/source/source.ts';
import { buildContestants } from '../bench/cold-start/contestants.ts';
import { inFreshProcess } from '../bench/cold-start/fresh-process.ts';
import { KEYS } from '../support/deployed-webhook.ts';
import { localServer, sendJson } from '../support/local-server.ts';
import { GENERIC_SAMPLE } from '../support/samples.ts';
import { OTHER_SECRET, standardWebhook, withBitFlipped } from '../support/signed.ts';
import { ROWS } from '../support/source-rows.ts';

async function served(queues: Queues, keys: unknown = KEYS, options: Readonly<{ timeoutMs?: number }> = {}) {
  const webhook = await startWebhook(queues, keys, options);
  onTestFinished(webhook.stop);
  const post = async (source: string, { headers, body }: Received) => {
    const answer = await fetch(`${webhook.origin}/alerts/${source}`, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: new Uint8Array(body),
    });
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: await answer.text() };
  };
  return { post, webhook };
}

async function emptyQueues(): Promise<Queues> {
  const queues = await startQueues({ visibilityTimeoutSeconds: 30, maxReceiveCount: 50 });
  onTestFinished(queues.stop);
  return queues;
}

/** What the samples call secrets by. */
const NAMES = { 61: { code: 'billing' }, 62: { tags: ['leaked'] }, 63: { tags: ['leaked'] } };

describe.each(ROWS)('$name', ({ name, keys, sign, sample, expected, signed, refusedBy, oldest }) => {
  const fingerprints = fingerprintsOf(expected.secrets);
  const register = fingerprints.map((fingerprint, index) => ({ fingerprint, identifier: 71 + index }));

  function idsOf(secret: Alert['secrets'][number]): readonly number[] {
    switch (secret.by) {
      case 'identifier':
        return [secret.identifier];
      case 'identifierCode':
        return [61];
      case 'tag':
        return [62, 63];
      case 'fingerprint':
      case 'aliases':
        return register
          .filter((entry) => fingerprintsOf([secret]).includes(entry.fingerprint))
          .map((entry) => entry.identifier);
    }
  }

  test('its documented sample, signed, disables what it names and nothing else', async () => {
    await using stack = await startStack({ vault: { names: NAMES } });
    const { post } = await served(stack.queues, { [name]: keys, register });
    expect(await post(name, await sign(sample, Date.now()))).toMatchObject({ status: 202 });
    await stack.settled();
    const meant = expected.secrets.flatMap(idsOf);
    const disabled = new Set(
      stack.vault.seen.calls.flatMap(({ identifier }) => (identifier === undefined ? [] : Number(identifier))),
    );
    expect([...disabled].toSorted((a, b) => a - b)).toEqual(meant.toSorted((a, b) => a - b));
    expect(meant.map((id) => stack.vault.stateOf(id))).toEqual(meant.map(() => 'inactive'));
    expect(await stack.deadLetters()).toEqual([]);
  });

  test('with a bit changed in anything that is signed it is refused, and nothing is on the queue', async () => {
    const queues = await emptyQueues();
    const { post } = await served(queues, { [name]: keys, register });
    const genuine = await sign(sample, Date.now());
    for (const where of signed) {
      const length = where === 'body' ? genuine.body.length : (genuine.headers[where] ?? '').length;
      // The lowest bit of a letter in the middle makes another letter of it, which HTTP carries as well.
      const { status } = await post(name, withBitFlipped(genuine, where, 8 * Math.floor(length / 2)));
      expect({ where, status }).toEqual({ where, status: refusedBy });
    }
    if (oldest !== undefined) {
      const { status } = await post(name, await sign(sample, Date.now() - (oldest * 60 + 1) * 1000));
      expect(status).toBe(refusedBy);
    }
    expect(await queues.peek('source')).toEqual([]);
    expect(await queues.peek('deadLetters')).toEqual([]);
  });
});

test('of five hundred alerts at once none is lost, and each that is answered with its incident is on the queue', async () => {
  const queues = await emptyQueues();
  const { post, webhook } = await served(queues);
  const answers = await Promise.all(
    Array.from({ length: 500 }, (_, index) => {
      const body = JSON.stringify({ secrets: [{ identifier: index + 1 }] });
      return post('generic', standardWebhook(body, { id: `event-${index}`, at: Date.now() }));
    }),
  );
  expect(answers.filter(({ status }) => status !== 202)).toEqual([]);
  const lying = (await queues.peek('source')).map(({ body }) => JSON.parse(body));
  const promised = answers.map(({ body }) => JSON.parse(body).incidentId).toSorted();
  expect(lying.map(({ incidentId }) => incidentId).toSorted()).toEqual(promised);
  expect(
    lying
      .flatMap(({ secrets }) => secrets)
      .map(({ identifier }) => identifier)
      .toSorted((a, b) => a - b),
  ).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
  expect(webhook.log.strayLines).toEqual([]);
});

test('what is not signed never gets to the queue, and is counted', async () => {
  const queues = await emptyQueues();
  const { post, webhook } = await served(queues);
  const forged = standardWebhook(GENERIC_SAMPLE, { secret: OTHER_SECRET, at: Date.now() });
  expect(await post('generic', forged)).toMatchObject({ status: 401 });
  expect(await queues.peek('source')).toEqual([]);
  expect(webhook.log.lines.filter(({ event }) => event === 'alert.refused')).toHaveLength(1);
});

test('importing the bundle takes at most 1.2 times as long as importing that of the consumer', async () => {
  const { ours, program } = await buildContestants();
  const environment = {
    AWS_REGION: 'us-east-1',
    MYSAFE_SECRET_ID: 's',
    ALERT_KEYS_SECRET_ID: 's',
    QUEUE_URL: 'http://127.0.0.1/q',
    DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1/d',
  };
  const importMs = async (bundle: string) => (await inFreshProcess(program, bundle, environment)).importMs;
  const consumer: number[] = [];
  const webhook: number[] = [];
  // The quickest of each: what makes others slower is what else the machine does.
  const ratio = () => Math.min(...webhook) / Math.min(...consumer);
  while (webhook.length < 9 || (webhook.length < 36 && ratio() > 1.2)) {
    consumer.push(await importMs(ours.bundle));
    webhook.push(await importMs(BUNDLE));
  }
  expect(ratio()).toBeLessThanOrEqual(1.2);
}, 60_000);

test.each<[string, Parameters<typeof localServer>[0]]>([
  ['answers 500', (response) => sendJson(response, 500, { __type: 'InternalError' })],
  ['answers 503', (response) => sendJson(response, 503, { __type: 'ServiceUnavailable' })],
  ['answers what is none of its answers', (response) => response.end('<html>')],
  ['hangs', () => {}],
  ['hangs up', (_, __, socket) => socket.destroy()],
])('while SQS %s, the sender is told to send again, in time, and nothing is accepted', async (_, answer) => {
  const queues = await emptyQueues();
  const { url } = await localServer(answer);
  const { post, webhook } = await served({ ...queues, endpoint: url }, KEYS, { timeoutMs: 2000 });
  const answered = await post('generic', standardWebhook(GENERIC_SAMPLE, { at: Date.now() }));
  expect(answered).toMatchObject({ status: 503, retryAfter: '30' });
  expect(webhook.log.lines.map(({ event }) => event)).toEqual(['alert.not-taken', 'alert.counted']);
});

test('while nobody listens where SQS should be, the sender is told to send again', async () => {
  const queues = await emptyQueues();
  const { post } = await served({ ...queues, endpoint: 'http://127.0.0.1:9' });
  expect(await post('generic', standardWebhook(GENERIC_SAMPLE, { at: Date.now() }))).toMatchObject({ status: 503 });
});
