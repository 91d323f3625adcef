import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSHandler, SQSRecord } from 'aws-lambda';
import pLimit from 'p-limit';

// The same task in a plain handler, with the built-in `fetch`.

type Credentials = Readonly<{ baseUrl: string; clientId: string; clientSecret: string }>;

type Secret = Readonly<{ identifier: number | string }>;

const MAX_ATTEMPTS = 4;
const TIMEOUT_MS = 10_000;

const secretsManager = new SecretsManagerClient({});
const sqs = new SQSClient({});
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
  const response = await fetch(`${baseUrl}/api/oauth2/token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`token request: ${response.status}`);
  const { access_token, expires_in } = (await response.json()) as { access_token: string; expires_in: number };
  return { value: access_token, expiresAt: Date.now() + (expires_in - 60) * 1000 };
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
  const response = await fetch(`${baseUrl}/api/mysafe/secretapi/inactive/${identifier}`, {
    method: 'POST',
    headers: { accept: 'application/json', authorization },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const body = (await response.json()) as { response?: { error?: boolean }; exception?: { code?: number } };
  if (response.status === 200 && body.response?.error === false) return undefined;
  const code = body.exception?.code;
  if (code === 1005 || code === 1006) return code;
  if (response.status === 401 || response.status === 403) token = undefined;
  throw new Error(`secret ${identifier}: ${response.status}`);
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

export const handler: SQSHandler = async (event: SQSEvent) => {
  const results = await Promise.allSettled(event.Records.map(processRecord));
  const failed = event.Records.filter((_, index) => results[index]?.status === 'rejected');
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};
