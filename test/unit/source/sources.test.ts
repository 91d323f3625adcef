import { describe, expect, test } from 'vitest';
import type { Received, Source, Verified } from '../../../lib/source/source.ts';
import { SOURCES } from '../../../lib/source/sources.ts';
import { NOW, withBitFlipped } from '../../support/signed.ts';
import { ROWS } from '../../support/source-rows.ts';

const sourceOf = (name: string): Source => {
  const found = SOURCES.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no source ${name}`);
  return found;
};

async function verified(name: string, keys: unknown, received: Received, now = NOW): Promise<Verified> {
  const read = sourceOf(name).withKeys(keys);
  if (read.kind === 'unusable') throw new Error(read.reason);
  return read.verify(received, now);
}

const verdict = async (...of: Parameters<typeof verified>): Promise<string> => (await verified(...of)).kind;

test('each source has a row', () => {
  expect(ROWS.map(({ name }) => name).toSorted()).toEqual(SOURCES.map(({ name }) => name).toSorted());
});

describe.each(ROWS)('$name', ({ name, keys, others, sign, sample, expected, signed, refusedBy }) => {
  test('takes the sample of its documentation, signed, and reads it', async () => {
    const received = await sign(sample);
    expect(await verdict(name, keys, received)).toBe('verified');
    expect(sourceOf(name).translate(received)).toEqual({ kind: 'alert', alert: expected });
  });

  test('refuses it unsigned, and signed by others, and says which', async () => {
    const unsigned = name === 'ssf' ? Buffer.from('e30.e30.') : Buffer.from(sample);
    const { 'content-type': type } = (await sign(sample)).headers;
    expect(await verified(name, keys, { headers: { 'content-type': type }, body: unsigned })).toMatchObject({
      kind: 'refused',
      signer: 'nobody',
    });
    expect(await verified(name, others, await sign(sample))).toMatchObject({ kind: 'refused', signer: 'unknown' });
  });

  test.each(signed)('refuses it with any bit of its %s changed', async (where) => {
    const received = await sign(sample);
    const bits = 8 * (where === 'body' ? received.body.length : (received.headers[where] ?? '').length);
    expect(bits).toBeGreaterThan(0);
    for (let bit = 0; bit < bits; bit += 1) {
      const refused = await verified(name, keys, withBitFlipped(received, where, bit));
      expect({ bit, ...refused }).toMatchObject({ bit, kind: 'refused', status: refusedBy });
    }
  });

  test('knows the event again when it is sent twice', async () => {
    const [first, second] = [
      sourceOf(name).translate(await sign(sample)),
      sourceOf(name).translate(await sign(sample)),
    ];
    expect(first).toEqual(second);
  });

  test.each(['', 'not JSON', '[]', '{}', 'null', '{"secrets":[]}', '[{"token":5}]', '[{"token":""}]'])(
    'refuses %j, although it is signed, without repeating it',
    async (body) => {
      const translated = sourceOf(name).translate(await sign(body));
      expect(translated).toMatchObject({ kind: 'refused', signer: 'known' });
    },
  );

  test('gives nothing away of what has leaked', async () => {
    const translated = JSON.stringify(sourceOf(name).translate(await sign(sample)));
    for (const leaked of ['NMIfyYncKcRALEXAMPLE', 'client-7', 'glpat', '7375626A656374'])
      expect(translated).not.toContain(leaked);
  });

  test.each([undefined, null, 5, [], {}, { current: 'short' }, { public_keys: [] }])(
    'does not take %j for its keys, and says which field is wrong',
    (document) => {
      expect(sourceOf(name).withKeys(document)).toEqual({
        kind: 'unusable',
        reason: expect.stringMatching(new RegExp(`^${name}[. ]`)),
      });
    },
  );
});

describe.each(ROWS.filter(({ oldest }) => oldest !== undefined))(
  '$name, which says when it was signed,',
  ({ name, keys, sign, sample, refusedBy, oldest = 0 }) => {
    test('is refused when that is too long ago, or more than five minutes to come', async () => {
      const received = await sign(sample);
      for (const minutes of [-4.9, oldest - 0.1]) {
        expect(await verdict(name, keys, received, NOW + minutes * 60_000)).toBe('verified');
      }
      for (const minutes of [-5.1, oldest + 0.1]) {
        expect(await verified(name, keys, received, NOW + minutes * 60_000)).toMatchObject({
          kind: 'refused',
          status: refusedBy,
          signer: 'known',
        });
      }
    });
  },
);
