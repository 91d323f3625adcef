import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSHandler, SQSRecord } from 'aws-lambda';
import axios from 'axios';
import pLimit from 'p-limit';

// The same task with Powertools' batch processor and `axios`.

type Credentials = Readonly<{ baseUrl: string; clientId: string; clientSecret: string }>;

type Secret = Readonly<{ identifier: number | string }>;

type Answer = Readonly<{ response?: { error?: boolean }; exception?: { code?: number } }>;

const MAX_ATTEMPTS = 4;

const processor = new BatchProcessor(EventType.SQS);
const secretsManager = new SecretsManagerClient({});
const sqs = new SQSClient({});
const http = axios.create({
  timeout: 10_000,
  maxRedirects: 0,
  headers: { accept: 'application/json' },
  validateStatus: () => true,
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
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const { status, data } = await http.post<{ access_token: string; expires_in: number }>(
    `${baseUrl}/api/oauth2/token`,
    form,
  );
  if (status !== 200) throw new Error(`token request: ${status}`);
  return { value: data.access_token, expiresAt: Date.now() + (data.expires_in - 60) * 1000 };
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

async function retrying<T>(attempt: () => Promise<T>): Promise<T> {
  for (let retry = 0; ; retry += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (retry + 1 >= MAX_ATTEMPTS) throw error;
      const waitMs = Math.random() * Math.min(5000, 200 * 2 ** retry);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** @returns the vault's error number where it says that trying again is of no use */
async function disable(identifier: number | string): Promise<number | undefined> {
  const authorization = `Bearer ${await accessToken()}`;
  const { baseUrl } = await credentials();
  const url = `${baseUrl}/api/mysafe/secretapi/inactive/${identifier}`;
  const { status, data } = await http.post<Answer>(url, undefined, { headers: { authorization } });
  if (status === 200 && data.response?.error === false) return undefined;
  const code = data.exception?.code;
  if (code === 1005 || code === 1006) return code;
  if (status === 401 || status === 403) token = undefined;
  throw new Error(`secret ${identifier}: ${status}`);
}

async function disableOrReport(message: { secrets: Secret[] }, secret: Secret): Promise<void> {
  const code = await limit(() => retrying(() => disable(secret.identifier)));
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

export const handler: SQSHandler = (event: SQSEvent, context) =>
  processPartialResponse(event, processRecord, processor, { context, throwOnFullBatchFailure: false });
