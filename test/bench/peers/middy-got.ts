import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import partialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { SQSEvent, SQSHandler, SQSRecord } from 'aws-lambda';
import got from 'got';
import pLimit from 'p-limit';

// The same task with middy's partial batch failures and `got`, with its own retries.

type Credentials = Readonly<{ baseUrl: string; clientId: string; clientSecret: string }>;

type Secret = Readonly<{ identifier: number | string }>;

type Answer = Readonly<{ response?: { error?: boolean }; exception?: { code?: number } }>;

const secretsManager = new SecretsManagerClient({});
const sqs = new SQSClient({});
const http = got.extend({
  timeout: { request: 10_000 },
  followRedirect: false,
  responseType: 'json',
  retry: {
    limit: 3,
    methods: ['POST'],
    statusCodes: [401, 403, 408, 429, 500, 502, 503, 504],
    calculateDelay: ({ attemptCount, computedValue }) =>
      computedValue === 0 ? 0 : Math.random() * Math.min(5000, 200 * 2 ** (attemptCount - 1)),
  },
});
const limit = pLimit(10);

let kept: Promise<Credentials> | undefined;
let token: Promise<{ value: string; expiresAt: number }> | undefined;

async function readCredentials(): Promise<Credentials> {
  const { SecretString = '' } = await secretsManager.send(
    new GetSecretValueCommand({ SecretId: process.env['MYSAFE_SECRET_ID'] }),
  );
  return JSON.parse(SecretString);
}

function credentials(): Promise<Credentials> {
  kept ??= readCredentials();
  return kept;
}

async function requestToken(): Promise<{ value: string; expiresAt: number }> {
  const { baseUrl, clientId, clientSecret } = await credentials();
  const { body } = await http.post<{ access_token: string; expires_in: number }>(`${baseUrl}/api/oauth2/token`, {
    form: { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
  });
  return { value: body.access_token, expiresAt: Date.now() + (body.expires_in - 60) * 1000 };
}

async function accessToken(): Promise<string> {
  if (token === undefined || (await token).expiresAt < Date.now()) token = requestToken();
  try {
    return (await token).value;
  } catch (error) {
    token = undefined;
    kept = undefined;
    throw error;
  }
}

const vault = http.extend({
  throwHttpErrors: false,
  hooks: {
    beforeRequest: [
      async ({ headers }) => {
        headers['authorization'] = `Bearer ${await accessToken()}`;
      },
    ],
    afterResponse: [
      (response) => {
        if (response.statusCode === 401 || response.statusCode === 403) token = undefined;
        return response;
      },
    ],
  },
});

/** @returns the vault's error number where it says that trying again is of no use */
async function disable(identifier: number | string): Promise<number | undefined> {
  const { baseUrl } = await credentials();
  const { statusCode, body } = await vault.post<Answer>(`${baseUrl}/api/mysafe/secretapi/inactive/${identifier}`);
  if (statusCode === 200 && body.response?.error === false) return undefined;
  const code = body.exception?.code;
  if (code === 1005 || code === 1006) return code;
  throw new Error(`secret ${identifier}: ${statusCode}`);
}

async function disableOrReport(message: { secrets: Secret[] }, secret: Secret): Promise<void> {
  const code = await limit(() => disable(secret.identifier));
  console.log(JSON.stringify({ identifier: secret.identifier, outcome: code ?? 'disabled' }));
  if (code === undefined) return;
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: process.env['DEAD_LETTER_QUEUE_URL'],
      MessageBody: JSON.stringify({ ...message, secrets: [secret] }),
      MessageAttributes: { ErrorCode: { DataType: 'String', StringValue: String(code) } },
    }),
  );
}

async function processRecord({ body }: SQSRecord): Promise<void> {
  const message = JSON.parse(body) as { secrets: Secret[] };
  await Promise.all(message.secrets.map((secret) => disableOrReport(message, secret)));
}

export const handler: SQSHandler = middy<SQSEvent>()
  .use(partialBatchFailure())
  .handler(({ Records }) => Promise.allSettled(Records.map(processRecord)));
