import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { statusCommand } from '../../cli/status/command.ts';
import { SERVED_TABLES } from '../../infra/local/served-tables.ts';
import { type StackOptions, startStack } from '../../infra/local/stack.ts';
import { startWebhook } from '../../infra/local/webhook.ts';
import { fingerprintOf } from '../../lib/alert/fingerprint.ts';
import { incidentId } from '../../lib/alert/incident.ts';
import type { Received } from '../../lib/source/source.ts';
import { trailOf } from '../support/audit-trail.ts';
import { GUARDDUTY_EVENT, HEALTH_EVENT, SECURITY_HUB_EVENT } from '../support/aws-events.ts';
import { KEYS } from '../support/deployed-webhook.ts';
import { SSF_SAMPLE } from '../support/samples.ts';
import { issuedAt, securityEventToken } from '../support/security-event-token.ts';
import { standardWebhook } from '../support/signed.ts';
import { typed } from '../support/typed.ts';

/** The vault, the consumer that disables, and before them the function that receives alerts, all as they are built. */
async function started(options: Pick<StackOptions, 'tables'> = {}) {
  const stack = await startStack({ ...options, vault: { names: { 5: { code: 'crm-api' } } } });
  onTestFinished(() => stack[Symbol.asyncDispose]());
  const register = [{ fingerprint: fingerprintOf('AKIAIOSFODNN7EXAMPLE'), identifier: 71 }];
  const settings = stack.tables && {
    AUDIT_TABLE: SERVED_TABLES.AUDIT_TABLE.name,
    AWS_ENDPOINT_URL_DYNAMODB: stack.tables.endpoint,
  };
  const webhook = await startWebhook(stack.queues, { ...KEYS, register }, settings && { settings });
  onTestFinished(webhook.stop);
  const post = async (source: string, { headers, body }: Received) => {
    const sent = { method: 'POST', headers: headers as Record<string, string>, body: new Uint8Array(body) };
    return (await fetch(`${webhook.origin}/alerts/${source}`, sent)).status;
  };
  return { stack, webhook, post };
}

test.each([
  ['AWS Health', HEALTH_EVENT],
  ['GuardDuty', GUARDDUTY_EVENT],
  ['Security Hub', SECURITY_HUB_EVENT],
])(
  'an access key that %s tells of over EventBridge is looked up, and its secret alone is disabled',
  async (_, event) => {
    const { stack, webhook } = await started();
    await webhook.tell(event);
    await stack.settled();
    expect(stack.vault.stateOf(71)).toBe('inactive');
    expect(stack.vault.seen.calls.map(({ identifier }) => Number(identifier))).toEqual([71]);
  },
);

const [finding] = SECURITY_HUB_EVENT.detail.findings;

test.each<[string, { detail: object }, object, object, string]>([
  ['AWS Health', HEALTH_EVENT, { statusCode: 'open' }, { statusCode: 'closed' }, 'The event is closed'],
  [
    'GuardDuty',
    GUARDDUTY_EVENT,
    { severity: 5, service: { archived: false, count: 2 } },
    { service: { archived: true } },
    'The finding is archived',
  ],
  [
    'Security Hub',
    SECURITY_HUB_EVENT,
    { findings: [{ ...finding, Workflow: { Status: 'NOTIFIED' } }] },
    { findings: [{ ...finding, Workflow: { Status: 'RESOLVED' } }] },
    'Every finding is resolved, suppressed or archived',
  ],
])(
  'what %s tells once more is the same incident, and once it is over it disables nothing',
  async (_, event, updated, over, reason) => {
    const { stack, webhook } = await started();
    const later = (more: object) => ({
      ...event,
      id: 'another',
      time: '2016-06-06T00:00:00Z',
      detail: { ...event.detail, ...more },
    });
    await webhook.tell(event);
    await webhook.tell(later(updated));
    await stack.settled();
    const calls = stack.vault.seen.calls.length;
    await webhook.tell(later(over));
    await stack.settled();
    expect(stack.vault.seen.calls).toHaveLength(calls);
    const [first, second, third] = webhook.log.lines;
    expect([first, third]).toMatchObject([{ event: 'alert.accepted' }, { event: 'alert.nothing', reason }]);
    expect(second).toMatchObject({ event: 'alert.accepted', incidentId: first?.['incidentId'] });
  },
);

test('a verified token about an e-mail address that nobody knows is taken, left to a person, and the address is nowhere', async () => {
  const { stack, webhook, post } = await started({ tables: SERVED_TABLES });
  const claims = JSON.parse(issuedAt(SSF_SAMPLE, Date.now()));
  const [[compromise]] = Object.entries(claims.events) as [[string, unknown]];
  const events = { [compromise]: { reason_admin: 'the password of ann@example.com is in a list' } };
  const sub_id = { format: 'email', email: 'ann@example.com' };
  const token = await securityEventToken(JSON.stringify({ ...claims, events, sub_id }));
  expect(await post('ssf', token)).toBe(202);
  const letters = await stack.deadLetters();
  expect(letters.map(({ body }) => JSON.parse(body))).toMatchObject([
    {
      reason: 'the password of [redacted] is in a list',
      secrets: [{ fingerprint: fingerprintOf('ann@example.com') }],
    },
  ]);
  const trail = await trailOf(stack);
  expect(trail.map(({ kind }) => kind)).toContain('name');
  expect(JSON.stringify([letters, trail, webhook.log.lines])).not.toContain('ann@');
});

test('a dry run that comes as an alert disables nothing, and says what it would have', async () => {
  const { stack, post } = await started();
  const body = JSON.stringify({ dryRun: true, secrets: [{ identifier: 5 }] });
  expect(await post('generic', standardWebhook(body, { at: Date.now() }))).toBe(202);
  await stack.settled();
  expect(stack.vault.stateOf(5)).toBe('active');
  expect(stack.log.lines).toContainEqual(expect.objectContaining({ identifier: '5', outcome: 'would-disable' }));
});

test('a CloudEvent in binary mode, with its attributes in headers, disables what its data names', async () => {
  const { stack, post } = await started();
  const { headers, body } = standardWebhook('{"secrets":[{"identifier":9}]}', { id: 'A-1', at: Date.now() });
  const attributes = {
    'content-type': 'application/json',
    'ce-specversion': '1.0',
    'ce-type': 'com.example.credential.compromised',
    'ce-source': '/scanner',
    'ce-id': 'A-1',
  };
  expect(await post('cloudevents', { headers: { ...headers, ...attributes }, body })).toBe(202);
  await stack.settled();
  expect(stack.vault.stateOf(9)).toBe('inactive');
});

test('who asks how an incident stands hears of what nobody knows, and that its letter was sent once and told once', async () => {
  const { stack, webhook, post } = await started({ tables: SERVED_TABLES });
  const body = JSON.stringify({ reason: 'seen in a paste', secrets: [{ identifier: 9 }, { clientId: 'client-7' }] });
  const alert = standardWebhook(body, { id: 'event-7', at: Date.now() });
  expect(await post('generic', alert)).toBe(202);
  expect(await post('generic', alert)).toBe(202);
  await stack.settled();
  const incident = incidentId('generic', 'event-7');
  const { code, stdout } = await typed(statusCommand, [incident, '--json'], stack.environment);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    outcomes: [
      { kind: 'secret', identifier: 9, outcome: expect.stringMatching(/disabled$/) },
      { kind: 'name', name: `fingerprint:${fingerprintOf('client-7')}`, errorCode: 'unresolved' },
    ],
    open: { secrets: [], names: [] },
  });
  expect((await trailOf(stack, incident)).filter(({ kind }) => kind === 'name')).toHaveLength(1);
  expect(webhook.log.strayLines).toEqual([]);
});

test('an alert of thousands that nobody knows is written down whole, and whoever asks hears of each', async () => {
  const { stack, post } = await started({ tables: SERVED_TABLES });
  const secrets = Array.from({ length: 6000 }, (_, index) => ({ clientId: `client-${index}` }));
  const alert = standardWebhook(JSON.stringify({ secrets }), { id: 'event-10', at: Date.now() });
  expect(await post('generic', alert)).toBe(202);
  const { stdout } = await typed(statusCommand, [incidentId('generic', 'event-10'), '--json'], stack.environment);
  expect(JSON.parse(stdout)).toMatchObject({ counts: { unresolved: 6000 } });
});

test('while the audit trail cannot be written, the sender is told to send again, and there is no letter', async () => {
  const { stack, post } = await started({ tables: SERVED_TABLES });
  await stack.tables?.client.send(new DeleteTableCommand({ TableName: SERVED_TABLES.AUDIT_TABLE.name }));
  const known = standardWebhook('{"secrets":[{"identifier":9}]}', { id: 'event-8', at: Date.now() });
  expect(await post('generic', known)).toBe(202);
  const unknown = standardWebhook('{"secrets":[{"clientId":"client-7"}]}', { id: 'event-9', at: Date.now() });
  expect(await post('generic', unknown)).toBe(503);
  expect(await stack.deadLetters()).toEqual([]);
});
