import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { secretsManagerClient, sqsClient } from '../../../functions/clients.ts';
import { authority, serverCertificate } from '../../support/certificates.ts';
import { localServer, sendJson } from '../../support/local-server.ts';

const warnings: string[] = [];
const warn = (message: string) => void warnings.push(message);

beforeEach(() => {
  warnings.length = 0;
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test('an endpoint that is set for SQS counts, whatever host the queue URL names', async () => {
  const { url, seen } = await localServer((response) => sendJson(response, 200, {}));
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', url);
  await sqsClient(warn, true).send(new ReceiveMessageCommand({ QueueUrl: 'http://127.0.0.1:1/123456789012/queue' }));
  expect(seen.requests).toHaveLength(1);
});

test('without one, the host of the queue URL is spoken to', async () => {
  const { url, seen } = await localServer((response) => sendJson(response, 200, {}));
  await sqsClient(warn, false).send(new ReceiveMessageCommand({ QueueUrl: `${url}/123456789012/queue` }));
  expect(seen.requests).toHaveLength(1);
});

describe('verification of certificates', () => {
  test.each(['0', '1'])('is on, with NODE_TLS_REJECT_UNAUTHORIZED=%s, too', async (value) => {
    const { url, seen } = await localServer(
      (response) => sendJson(response, 200, {}),
      await serverCertificate(await authority()),
    );
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', value);
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', url);
    vi.stubEnv('AWS_ENDPOINT_URL_SQS', url);
    const reading = secretsManagerClient(warn).send(new GetSecretValueCommand({ SecretId: 'x' }));
    await expect(reading).rejects.toThrow(/certificate/);
    const receiving = sqsClient(warn, true).send(new ReceiveMessageCommand({ QueueUrl: `${url}/1/queue` }));
    await expect(receiving).rejects.toThrow(/certificate/);
    expect(seen.requests).toEqual([]);
  });
});

test("only the SDK's warnings are passed on, for the rest repeats whole requests", () => {
  const { logger } = secretsManagerClient(warn).config;
  logger?.debug?.('debug');
  logger?.info?.('info');
  logger?.error?.('error');
  logger?.warn?.('a', 1);
  expect(warnings).toEqual(['a 1']);
});
