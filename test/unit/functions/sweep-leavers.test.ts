import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { ACCESS_KEY } from '../../../infra/local/account.ts';
import { startBucket } from '../../../infra/local/bucket.ts';
import { loaded } from '../../support/loaded.ts';
import { localServer, sendJson } from '../../support/local-server.ts';
import { context } from '../../support/records.ts';

/** The function as a container of Lambda loads it, with this list of leavers. */
async function deployed(list: string) {
  const place = { bucket: 'people', key: 'leavers.csv' };
  const bucket = await startBucket(place);
  onTestFinished(bucket.stop);
  bucket.put(list);
  const sqs = await localServer((response, { body }) => {
    const { Entries } = JSON.parse(body) as {
      readonly Entries: readonly { readonly Id: string; MessageBody: string }[];
    };
    const Successful = Entries.map(({ Id, MessageBody }) => {
      return { Id, MessageId: Id, MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
    });
    sendJson(response, 200, { Successful, Failed: [] });
  });
  const settings = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: ACCESS_KEY.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ACCESS_KEY.secretAccessKey,
    AWS_ENDPOINT_URL_S3: bucket.endpoint,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    LEAVERS_BUCKET: place.bucket,
    LEAVERS_KEY: place.key,
    QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/compromised',
  };
  const { exports, log } = await loaded(settings, () => import('../../../functions/sweep-leavers.ts'));
  return { sweep: () => exports.handler({}, context()), log, sqs };
}

const today = () => new Date().toISOString().slice(0, 10);

test('whose last day it is is sent, and one line of the log says how many they are', async () => {
  const { sweep, log, sqs } = await deployed(`id,last_day\n5,${today()}\n`);
  await sweep();
  expect(log().map(({ event, secrets }) => ({ event, secrets }))).toEqual([{ event: 'leavers.swept', secrets: 1 }]);
  expect(sqs.seen.requests).toHaveLength(1);
});

test('where a person has to look it fails, and what Node warns of is a line of JSON as well', async () => {
  const { sweep, log } = await deployed('id,last_day\nx,\n');
  process.emit('warning', new Error('something is old'));
  await expect(sweep()).rejects.toThrow('cannot be read: 1');
  expect(log().map(({ event, message }) => event ?? message)).toEqual([
    'Error: something is old',
    'leavers.bad-row',
    'leavers.swept',
  ]);
});
