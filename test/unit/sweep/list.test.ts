import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, onTestFinished, test } from 'vitest';
import { ACCESS_KEY } from '../../../infra/local/account.ts';
import { startBucket } from '../../../infra/local/bucket.ts';
import { fetchList } from '../../../lib/sweep/list.ts';

const PLACE = { bucket: 'hr', key: 'people/leavers list.csv' };

/** A client of the stand-in, with the list in it. */
async function list(content: string | undefined) {
  const bucket = await startBucket(PLACE);
  onTestFinished(bucket.stop);
  bucket.put(content);
  const client = new S3Client({ endpoint: bucket.endpoint, region: 'us-east-1', credentials: ACCESS_KEY });
  onTestFinished(() => client.destroy());
  return client;
}

const fetched = (client: S3Client, place = PLACE) => fetchList(client, place, AbortSignal.timeout(5000));

test('the list is read as it is', async () => {
  const found = await fetched(await list('id,date\n5,2026-12-01\n'));
  expect(found.kind === 'fetched' && Buffer.from(found.bytes).toString()).toBe('id,date\n5,2026-12-01\n');
});

test('one that is not there says so', async () => {
  expect(await fetched(await list(undefined))).toEqual({
    kind: 'failed',
    reason: 'The list of leavers cannot be read from S3 (NoSuchKey): there is none under its key',
  });
  expect(await fetched(await list('x'), { ...PLACE, key: 'other.csv' })).toMatchObject({ kind: 'failed' });
});

test('one that is larger than a list of leavers can be is not read', async () => {
  const found = await fetched(await list('x'.repeat(10 * 1024 * 1024 + 1)));
  expect(found).toMatchObject({ kind: 'failed', reason: expect.stringContaining('more than') });
});

test.each([
  [Object.assign(new Error('about sk_live_1'), { name: 'AccessDenied' }), /\(AccessDenied\): there is none under/],
  [Object.assign(new Error('about sk_live_1'), { name: 'TimeoutError' }), /\(TimeoutError\)$/],
])('what fails otherwise is called by its name alone: %s', async (error, reason) => {
  const client = new S3Client({ region: 'us-east-1' });
  const mock = mockClient(client);
  mock.on(GetObjectCommand).rejects(error);
  expect(await fetched(client)).toEqual({ kind: 'failed', reason: expect.stringMatching(reason) });
  mock.on(GetObjectCommand).resolves({});
  expect(await fetched(client)).toMatchObject({ kind: 'failed' });
});
