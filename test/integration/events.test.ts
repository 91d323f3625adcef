import type { DynamoDBStreamEvent } from 'aws-lambda';
import { exportJWK, generateKeyPair, importJWK, jwtVerify } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { ACCESS_KEY, REGION } from '../../infra/local/account.ts';
import type { Environment } from '../../infra/local/environment.ts';
import { startContainer } from '../../infra/local/lambda/container.ts';
import { openLog } from '../../infra/local/lambda/log.ts';
import { startSecretsManager } from '../../infra/local/secrets-manager.ts';
import { SERVED_TABLES } from '../../infra/local/served-tables.ts';
import { startStack } from '../../infra/local/stack.ts';
import { toItem } from '../../lib/audit/item.ts';
import { trailOf } from '../support/audit-trail.ts';
import { localServer, sendJson } from '../support/local-server.ts';
import { body } from '../support/messages.ts';

const AWS: Environment = {
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: ACCESS_KEY.accessKeyId,
  AWS_SECRET_ACCESS_KEY: ACCESS_KEY.secretAccessKey,
};

/** A built function in a process of its own. */
async function deployed(name: string, environment: Environment) {
  const log = openLog();
  const bundle = new URL(`../../dist/functions/${name}.mjs`, import.meta.url).href;
  const container = await startContainer({
    bundle,
    environment: { ...AWS, ...environment },
    timeoutMs: 10_000,
    takeLine: log.take,
  });
  onTestFinished(() => container.stop());
  return { log, invoke: container.invoke };
}

type Entry = Readonly<{ EventBusName: string; Source: string; DetailType: string; Detail: string }>;

/** A bus that takes everything, or nothing. */
async function bus(takes = true) {
  const { url, seen } = await localServer((response, { body }) => {
    const { Entries } = JSON.parse(body) as { readonly Entries: readonly Entry[] };
    sendJson(response, 200, {
      FailedEntryCount: takes ? 0 : Entries.length,
      Entries: Entries.map(() => (takes ? { EventId: 'e' } : { ErrorCode: 'ThrottlingException' })),
    });
  });
  const entries = () =>
    seen.requests.flatMap(({ body }) => (JSON.parse(body) as { readonly Entries: readonly Entry[] }).Entries);
  return { url, entries };
}

/** What became of an incident, as the stream of its table tells it. */
async function told(takes = true) {
  await using stack = await startStack({ tables: SERVED_TABLES });
  await stack.send(body([5, 1005], { incidentId: 'INC-1', reason: 'in a paste' }));
  await stack.settled();
  const records = await trailOf(stack, 'INC-1');
  const stream = {
    Records: records.map((record) => ({ eventName: 'INSERT', dynamodb: { NewImage: toItem(record) } })),
  } as unknown as DynamoDBStreamEvent;
  const { url, entries } = await bus(takes);
  const { invoke, log } = await deployed('announce-outcomes', {
    AWS_ENDPOINT_URL_EVENTBRIDGE: url,
    AWS_ENDPOINT_URL_DYNAMODB: stack.tables?.endpoint ?? '',
    AUDIT_TABLE: SERVED_TABLES.AUDIT_TABLE.name,
    EVENT_BUS: 'outcomes',
    EVENTS_SOURCE: 'urn:kill-switch',
  });
  return { invoked: await invoke(stream), entries: entries(), log };
}

test('what became of each secret is announced on the bus, and that the incident is finished', async () => {
  const { invoked, entries, log } = await told();
  expect(invoked.kind).not.toBe('failed');
  const events = entries.map(({ Detail }) => JSON.parse(Detail));
  expect(events.map(({ type, subject, data }) => [type, subject, data.status])).toEqual([
    ['mysafe-kill-switch.secret.settled', 'secret/1005', 'Does Not Exist'],
    ['mysafe-kill-switch.secret.settled', 'secret/5', 'Success'],
    ['mysafe-kill-switch.incident.finished', 'incident/INC-1', undefined],
  ]);
  expect(events[2].data).toEqual({ incidentId: 'INC-1', secrets: 2, disabled: 1, leftToAPerson: 1 });
  expect(log.strayLines).toEqual([]);
});

test('what the bus does not take fails the invocation, so that the stream is read again', async () => {
  const { invoked } = await told(false);
  expect(invoked).toMatchObject({ kind: 'failed' });
});

test('those who listen are told of what was disabled, by a token that the public key verifies', async () => {
  const { entries } = await told();
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'key-1' };
  const { url, seen } = await localServer((response) => response.writeHead(202).end());
  const receivers = {
    issuer: 'https://kill-switch.example.com/',
    key,
    receivers: [{ url: `${url}/events`, audience: 'them' }],
  };
  const secretsManager = await startSecretsManager(JSON.stringify(receivers));
  onTestFinished(secretsManager.stop);
  const { invoke, log } = await deployed('push-security-events', {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.endpoint,
    RECEIVERS_SECRET_ID: 'mysafe/kill-switch',
  });
  for (const { Detail } of entries.slice(0, 2)) await invoke({ detail: JSON.parse(Detail) });
  expect(seen.requests).toHaveLength(1);
  const { d: _, ...publicKey } = key;
  const verified = await jwtVerify(seen.requests[0]?.body ?? '', await importJWK(publicKey, 'ES256'), {
    typ: 'secevent+jwt',
    audience: 'them',
  });
  expect(verified.payload).toMatchObject({ txn: 'INC-1', sub_id: { id: '5' } });
  expect(JSON.stringify(log.lines)).not.toContain(key.d);
  expect(log.strayLines).toEqual([]);
});
