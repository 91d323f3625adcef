import { createHash } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { mySafe } from './answers.ts';
import { loaded } from './loaded.ts';
import { localServer, sendJson } from './local-server.ts';
import { context } from './records.ts';

type Sent = Readonly<{ queue: string; body: string; attributes: Record<string, string> }>;

type Batch = {
  QueueUrl: string;
  Entries: { Id: string; MessageBody: string; MessageAttributes?: Record<string, { StringValue: string }> }[];
};

export const CLIENT_SECRET = 'client-s3cret-value';
export const ACCESS_TOKEN = 'access-t0ken-value';

/** A vault that knows the secrets up to 99 and never answers from 1000 on, with its token endpoint. */
const localVault = () =>
  localServer((response, { path }) => {
    if (path === '/api/oauth2/token') return sendJson(response, 200, { access_token: ACCESS_TOKEN, expires_in: 3600 });
    const id = Number(path.split('/').at(-1));
    if (id >= 1000) return;
    const known = id < 100;
    const message = known ? 'Api secret successfully deactivated' : '1005: Api secret not found';
    sendJson(response, known ? 200 : 400, known ? mySafe(200, message) : mySafe(400, message, 1005));
  });

/** As much of AWS as the function needs, and what it was asked for. */
async function localAws(vaultUrl: string, secretsManager: 'answers' | 'silent') {
  const sent: Sent[] = [];
  const hidden: number[] = [];
  const asked: string[] = [];
  const { url } = await localServer((response, { headers, body }) => {
    const action = String(headers['x-amz-target']).split('.')[1] ?? '';
    asked.push(action);
    const request = JSON.parse(body);
    if (action === 'GetSecretValue') {
      if (secretsManager === 'silent') return;
      const SecretString = JSON.stringify({ baseUrl: vaultUrl, clientId: 'kill-switch', clientSecret: CLIENT_SECRET });
      return sendJson(response, 200, { SecretString });
    }
    if (action === 'ChangeMessageVisibility') {
      hidden.push(request.VisibilityTimeout);
      return sendJson(response, 200, {});
    }
    const { QueueUrl, Entries } = request as Batch;
    const Successful = Entries.map(({ Id, MessageBody, MessageAttributes = {} }) => {
      const values = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]);
      sent.push({ queue: QueueUrl, body: MessageBody, attributes: Object.fromEntries(values) });
      return { Id, MessageId: Id, MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
    });
    sendJson(response, 200, { Successful, Failed: [] });
  });
  return { url, sent, hidden, asked };
}

export const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised';
export const DEAD_LETTER_QUEUE = `${QUEUE}-dead`;

/** The function as a container of Lambda loads it, with local servers for all that it speaks to. */
export async function deployed(
  env: Record<string, string> = {},
  { secretsManager = 'answers' }: { secretsManager?: 'answers' | 'silent' } = {},
) {
  const vault = await localVault();
  const aws = await localAws(vault.url, secretsManager);
  const settings: Record<string, string> = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_SQS: aws.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.url,
    MYSAFE_SECRET_ID: 'mysafe/key',
    QUEUE_URL: QUEUE,
    DEAD_LETTER_QUEUE_URL: DEAD_LETTER_QUEUE,
    ...env,
  };
  const { exports, lines, log } = await loaded(settings, () => import('../../functions/disable-secrets.ts'));
  const { handler } = exports;
  const invoke = (records: readonly SQSRecord[], remainingMs?: number): Promise<SQSBatchResponse> =>
    handler({ Records: [...records] }, context(remainingMs));
  const invokeWith = (event: unknown): Promise<SQSBatchResponse> => handler(event as SQSEvent, context());
  return { vault: vault.seen, aws, invoke, invokeWith, lines, log };
}
