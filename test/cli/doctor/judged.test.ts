import { describe, expect, test } from 'vitest';
import { certificateFinding } from '../../../cli/doctor/certificate.ts';
import { clockFinding } from '../../../cli/doctor/clock.ts';
import { addressFinding, permissionFinding } from '../../../cli/doctor/permission.ts';
import { secret } from '../../support/messages.ts';

const NOW = new Date('2026-11-25T12:00:00Z');

describe('a certificate', () => {
  const shown = (validTo: string) =>
    certificateFinding({ kind: 'done', validTo: new Date(validTo), issuer: 'ACME', protocol: 'TLSv1.3' }, NOW);

  test.each([
    ['2026-12-25T12:00:00Z', 'ok', 30],
    ['2026-12-25T11:59:59Z', 'warning', 29],
  ])('good until %s: %s', (validTo, verdict, days) => {
    expect(shown(validTo)).toMatchObject({ verdict, said: expect.stringContaining(`for ${days} days`) });
  });

  test.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', /"ca"/],
    ['ECONNREFUSED', /a way to the vault/],
  ])('%s is wrong, and says what to do', (code, remedy) => {
    expect(certificateFinding({ kind: 'failed', code }, NOW)).toMatchObject({
      verdict: 'wrong',
      said: expect.stringContaining(code),
      remedy: expect.stringMatching(remedy),
    });
  });
});

test.each([
  ['Wed, 25 Nov 2026 12:01:00 GMT', 'ok'],
  ['Wed, 25 Nov 2026 11:58:59 GMT', 'warning'],
  ['Wed, 25 Nov 2026 12:05:01 GMT', 'wrong'],
  ['soon', 'not-checked'],
  [undefined, 'not-checked'],
])('at noon a vault that says %s makes the clock %s', (date, verdict) => {
  expect(clockFinding(date, NOW).verdict).toBe(verdict);
});

const UNAVAILABLE = { kind: 'unavailable', reason: 'HTTP 503' } as const;
const REFUSED = { kind: 'refused', reason: 'no Route matched', sourceAddress: false } as const;
const NOT_LISTED = { kind: 'not-listed', reason: 'MySafe says 1006' } as const;
const LISTED = {
  kind: 'listed',
  secrets: [
    { id: secret(5), canEdit: true },
    { id: secret(6), canEdit: false },
  ],
} as const;

test.each([
  [LISTED, 'ok'],
  [NOT_LISTED, 'ok'],
  [REFUSED, 'wrong'],
  [UNAVAILABLE, 'wrong'],
])('after %j the address is %s', (listing, verdict) => {
  expect(addressFinding(listing).verdict).toBe(verdict);
});

test.each([
  [5, LISTED, 'ok'],
  [6, LISTED, 'wrong'],
  [7, LISTED, 'wrong'],
  [5, UNAVAILABLE, 'not-checked'],
  [undefined, LISTED, 'not-checked'],
])('permission on %s after %j is %s', (id, listing, verdict) => {
  expect(permissionFinding(id === undefined ? undefined : secret(id), listing).verdict).toBe(verdict);
});
