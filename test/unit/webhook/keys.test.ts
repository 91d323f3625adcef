import { describe, expect, test } from 'vitest';
import { generic } from '../../../lib/source/generic.ts';
import { gitlab } from '../../../lib/source/gitlab.ts';
import { type ReadKeyring, readKeyring } from '../../../lib/webhook/keyring.ts';
import { openKeys } from '../../../lib/webhook/keys.ts';
import { receive } from '../../../lib/webhook/receive.ts';
import { GENERIC_SAMPLE } from '../../support/samples.ts';
import { NOW, OTHER_SECRET, SECRET, standardWebhook } from '../../support/signed.ts';

const MINUTE_MS = 60_000;

const keyring = (...secrets: string[]): ReadKeyring =>
  readKeyring('keys', JSON.stringify({ generic: { current: secrets[0], previous: secrets[1] } }), [generic]);

/** Keys that somebody changes while time passes. */
function changing(first: ReadKeyring) {
  const world = { now: NOW, held: first, reads: 0, warned: [] as string[] };
  const keys = openKeys(
    async () => {
      world.reads += 1;
      return world.held;
    },
    { now: () => world.now, warn: (reason) => void world.warned.push(reason) },
  );
  const send = async (secret: string) =>
    receive(
      { kind: 'asked', source: 'generic', received: standardWebhook(GENERIC_SAMPLE, { secret, at: world.now }) },
      { sources: [generic], keys, send: async () => ({ kind: 'sent' }), now: () => world.now },
    );
  return { world, keys, send };
}

describe('keys', () => {
  test('are read once for many, and again after five minutes', async () => {
    const { world, keys } = changing(keyring(SECRET));
    await Promise.all([keys.current(), keys.current()]);
    world.now += 5 * MINUTE_MS - 1;
    await keys.current();
    expect(world.reads).toBe(1);
    world.now += 1;
    expect(await keys.current()).toEqual(world.held);
    expect(world.reads).toBe(2);
  });

  test('that have been changed are read when something is signed with the new one', async () => {
    const { world, send } = changing(keyring(SECRET));
    expect((await send(SECRET)).kind).toBe('accepted');
    world.held = keyring(OTHER_SECRET, SECRET);
    world.now += MINUTE_MS;
    expect((await send(OTHER_SECRET)).kind).toBe('accepted');
    expect((await send(SECRET)).kind).toBe('accepted');
    expect(world.reads).toBe(2);
  });

  test('are not read again for each request that is refused', async () => {
    const { world, send } = changing(keyring(SECRET));
    for (let request = 0; request < 10; request += 1) expect((await send(OTHER_SECRET)).kind).toBe('refused');
    expect(world.reads).toBe(1);
    world.now += MINUTE_MS / 2;
    await Promise.all([send(OTHER_SECRET), send(OTHER_SECRET)]);
    expect(world.reads).toBe(2);
  });

  test('go on being used where they cannot be read again, and somebody is told', async () => {
    const { world, send } = changing(keyring(SECRET));
    await send(SECRET);
    world.held = { kind: 'unreadable', reason: 'no answer' };
    world.now += 6 * MINUTE_MS;
    expect((await send(SECRET)).kind).toBe('accepted');
    expect(world.warned).toEqual(['no answer']);
  });

  test('that could not be read are asked for again a moment later, and not by each request', async () => {
    const { world, send } = changing({ kind: 'unreadable', reason: 'no answer' });
    expect((await send(SECRET)).kind).toBe('unavailable');
    world.held = keyring(SECRET);
    expect((await send(SECRET)).kind).toBe('unavailable');
    world.now += 5000;
    expect((await send(SECRET)).kind).toBe('accepted');
  });

  test('of a source that is taken away while it sends turn it away', async () => {
    const { world, send } = changing(keyring(SECRET));
    await send(SECRET);
    world.held = readKeyring('keys', '{}', [generic]);
    world.now += MINUTE_MS;
    expect(await send(OTHER_SECRET)).toMatchObject({ kind: 'turned-away', status: 404 });
  });
});

describe('what is wrong with the keys is said, without a value:', () => {
  const REASON = 'Secret keys does not hold usable keys: ';
  test.each([
    ['not JSON', 'the whole must be a JSON object'],
    ['null', 'the whole must be a JSON object'],
    ['5', 'the whole must be a JSON object'],
    ['[]', 'the whole must be a JSON object'],
    [`{"${'x'.repeat(50)}":{}}`, 'there is no source of one of the names'],
    ['{"generic":5}', 'generic must be an object'],
    ['{"generic":{"current":5}}', 'generic.current must be a text'],
    ['{"generic":{"current":"short"}}', 'generic.current must have at least 16 characters'],
    ['{"register":5}', 'register must be a list of { "fingerprint", "identifier" }'],
    [
      '{"generic":{"current":"too short"},"nobody":"x","register":5}',
      'there is no source nobody; generic.current must have at least 16 characters; register must be a list of { "fingerprint", "identifier" }',
    ],
  ])('%s', (json, reason) => {
    expect(readKeyring('keys', json, [generic, gitlab])).toEqual({ kind: 'unreadable', reason: REASON + reason });
  });
});

test('a register alone is no fault, and of several sources each may be left out', () => {
  const json = JSON.stringify({ generic: { current: SECRET }, register: [{ fingerprint: 'a', identifier: 1 }] });
  const read = readKeyring('keys', json, [generic, gitlab]);
  if (read.kind !== 'keyring') throw new Error(read.reason);
  expect([...read.keyring.verifiers.keys()]).toEqual(['generic']);
  expect([...read.keyring.register.keys()]).toEqual(['a']);
});

test.each(['whsec_************************', 'whsec_', 'whsec_=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'whsec_c2hvcnQ='])(
  'a secret like %s, which would be read as a short or an empty key, is not usable',
  (current) => {
    expect(readKeyring('keys', JSON.stringify({ generic: { current } }), [generic])).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringMatching(/generic\.current must (be base64|have at least)/),
    });
  },
);
