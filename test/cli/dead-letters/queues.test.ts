import { expect, onTestFinished, test, vi } from 'vitest';
import { readLetter } from '../../../cli/dead-letters/letter.ts';
import { openQueues } from '../../../cli/dead-letters/queues.ts';
import { localServer, sendJson } from '../../support/local-server.ts';
import { body } from '../../support/messages.ts';

const LETTER = readLetter({ MessageId: 'a', ReceiptHandle: 'receipt-a', Body: body([7]) });

/** Puts a letter back on a queue that answers so. */
async function putBack(answer: Parameters<typeof localServer>[0], letter = LETTER) {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { seen, url } = await localServer(answer);
  const queues = openQueues({
    deadLetterQueueUrl: `${url}/000000000000/dead`,
    queueUrl: `${url}/000000000000/source`,
    profile: undefined,
    region: 'eu-central-1',
    endpointIsSet: false,
  });
  onTestFinished(queues.close);
  return { put: await queues.putBack(letter), sent: seen.requests.map((request) => JSON.parse(request.body)) };
}

const refusal = (status: number, name: string): Parameters<typeof localServer>[0] => {
  return (response) => sendJson(response, status, { __type: `com.amazonaws.sqs#${name}`, message: 'no' });
};

test.each([
  ['an answer that something broke', refusal(500, 'InternalError'), 'InternalError'],
  ['no answer', (_: unknown, __: unknown, socket: { destroy: () => void }) => socket.destroy(), 'ECONNRESET'],
])('after %s a letter may be on the source queue, and is not sent once more', async (_, answer, reason) => {
  const { put, sent } = await putBack(answer);
  expect(put).toEqual({ kind: 'unknown', reason });
  expect(sent).toHaveLength(1);
});

test.each([
  [403, 'AccessDenied'],
  [400, 'QueueDoesNotExist'],
  [400, 'RequestThrottled'],
])('after an answer that says no (%i %s) it is certain that it is not there', async (status, name) => {
  const { put, sent } = await putBack(refusal(status, name));
  expect(put).toEqual({ kind: 'failed', reason: name });
  expect(sent).toHaveLength(1);
});

test('a letter that leaves no room for the count of how often it was put back goes without', async () => {
  const full = { ...LETTER, body: body([7], { note: '' }) };
  const note = 'x'.repeat(1_048_576 - full.body.length);
  const { sent } = await putBack(refusal(400, 'no'), { ...full, body: body([7], { note }) });
  expect(sent).toMatchObject([{ MessageAttributes: {} }]);
  const { sent: small } = await putBack(refusal(400, 'no'), { ...full, redrives: 2 });
  expect(small).toMatchObject([{ MessageAttributes: { Redrives: { DataType: 'Number', StringValue: '2' } } }]);
});
