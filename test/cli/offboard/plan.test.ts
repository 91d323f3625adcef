import { expect, test } from 'vitest';
import { incidentAt, plan } from '../../../cli/offboard/plan.ts';
import { parseMessage } from '../../../lib/message/parse.ts';
import type { Named } from '../../../lib/roster/named.ts';
import { secret } from '../../support/messages.ts';

const AT = new Date('2026-12-01T17:00:00Z');
const QUEUE_ARN = 'arn:aws:sqs:eu-central-1:123456789012:compromised';
const INCIDENT = { incidentId: 'HR-117', reason: 'leaves', reportedBy: 'ann', reportedAt: AT, dryRun: false };

const plans = (secrets: readonly Named[], more: Partial<typeof INCIDENT> = {}, queueArn = QUEUE_ARN) => {
  const planning = plan(secrets, { ...INCIDENT, ...more }, queueArn);
  if (planning.kind === 'malformed') throw new Error(planning.reason);
  return planning.plans;
};

const names = (...args: Parameters<typeof plans>) => plans(...args).map(({ name }) => name);

const [five, seven, leaver] = [{ identifier: secret(5) }, { identifier: secret(7) }, { tag: 'leaver' }] as const;

test('a plan is a message of the time at which it arrives, which the function accepts', () => {
  const [planned, ...more] = plans([five, leaver]);
  expect(more).toEqual([]);
  expect(planned?.at).toEqual(AT);
  expect(JSON.parse(planned?.input ?? '')).toMatchObject({
    type: 'credential.compromised',
    incidentId: 'HR-117',
    reason: 'leaves',
    reportedBy: 'ann',
    reportedAt: '2026-12-01T17:00:00.000Z',
    secrets: [{ identifier: 5 }, { tag: 'leaver' }],
  });
  expect(parseMessage(planned?.input ?? '').kind).toBe('compromise');
});

test('a name has its time in it, and no more characters than the service takes', () => {
  expect(names([five])).toEqual([expect.stringMatching(/^offboard-20261201T170000Z-[0-9a-f]{32}$/)]);
  expect(names([five])[0]?.length).toBeLessThanOrEqual(64);
});

test('the order, who says it and why make no other name', () => {
  expect(names([leaver, seven, five], { reason: 'left', reportedBy: 'bob' })).toEqual(names([five, seven, leaver]));
});

test('any other content makes another name', () => {
  const all = [
    names([five]),
    names([seven]),
    names([five, seven]),
    names([{ tag: '5' }]),
    names([{ identifierCode: '5' }]),
    names([five], { incidentId: 'HR-118' }),
    names([five], { reportedAt: new Date('2026-12-01T17:00:01Z') }),
    names([five], {}, `${QUEUE_ARN}-2`),
  ].flat();
  expect(new Set(all).size).toBe(8);
});

test('501 secrets are two plans, and larger texts make more of them, none larger than the service takes', () => {
  const tags = (count: number, text: string) => Array.from({ length: count }, (_, index) => ({ tag: text + index }));
  expect(plans(tags(501, 'x'))).toHaveLength(2);
  const large = plans(tags(501, '\u{1F600}'.repeat(200)));
  expect(large.length).toBeGreaterThan(2);
  expect(large.filter(({ input }) => Buffer.byteLength(input) > 256_000)).toEqual([]);
  const named = large.flatMap(({ input }) => (JSON.parse(input) as { readonly secrets: unknown[] }).secrets);
  expect(named).toHaveLength(501);
  expect(new Set(large.map(({ name }) => name)).size).toBe(large.length);
});

test('what the service would put values in the place of arrives as it was written', () => {
  const [planned] = plans([{ tag: '<aws.scheduler.execution-id>' }]);
  expect(planned?.input).not.toContain('<aws.scheduler');
  expect(JSON.parse(planned?.input ?? '')).toMatchObject({ secrets: [{ tag: '<aws.scheduler.execution-id>' }] });
});

test('a reason that is too long for one message is not planned', () => {
  const reason = 'x'.repeat(256_000);
  expect(plan([five], { ...INCIDENT, reason }, QUEUE_ARN)).toMatchObject({ kind: 'malformed' });
});

test('where nobody has named the incident, it is named by the time', () => {
  expect(incidentAt(AT)).toBe('OFFBOARD-20261201T170000Z');
});
