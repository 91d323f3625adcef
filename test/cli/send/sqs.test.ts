import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, onTestFinished, test, vi } from 'vitest';
import { regionOf } from '../../../cli/queue/region.ts';
import { send } from '../../../cli/send/sqs.ts';

const QUEUE_URL = 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised';

const to = (queueUrl: string) => ({ queueUrl, profile: undefined, region: undefined, endpointIsSet: false });

function takingAll() {
  const sqs = mockClient(SQSClient);
  onTestFinished(() => sqs.restore());
  const bodies: (string | undefined)[] = [];
  sqs
    .on(SendMessageBatchCommand)
    .callsFake(({ Entries = [] }: { Entries?: { Id: string; MessageBody?: string }[] }) => {
      bodies.push(...Entries.map(({ MessageBody }) => MessageBody));
      return { Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] };
    });
  return bodies;
}

test.each([
  [QUEUE_URL, 'eu-central-1'],
  ['https://sqs-fips.us-gov-west-1.amazonaws.com/1/q', 'us-gov-west-1'],
  ['https://vpce-1-x.sqs.us-east-1.vpce.amazonaws.com/1/q', 'us-east-1'],
  ['http://127.0.0.1:9324/000000000000/q', undefined],
  ['https://example.com/sqs.eu-central-1.amazonaws.com', undefined],
])('the region of %s is %s', (queueUrl, region) => {
  expect(regionOf(queueUrl)).toBe(region);
});

test('each body is a message of its own', async () => {
  const bodies = takingAll();
  expect(await send(to(QUEUE_URL), ['{"a":1}', '{"b":2}'])).toEqual({ kind: 'sent' });
  expect(bodies).toEqual(['{"a":1}', '{"b":2}']);
});

test('a region that is given goes before the one that the queue URL names', async () => {
  const bodies = takingAll();
  expect(await send({ ...to(QUEUE_URL), profile: 'p', region: 'eu-west-1' }, ['{}'])).toEqual({ kind: 'sent' });
  expect(bodies).toHaveLength(1);
});

test('without any region nothing is sent, and that is said', async () => {
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());
  const bodies = takingAll();
  expect(await send(to('http://127.0.0.1:9324/000000000000/q'), ['{}'])).toEqual({
    kind: 'failed',
    reason: 'NoRegion',
  });
  expect(bodies).toEqual([]);
});
