import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { fetchCredentials } from '../../../lib/vault/secrets-manager.ts';

const client = new SecretsManagerClient({ region: 'eu-central-1' });
const secretsManager = mockClient(client);

beforeEach(() => {
  secretsManager.reset();
});

const fetched = () => fetchCredentials(client, 'mysafe/key', new AbortController().signal);

test('the secret is read by its id, with the signal of the invocation', async () => {
  const SecretString = JSON.stringify({ baseUrl: 'https://vault.example', clientId: 'c', clientSecret: 's' });
  secretsManager.on(GetSecretValueCommand, { SecretId: 'mysafe/key' }).resolves({ SecretString });
  const { signal } = new AbortController();
  expect(await fetchCredentials(client, 'mysafe/key', signal)).toMatchObject({
    kind: 'credentials',
    credentials: { baseUrl: 'https://vault.example', clientId: 'c' },
  });
  const [, options]: readonly unknown[] = secretsManager.call(0).args;
  expect(options).toEqual({ abortSignal: signal });
});

test('a secret without text holds no credentials', async () => {
  secretsManager.on(GetSecretValueCommand).resolves({ SecretBinary: new Uint8Array([1]) });
  expect(await fetched()).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining('mysafe/key') });
});

test.each(['AccessDeniedException', 'ResourceNotFoundException', 'ThrottlingException', 'TimeoutError'])(
  '%s is told by its name and the id of the secret',
  async (name) => {
    const error = Object.assign(new Error('token: IQoJb3-session-token'), { name });
    secretsManager.on(GetSecretValueCommand).rejects(error);
    expect(await fetched()).toEqual({
      kind: 'unreadable',
      reason: `Secrets Manager did not give secret mysafe/key: ${name}`,
    });
  },
);

test('even what is no error is told', async () => {
  secretsManager.on(GetSecretValueCommand).callsFake(() => Promise.reject('s3cret'));
  expect(await fetched()).toEqual({
    kind: 'unreadable',
    reason: 'Secrets Manager did not give secret mysafe/key: unknown error',
  });
});

test('that the invocation ran out of time says nothing about the credentials', async () => {
  secretsManager.on(GetSecretValueCommand).rejects(Object.assign(new Error(), { name: 'AbortError' }));
  expect(await fetchCredentials(client, 'mysafe/key', AbortSignal.abort())).toEqual({
    kind: 'unavailable',
    reason: 'Secrets Manager did not give secret mysafe/key in time',
  });
});
