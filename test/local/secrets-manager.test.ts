import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, onTestFinished, test } from 'vitest';
import { ACCESS_KEY, REGION } from '../../infra/local/account.ts';
import { SECRET_ID } from '../../infra/local/environment.ts';
import { startSecretsManager } from '../../infra/local/secrets-manager.ts';

async function secretsManager() {
  const started = await startSecretsManager('{"clientSecret":"hunter2"}');
  onTestFinished(started.stop);
  return started;
}

function read(endpoint: string, accessKeyId: string) {
  const credentials = { ...ACCESS_KEY, accessKeyId };
  const client = new SecretsManagerClient({ endpoint, region: REGION, credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client.send(new GetSecretValueCommand({ SecretId: SECRET_ID }));
}

test('it gives its secret, which may be of a real vault, to nobody with another access key', async () => {
  const { endpoint, reads } = await secretsManager();
  await expect(read(endpoint, 'AKIAIOSFODNN7EXAMPLE')).rejects.toThrow('The security token included in the request');
  expect(reads()).toBe(0);
  expect((await read(endpoint, ACCESS_KEY.accessKeyId)).SecretString).toBe('{"clientSecret":"hunter2"}');
});

test('it is to be reached by 127.0.0.1 alone', async () => {
  const { endpoint } = await secretsManager();
  const elsewhere = endpoint.replace('127.0.0.1', '127.0.0.2');
  expect(elsewhere).not.toBe(endpoint);
  await expect(read(elsewhere, ACCESS_KEY.accessKeyId)).rejects.toThrow();
  await expect(read(endpoint, ACCESS_KEY.accessKeyId)).resolves.toBeDefined();
});
