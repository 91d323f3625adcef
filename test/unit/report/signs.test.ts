import { describe, expect, test } from 'vitest';
import { signs } from '../../../lib/report/signs.ts';
import { fate, OUTCOMES } from '../../support/messages.ts';

describe('a sign', () => {
  const events = (...outcomes: Parameters<typeof fate>[0][]) =>
    signs(outcomes.map((outcome) => fate(outcome))).map(({ level, fields }) => [level, fields.event]);

  test('1006 for every secret of a batch gets one line of its own', () => {
    expect(events(OUTCOMES['access-denied'], OUTCOMES['access-denied'])).toEqual([
      ['error', 'vault.access-denied-for-all'],
    ]);
  });

  test.each([
    ['for some', [OUTCOMES['access-denied'], OUTCOMES.disabled]],
    ['for none', [OUTCOMES.disabled]],
    ['and no secrets at all', []],
  ])('1006 %s gets none', (_, outcomes) => {
    expect(events(...outcomes)).toEqual([]);
  });

  test('a source address that is not served gets one line, for however many secrets', () => {
    const refused = { ...OUTCOMES.unauthorized, sourceAddress: true };
    expect(events(refused, refused, OUTCOMES.disabled)).toEqual([['error', 'vault.source-address-refused']]);
  });

  test('any other refusal gets none', () => {
    expect(events(OUTCOMES.unauthorized)).toEqual([]);
  });

  test('says what to check', () => {
    const [denied] = signs([fate(OUTCOMES['access-denied'])]);
    expect(denied?.message).toMatch(/Check the scope and the expiry date of the access key/);
    const [refused] = signs([fate({ ...OUTCOMES.unauthorized, sourceAddress: true })]);
    expect(refused?.message).toMatch(/Check the allowed addresses .* fixed egress address/);
  });
});
