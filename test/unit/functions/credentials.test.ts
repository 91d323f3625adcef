import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lambdaCredentials } from '../../../functions/credentials.ts';
import { localServer, sendJson } from '../../support/local-server.ts';
import { temporaryFile } from '../../support/temporary-file.ts';

const warn = vi.fn();
const credentials = lambdaCredentials({ logger: { debug: () => {}, info: () => {}, warn, error: () => {} } });

beforeEach(() => {
  warn.mockClear();
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) vi.stubEnv(name, undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test('those in the environment are taken', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://127.0.0.1:1');
  expect(await credentials()).toMatchObject({
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    sessionToken: 'session',
  });
});

const Expiration = '2026-11-24T12:00:00Z';
const container = () =>
  localServer((response) =>
    sendJson(response, 200, { AccessKeyId: 'key', SecretAccessKey: 'secret', Token: 'session', Expiration }),
  );

test('where there are none, the address that the environment names is asked, with the token that it gives for that', async () => {
  const { url, seen } = await container();
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${url}/credentials`);
  vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN', 'pass');
  expect(await credentials()).toMatchObject({ accessKeyId: 'key', expiration: new Date(Expiration) });
  expect(seen.requests).toMatchObject([{ path: '/credentials', headers: { authorization: 'pass' } }]);
  expect(warn).not.toHaveBeenCalled();
});

test('without either, there are none', async () => {
  await expect(credentials()).rejects.toMatchObject({ name: 'CredentialsProviderError' });
});

test('what the SDK warns of goes where its other warnings go', async () => {
  const { url } = await container();
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', url);
  vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN', 'pass');
  vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', await temporaryFile('token', 'pass'));
  await credentials();
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('awsContainerAuthorizationToken'));
});
