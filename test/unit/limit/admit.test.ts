import { expect, test } from 'vitest';
import { openAdmission } from '../../../lib/limit/admission.ts';
import { admit, type Find, type Limit } from '../../../lib/limit/admit.ts';
import type { SecretId } from '../../../lib/message/identifier.ts';
import type { Target } from '../../../lib/message/reference.ts';
import { body, delivery, secrets } from '../../support/messages.ts';

const nobody: Find = async () => [];
const UNREADABLE: Limit = { maxSecretsPerHour: 100, add: () => Promise.reject(new TypeError('a secret of somebody')) };

function limited(maxSecretsPerHour: number) {
  const counted: SecretId[] = [];
  const limit: Limit = {
    maxSecretsPerHour,
    add: async (_, more) => {
      counted.push(...more);
      return { kind: 'added' };
    },
  };
  return { counted, limit };
}

const naming = (entries: readonly object[], more: object = {}) =>
  delivery(JSON.stringify({ type: 'credential.compromised', ...more, secrets: entries }));

test('what is found for a name counts together with what is named by its number, once', async () => {
  const { limit, counted } = limited(100);
  const message = naming([{ identifier: 2 }, { tag: 'leaver' }, { identifierCode: 'crm' }]);
  const find: Find = async (reference) => (reference.startsWith('tag') ? secrets(3) : []);
  expect(await admit(message, limit, find)).toEqual({ held: undefined, uncounted: undefined });
  expect([...counted].sort()).toEqual([1, 2, 3]);
});

test('a tag that leads to too many holds the message that names it', async () => {
  const { limit, counted } = limited(100);
  const { held } = await admit(naming([{ identifier: 900 }, { tag: 'all' }]), limit, async () => secrets(101));
  expect(held).toEqual({ secrets: 102, reason: expect.stringMatching(/^With it 102 secrets .* 100 is the most$/) });
  expect(counted).toEqual([]);
});

test.each([
  ['a malformed message', delivery('not JSON')],
  ['a dry run', naming([{ identifier: 1 }, { identifier: 2 }], { dryRun: true })],
  ['what somebody has approved', delivery(body([1, 2]), { approvedBy: 'ann' })],
  ['a name of which nothing is known', naming([{ tag: 'leaver' }])],
])('%s counts nothing', async (_, message) => {
  const { limit, counted } = limited(1);
  expect(await admit(message, limit, nobody)).toEqual({ held: undefined, uncounted: undefined });
  expect(counted).toEqual([]);
});

test('where nobody can count, ten secrets go on, and that is said without repeating anything', async () => {
  expect(await admit(delivery(body(secrets(10))), UNREADABLE, nobody)).toEqual({
    held: undefined,
    uncounted: 'TypeError',
  });
});

test('where nobody can count, eleven secrets wait', async () => {
  expect(await admit(delivery(body(secrets(11))), UNREADABLE, nobody)).toEqual({
    held: { secrets: 11, reason: expect.stringContaining('could not be counted') },
    uncounted: 'TypeError',
  });
});

test('a secret is let through as soon as one of the messages that name it is, and not where none is', async () => {
  const [one, two, three] = secrets(3) as [SecretId, SecretId, SecretId];
  const deliveries = [delivery(body([one, two])), delivery(body([two, three, 4, 5, 6]))];
  const targets = [
    [one, two],
    [two, three],
  ];
  const admission = openAdmission(
    deliveries,
    (message): readonly Target[] => targets[deliveries.indexOf(message)] ?? [],
    {
      limit: limited(3).limit,
      find: nobody,
    },
  );
  expect(await Promise.all([one, two, three].map(admission.admits))).toEqual([true, true, false]);
  const verdicts = await admission.verdicts();
  expect(deliveries.map((message) => verdicts.get(message)?.held?.secrets)).toEqual([undefined, 5]);
});
