import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startQueues } from '../../infra/local/queues.ts';
import { startTables } from '../../infra/local/tables.ts';
import { startWebhook } from '../../infra/local/webhook.ts';
import { fingerprintOf } from '../../lib/alert/fingerprint.ts';
import { SECRET, standardWebhook } from '../support/signed.ts';

/** The built function, with a table in which the operator keeps fingerprints. */
async function started() {
  const tables = await startTables([{ name: 'fingerprints', partitionKey: 'fingerprint' }]);
  const queues = await startQueues({ visibilityTimeoutSeconds: 30, maxReceiveCount: 50 });
  const keys = {
    generic: { current: SECRET },
    register: [
      { fingerprint: fingerprintOf('in-both'), identifier: 8 },
      { fingerprint: fingerprintOf('in-the-secret'), identifier: 9 },
    ],
  };
  const settings = { AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint, REGISTER_TABLE: 'fingerprints' };
  const webhook = await startWebhook(queues, keys, { containers: 1, settings });
  onTestFinished(async () => {
    await webhook.stop();
    await queues.stop();
    await tables.stop();
  });
  const register = (text: string, identifier: number) =>
    tables.client.send(
      new PutItemCommand({
        TableName: 'fingerprints',
        Item: { fingerprint: { S: fingerprintOf(text) }, identifier: { N: String(identifier) } },
      }),
    );
  const alert = async (...clientIds: readonly string[]) => {
    const body = JSON.stringify({ secrets: clientIds.map((clientId) => ({ clientId })) });
    const { headers } = standardWebhook(body, { id: clientIds.join(), at: Date.now() });
    return fetch(`${webhook.origin}/alerts/generic`, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body,
    });
  };
  return { tables, queues, register, alert };
}

test('a leaked client id is looked up in the table and in the secret, and what they do not agree on is for a person', async () => {
  const { queues, register, alert } = await started();
  await register('in-the-table', 5);
  await register('in-both', 7);
  const { status } = await alert('in-the-table', 'in-the-secret', 'in-both', 'nowhere');
  expect(status).toBe(202);
  const secrets = (await queues.peek('source')).flatMap(({ body }) => JSON.parse(body).secrets);
  expect(secrets).toEqual(expect.arrayContaining([{ identifier: 5 }, { identifier: 9 }]));
  expect(secrets).toHaveLength(2);
  const letters = (await queues.peek('deadLetters')).flatMap(({ body }) => JSON.parse(body).secrets);
  expect(letters).toEqual(
    expect.arrayContaining([{ fingerprint: fingerprintOf('in-both') }, { fingerprint: fingerprintOf('nowhere') }]),
  );
});

test('where the table cannot be asked nothing is sent, and the sender is told to try again', async () => {
  const { tables, queues, alert } = await started();
  tables.client.destroy();
  await tables.stop();
  expect((await alert('in-the-table')).status).toBe(503);
  expect([...(await queues.peek('source')), ...(await queues.peek('deadLetters'))]).toEqual([]);
});
