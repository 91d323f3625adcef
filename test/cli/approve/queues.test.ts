import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApprovalQueues, queuesOf } from '../../../cli/approve/queues.ts';
import { readWaiting } from '../../../cli/approve/waiting.ts';
import { type Queues, startQueues } from '../../../infra/local/queues.ts';
import { body } from '../../support/messages.ts';

let queues: Queues;
let places: { approvalQueueUrl: string; queueUrl: string };
let approval: ApprovalQueues;

beforeAll(async () => {
  queues = await startQueues({ visibilityTimeoutSeconds: 30, maxReceiveCount: 5 });
  places = { approvalQueueUrl: queues.approvalUrl, queueUrl: queues.sourceUrl };
  approval = queuesOf(queues.client, places);
});
afterAll(() => queues.stop());

const park = (text: string, Redrives?: string) =>
  queues.client.send(
    new SendMessageCommand({
      QueueUrl: queues.approvalUrl,
      MessageBody: text,
      MessageAttributes: Redrives ? { Redrives: { DataType: 'Number', StringValue: Redrives } } : {},
    }),
  );

async function received() {
  const all = await approval.receiveAll();
  if (all.kind === 'failed') throw new Error(all.reason);
  return all.messages.flatMap((message) => readWaiting(message) ?? []);
}

test('everything that waits is received once, hidden from others, and shown again', async () => {
  await Promise.all(Array.from({ length: 25 }, (_, index) => park(body([index + 1], { incidentId: `INC-${index}` }))));
  const first = await received();
  expect(new Set(first.map(({ incidentId }) => incidentId)).size).toBe(25);
  expect(await received()).toEqual([]);
  await approval.show(first.map(({ receiptHandle }) => receiptHandle));
  const again = await received();
  expect(again).toHaveLength(25);

  await Promise.all(again.map((waiting) => approval.release(waiting, 'ann')));
  expect(await queues.peek('approval')).toEqual([]);
  const sent = await queues.peek('source');
  expect(sent.map((message) => message.body).sort()).toEqual(again.map((waiting) => waiting.body).sort());
  expect(new Set(sent.map(({ attributes }) => JSON.stringify(attributes)))).toEqual(new Set(['{"ApprovedBy":"ann"}']));
});

test('how often it was put back goes along', async () => {
  await park(body([5], { incidentId: 'INC-REDRIVEN' }), '2');
  for (const waiting of await received()) await approval.release(waiting, 'ann');
  const sent = (await queues.peek('source')).find((message) => message.body.includes('INC-REDRIVEN'));
  expect(sent?.attributes).toEqual({ ApprovedBy: 'ann', Redrives: '2' });
});

const waiting = { ...readWaiting({ MessageId: 'x', Body: body([5]), ReceiptHandle: 'none' }), redrives: undefined };

test('a body that leaves no room for who approves it is not sent', async () => {
  const full = { ...waiting, body: body([5], { note: 'x'.repeat(1_048_576 - 80) }) } as Parameters<
    typeof approval.release
  >[0];
  expect(await approval.release(full, 'ann')).toEqual({ kind: 'failed', reason: 'NoRoom' });
});

test('what could not be sent is not taken from those that wait', async () => {
  await park(body([5], { incidentId: 'INC-STAYS' }));
  const [stays] = await received();
  if (stays === undefined) throw new Error('it does not wait');
  const nowhere = queuesOf(queues.client, { ...places, queueUrl: `${queues.sourceUrl}-gone` });
  expect(await nowhere.release(stays, 'ann')).toMatchObject({ kind: 'failed' });
  expect(await queues.peek('approval')).toHaveLength(1);
});

test('an error is called by its name', async () => {
  const nowhere = queuesOf(queues.client, { ...places, approvalQueueUrl: `${queues.approvalUrl}-gone` });
  expect(await nowhere.receiveAll()).toMatchObject({
    kind: 'failed',
    reason: expect.stringContaining('QueueDoesNotExist'),
  });
  const [sent] = await Promise.all([
    nowhere.release({ ...waiting, receiptHandle: 'none' } as Parameters<typeof approval.release>[0], 'ann'),
    nowhere.show(['none']),
  ]);
  expect(sent).toMatchObject({ kind: 'failed' });
});
