import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Stack } from '../../../infra/local/stack.ts';
import { type PageServer, servePage } from '../../../infra/local/ui/page-server.ts';
import type { State } from '../../../infra/local/ui/state.ts';
import { watchedStack } from '../../support/watched-stack.ts';

let stack: Stack;
let server: PageServer;

beforeAll(async () => {
  stack = await watchedStack({ containers: 1, hurry: 10 });
  server = await servePage(stack, stack.vault);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await stack[Symbol.asyncDispose]();
});

const origin = () => server.url.slice(0, -1);

/** As the page gives an order. */
const order = (order: unknown, headers: Readonly<Record<string, string>> = { origin: origin() }) =>
  fetch(`${server.url}orders`, { method: 'POST', body: JSON.stringify(order), headers });

const send = (identifiers: string, more: object = {}) =>
  order({ kind: 'send', identifiers, incidentId: 'INC-1', losesAnswer: false, ...more });

/** What the page is told, until it is told this. */
async function toldUntil(isIt: (state: State) => boolean): Promise<State> {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const response = await fetch(`${server.url}events`, { signal: leaving.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const events = (rest + Buffer.from(chunk).toString()).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      expect(event).toMatch(/^data: \{[^\n]*\}$/);
      const state = JSON.parse(event.slice('data: '.length)) as State;
      if (isIt(state)) return state;
    }
  }
  throw new Error('The stream has ended');
}

const of = (state: State, secret: string) => state.outcomes.filter((row) => row.secret === secret);

test.each(['', 'page.css', 'page.js', 'events', 'nothing'])(
  '/%s comes with the rules that keep others out',
  async (path) => {
    const leaving = new AbortController();
    const { headers } = await fetch(server.url + path, { signal: leaving.signal });
    leaving.abort();
    const rules = headers.get('content-security-policy')?.split('; ');
    expect(rules).toEqual(expect.arrayContaining(["default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]));
    expect(rules?.join()).not.toMatch(/unsafe|https?:|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  },
);

test('the page asks for nothing that its server does not have, and for nothing of anybody else', async () => {
  const page = await (await fetch(server.url)).text();
  const asked = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].flatMap(([, path]) => path ?? []);
  expect(asked).toContain('page.js');
  for (const path of asked) expect((await fetch(new URL(path, server.url))).status).toBe(200);
  expect(page).not.toMatch(/\/\/|<script>|<style|style=| on\w+=/);
});

test.each(['../stream.ts', '%2e%2e/stream.ts', 'page/page.html', 'tsconfig.json', 'package.json'])(
  'there is no /%s',
  async (path) => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      // As it is written, which `fetch` would not do.
      const { hostname, port } = new URL(server.url);
      request({ hostname, port, path: `/${path}` }, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  },
);

test('a name that somebody else has lead here gets nothing', async () => {
  const { hostname, port } = new URL(server.url);
  const answer = await new Promise<Readonly<{ status: number | undefined; body: string }>>((resolve, reject) => {
    request({ hostname, port, headers: { host: `evil.example:${port}` } }, async (response) =>
      resolve({ status: response.statusCode, body: await text(response) }),
    )
      .on('error', reject)
      .end();
  });
  expect(answer).toEqual({ status: 403, body: 'This is no name of this page.' });
});

test('another page cannot inject anything', async () => {
  const before = stack.vault.credentials();
  const sent = (await toldUntil(() => true)).sent;
  const strangers: readonly Readonly<Record<string, string>>[] = [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: origin(), 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of strangers) {
    expect((await order({ kind: 'rotate' }, headers)).status).toBe(403);
    expect((await order({ kind: 'send', identifiers: '5', incidentId: '', losesAnswer: false }, headers)).status).toBe(
      403,
    );
  }
  expect(stack.vault.credentials()).toEqual(before);
  expect((await toldUntil(() => true)).sent).toBe(sent);
});

test('what becomes of a message is told, and why a secret is on the dead-letter queue', async () => {
  expect((await send('21, 1005', { incidentId: 'INC-21' })).status).toBe(204);
  const state = await toldUntil((state) => of(state, '1005').length > 0 && state.deadLetters.all > 0);
  expect(of(state, '21')).toEqual([
    expect.objectContaining({ incident: 'INC-21', outcome: 'disabled', calls: 1, reason: '' }),
  ]);
  expect(state.deadLetters.latest).toContainEqual({
    code: '1005',
    secret: '1005',
    incident: 'INC-21',
    reason: expect.stringContaining('Api secret not found'),
  });
  expect(Object.fromEntries(state.tally)).toMatchObject({ disabled: 1, 'not-found': 1 });
  expect(state.latestBatch).toContain('2 secrets: ');
  expect(state.breaker).toEqual({ kind: 'closed', atOnce: 10, reason: '' });
});

test('what is no identifier is told as a malformed message', async () => {
  await send('5/../6');
  const state = await toldUntil(({ deadLetters }) => deadLetters.latest[0]?.code === 'malformed');
  expect(state.deadLetters.latest[0]?.reason).toContain('secrets[0].identifier');
});

test('an incident of any characters is sent, and told without those that would steer what shows it', async () => {
  expect((await send('22', { incidentId: 'a\u202Eb\u0000c 🔑 é <b>' })).status).toBe(204);
  const state = await toldUntil((state) => of(state, '22').length > 0);
  expect(of(state, '22')[0]?.incident).toBe('a b c 🔑 é <b>');
});

test('a first answer that gets lost is a second call', async () => {
  await send('23', { losesAnswer: true });
  const state = await toldUntil((state) => of(state, '23').length > 0);
  expect(of(state, '23')[0]).toMatchObject({ outcome: 'already-disabled', calls: 2 });
});

test('the vault answers as it was told to, until it is told otherwise', async () => {
  expect((await order({ kind: 'answer', answer: 'time-out' })).status).toBe(204);
  await send('24');
  const failed = await toldUntil((state) => of(state, '24').length > 0);
  expect(failed.vault.answer).toBe('time-out');
  expect(of(failed, '24')[0]).toMatchObject({ outcome: 'unavailable', reason: expect.stringContaining('504') });
  expect(failed.queue.inFlight).toBe(1);
  await order({ kind: 'answer', answer: 'normal' });
  const healed = await toldUntil((state) => of(state, '24').length > 1);
  expect(of(healed, '24')[0]?.outcome).toBe('disabled');
});

test('answers take as long as they were told to', async () => {
  await order({ kind: 'latency', ms: 300 });
  await send('25');
  const state = await toldUntil((state) => of(state, '25').length > 0);
  expect(state.vault.latencyMs).toBe(300);
  expect(of(state, '25')[0]?.durationMs).toBeGreaterThanOrEqual(300);
  await order({ kind: 'latency', ms: 0 });
});

test('after a rotation, with its token revoked, the function reads its credentials again', async () => {
  await send('26');
  const before = await toldUntil((state) => of(state, '26').length > 0);
  expect((await order({ kind: 'rotate' })).status).toBe(204);
  expect((await order({ kind: 'revoke' })).status).toBe(204);
  await send('27');
  const after = await toldUntil((state) => of(state, '27').length > 0);
  expect(of(after, '27')[0]?.outcome).toBe('disabled');
  expect(after.credentialsRead).toBe(before.credentialsRead + 1);
});

test.each([
  ['{}', 400],
  ['no JSON', 400],
  [' '.repeat(16_385), 413],
])('an order that is none changes nothing, and one line says so (%#)', async (body, status) => {
  const answer = await fetch(`${server.url}orders`, { method: 'POST', body, headers: { origin: origin() } });
  expect(answer.status).toBe(status);
  expect(await answer.text()).toMatch(/^[^\n]{5,}$/);
});

test('no more than fifty rows are told, and the newest come first', async () => {
  await send('300-359');
  const state = await toldUntil(
    ({ tally, outcomes }) => outcomes.length >= 50 && tally.some(([, count]) => count > 60),
  );
  expect(state.outcomes).toHaveLength(50);
  const numbers = state.outcomes.map(({ number }) => number);
  expect(numbers).toEqual([...numbers].sort((one, other) => other - one));
});
