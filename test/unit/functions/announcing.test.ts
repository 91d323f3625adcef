import { inspect } from 'node:util';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { exportJWK, generateKeyPair } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { secretSettled } from '../../../lib/announce/cloud-event.ts';
import { toItem } from '../../../lib/audit/item.ts';
import { loaded } from '../../support/loaded.ts';
import { localServer } from '../../support/local-server.ts';
import { context } from '../../support/records.ts';

const AWS = { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

const SETTLED = {
  kind: 'secret',
  identifier: 5,
  incidentId: 'INC-1',
  recordId: 'secret#5#m#done',
  messageId: 'm',
  firstSentAt: '2026-11-25T09:30:00.000Z',
  dryRun: false,
  deliveries: 1,
  attempts: 1,
  at: '2026-11-25T09:31:00.000Z',
  outcome: 'disabled',
} as const;

async function announcing() {
  const bus = mockClient(EventBridgeClient);
  const table = mockClient(DynamoDBClient);
  onTestFinished(() => {
    bus.restore();
    table.restore();
  });
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
  table.on(QueryCommand).resolves({ Items: [toItem(SETTLED)] });
  const settings = { ...AWS, AUDIT_TABLE: 'audit', EVENT_BUS: 'outcomes', EVENTS_SOURCE: 'urn:x' };
  const { exports, log } = await loaded(settings, () => import('../../../functions/announce-outcomes.ts'));
  return { handler: exports.handler, bus, log };
}

const stream = (images: readonly object[]) =>
  ({ Records: images.map((NewImage) => ({ eventName: 'INSERT', dynamodb: { NewImage } })) }) as DynamoDBStreamEvent;

test('what is settled and what is finished by it is announced, and counted in the log', async () => {
  const { handler, bus, log } = await announcing();
  await handler(stream([toItem(SETTLED)]), context());
  const types = bus
    .commandCalls(PutEventsCommand)
    .flatMap(({ args }) => args[0].input.Entries?.map(({ DetailType }) => DetailType) ?? []);
  expect(types).toEqual(['Secret Settled', 'Incident Finished']);
  expect(log()).toContainEqual(expect.objectContaining({ event: 'outcomes.announced', outcomes: 1 }));
});

test('where nothing is settled nothing is said', async () => {
  const { handler, bus, log } = await announcing();
  await handler(stream([{ Some: { S: 'thing' } }]), context());
  expect(bus.calls()).toEqual([]);
  expect(log()).toEqual([]);
});

/** As AWS words a wrong signature: with the whole of what was signed, the session token among it. */
const WRONG_SIGNATURE = Object.assign(new Error('The Canonical String should have been x-amz-security-token:SESSION'), {
  name: 'InvalidSignatureException',
});

test('what AWS says of a wrong signature, which quotes the session token, is in no line and in nothing that is thrown', async () => {
  const { handler, bus, log } = await announcing();
  bus.on(PutEventsCommand).rejects(WRONG_SIGNATURE);
  const thrown: unknown = await handler(stream([toItem(SETTLED)]), context()).catch((error: unknown) => error);
  expect(inspect(thrown)).toContain('Outcomes could not be announced: InvalidSignatureException');
  expect(inspect(thrown) + JSON.stringify(log())).not.toContain('SESSION');
});

test('that the bus did not take all of it is said in the log, and makes Lambda read that part again', async () => {
  const { handler, bus, log } = await announcing();
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] });
  const reason = 'The event bus did not take 1 of 1 events: ThrottlingException';
  await expect(handler(stream([toItem(SETTLED)]), context())).rejects.toThrow(reason);
  expect(log()).toContainEqual(expect.objectContaining({ event: 'outcomes.not-announced', reason }));
});

async function pushing(secret: unknown) {
  const secrets = mockClient(SecretsManagerClient);
  onTestFinished(() => secrets.restore());
  secrets.on(GetSecretValueCommand).resolves(secret === undefined ? {} : { SecretString: JSON.stringify(secret) });
  const settings = { ...AWS, RECEIVERS_SECRET_ID: 'receivers' };
  const { exports, log } = await loaded(settings, () => import('../../../functions/push-security-events.ts'));
  return { handler: exports.handler, secrets, log };
}

const EVENT = { detail: secretSettled(SETTLED, { source: 'urn:x', version: '1' }) };

async function receivers(url: string) {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'k' };
  return { issuer: 'https://us/', key, receivers: [{ url, audience: 'them' }] };
}

test('one who listens and takes it makes a quiet invocation', async () => {
  const { url } = await localServer((response) => response.writeHead(202).end());
  const { handler, log } = await pushing(await receivers(`${url}/`));
  await handler(EVENT, context());
  expect(log()).toEqual([]);
});

test('one who does not take it fails the invocation, so that Lambda tries again, and is named in the log', async () => {
  const { url } = await localServer((response) => response.writeHead(500).end());
  const { handler, log } = await pushing(await receivers(`${url}/`));
  await expect(handler(EVENT, context())).rejects.toThrow('1 of 1 receivers did not take it');
  expect(log()).toContainEqual(
    expect.objectContaining({ event: 'event.not-taken', id: EVENT.detail.id, reason: expect.stringContaining('them') }),
  );
});

test('a secret that holds nothing usable fails the invocation, and says which field', async () => {
  const { handler } = await pushing(undefined);
  await expect(handler(EVENT, context())).rejects.toThrow('the whole must be a JSON object');
});

test('receivers that cannot be read fail the invocation by the name of the error, without the session token that it quotes', async () => {
  const { handler, secrets, log } = await pushing({});
  secrets.on(GetSecretValueCommand).rejects(WRONG_SIGNATURE);
  const thrown: unknown = await handler(EVENT, context()).catch((error: unknown) => error);
  expect(inspect(thrown)).toContain('Secrets Manager did not give secret receivers: InvalidSignatureException');
  expect(inspect(thrown) + JSON.stringify(log())).not.toContain('SESSION');
});
