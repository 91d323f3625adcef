import { expect, test, vi } from 'vitest';
import { ACCESS_TOKEN, CLIENT_SECRET, DEAD_LETTER_QUEUE, deployed, QUEUE } from '../../support/deployed.ts';
import { body } from '../../support/messages.ts';
import { record } from '../../support/records.ts';

const sentNow = (text: string, messageId = 'message-1') =>
  record(text, { messageId }, { SentTimestamp: String(Date.now()) });

test('a batch in, the messages that must stay on the queue out', async () => {
  const { invoke, aws, vault } = await deployed();
  const records = [
    sentNow(body([5, 6]), 'all disabled'),
    sentNow(body([7, 404], { incidentId: 'INC-2041' }), 'one not found'),
    sentNow('not JSON', 'malformed'),
  ];
  expect(await invoke(records)).toEqual({ batchItemFailures: [] });
  expect(vault.requests.map(({ path }) => path).toSorted()).toEqual([
    ...[404, 5, 6, 7].map((id) => `/api/mysafe/secretapi/inactive/${id}`),
    '/api/oauth2/token',
  ]);
  expect(aws.sent.toSorted((one, other) => one.body.localeCompare(other.body))).toMatchObject([
    { queue: DEAD_LETTER_QUEUE, attributes: { ErrorCode: '1005', IncidentId: 'INC-2041', Identifier: '404' } },
    { queue: DEAD_LETTER_QUEUE, body: 'not JSON', attributes: { ErrorCode: 'malformed' } },
  ]);
});

test('the second invocation makes no token request and does not read the credentials', async () => {
  const { invoke, aws, vault } = await deployed();
  await invoke([sentNow(body([5]))]);
  await invoke([sentNow(body([6]))]);
  expect(aws.asked).toEqual(['GetSecretValue']);
  expect(vault.requests.filter(({ path }) => path === '/api/oauth2/token')).toHaveLength(1);
  expect(vault.connections).toBe(1);
});

test('what does not end before the deadline stays on the queue, and the answer comes in time', async () => {
  const { invoke, aws } = await deployed();
  const startedAt = performance.now();
  expect(await invoke([sentNow(body([1000]), 'slow')], 1500)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'slow' }],
  });
  expect(performance.now() - startedAt).toBeLessThan(1500);
  expect(aws.hidden).toEqual([expect.any(Number)]);
  expect(aws.sent).toEqual([]);
});

test('credentials that do not come before the deadline hold up nothing beyond it, and are no fault of theirs', async () => {
  const { invoke, log } = await deployed({}, { secretsManager: 'silent' });
  const startedAt = performance.now();
  expect(await invoke([sentNow(body([5]), 'waiting')], 1500)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'waiting' }],
  });
  expect(performance.now() - startedAt).toBeLessThan(1500);
  expect(log()).toContainEqual(expect.objectContaining({ event: 'secret.outcome', outcome: 'unavailable' }));
});

test('what is left of a message goes to the source queue, and the message is acknowledged', async () => {
  const { invoke, aws } = await deployed();
  const sentAt = Date.now();
  expect(await invoke([sentNow(body([5, 1000]))], 1500)).toEqual({ batchItemFailures: [] });
  expect(aws.sent).toEqual([{ queue: QUEUE, body: body([1000]), attributes: { FirstSentAt: expect.any(String) } }]);
  expect(Number(aws.sent[0]?.attributes['FirstSentAt'])).toBeGreaterThanOrEqual(sentAt);
});

test('every line of the log is one JSON object, and none holds a secret', async () => {
  const { invoke, lines, log } = await deployed();
  await invoke([sentNow(body([5, 404], { incidentId: 'INC-2041' })), sentNow('not JSON')]);
  process.emitWarning('a warning of Node');
  await vi.waitFor(() => expect(lines.join()).toContain('a warning of Node'));
  expect(log()).toEqual(lines.map(() => expect.any(Object)));
  expect(lines.join()).not.toContain(CLIENT_SECRET);
  expect(lines.join()).not.toContain(ACCESS_TOKEN);
  expect(log()).toContainEqual(
    expect.objectContaining({
      event: 'secret.outcome',
      incidentId: 'INC-2041',
      identifier: '404',
      outcome: 'not-found',
      function_request_id: 'invocation-1',
    }),
  );
  expect(log().filter(({ event }) => event === 'batch.settled')).toHaveLength(1);
});

test('an incident that looks like lines of the log is one field of one line', async () => {
  const { invoke, lines, log } = await deployed();
  const forged = JSON.stringify({ event: 'secret.outcome', identifier: '7', outcome: 'disabled' });
  const incidentId = `INC-2041"}\n${forged}\r\n\u001b[2K${forged}`;
  await invoke([sentNow(body([404], { incidentId }))]);
  expect(lines.join()).not.toContain('\u001b');
  const outcomes = log().filter(({ event }) => event === 'secret.outcome');
  expect(outcomes).toEqual([expect.objectContaining({ identifier: '404', incidentId })]);
});

test('an event that is none fails the invocation, so that everything stays, and says so', async () => {
  const { invokeWith, log } = await deployed();
  await expect(invokeWith({})).rejects.toThrow();
  expect(log()).toContainEqual(expect.objectContaining({ event: 'invocation.failed', error: 'TypeError' }));
});

test('with wrong settings it does not even start, and says everything that is wrong', async () => {
  await expect(deployed({ QUEUE_URL: 'x', CONCURRENCY: '0' })).rejects.toThrow(/QUEUE_URL .*; CONCURRENCY /);
});
