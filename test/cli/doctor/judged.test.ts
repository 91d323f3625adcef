import { describe, expect, test } from 'vitest';
import { certificateFinding } from '../../../cli/doctor/certificate.ts';
import { clockFinding } from '../../../cli/doctor/clock.ts';
import { addressFinding, permissionFinding } from '../../../cli/doctor/permission.ts';
import { storedCertificateFindings } from '../../../cli/doctor/stored-certificates.ts';
import { auditTableFindings, limitsTableFinding } from '../../../cli/doctor/tables.ts';
import { inLines } from '../../../cli/doctor/told.ts';
import { readCredentials } from '../../../lib/vault/credentials.ts';
import { authority } from '../../support/certificates.ts';
import { secret } from '../../support/messages.ts';

test('what the vault says, or its certificate, cannot steer a terminal', () => {
  const said = 'certificate of ACME\u001b[2J\u009b31m\nTLS';
  expect(inLines([{ about: 'TLS', verdict: 'ok', said }])).toBe('ok       TLS  certificate of ACME TLS\n');
});

const NOW = new Date('2026-11-25T12:00:00Z');

describe('a certificate', () => {
  const own = (validTo: string) => ({ name: 'vault', issuer: 'ACME', validTo: new Date(validTo) });
  const shown = (...chain: readonly ReturnType<typeof own>[]) =>
    certificateFinding({ kind: 'done', chain, protocol: 'TLSv1.3' }, NOW);

  test.each([
    ['2026-12-25T12:00:00Z', 'ok', 30],
    ['2026-12-25T11:59:59Z', 'warning', 29],
  ])('good until %s: %s', (validTo, verdict, days) => {
    expect(shown(own(validTo))).toMatchObject({ verdict, said: expect.stringContaining(`for ${days} days`) });
  });

  test('of an authority between the two that ends sooner is the one that is told of', () => {
    const between = { name: 'ACME R3', issuer: 'ACME', validTo: new Date('2026-11-26T12:00:00Z') };
    expect(shown(own('2027-12-25T12:00:00Z'), between)).toMatchObject({
      verdict: 'warning',
      said: expect.stringMatching(/ACME R3.* for 1 days/),
      remedy: expect.stringContaining('send one in its place'),
    });
  });

  test.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', /^give the authority .*"ca"/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /^give the authority .*"ca"/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /^give the authority .*"ca"/],
    ['CERT_HAS_EXPIRED', /renew what has expired/],
    ['CERT_NOT_YET_VALID', /clock/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /host of "baseUrl"/],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /"certificate" in the secret/],
    ['ECONNREFUSED', /a way to the vault/],
  ])('%s is wrong, and says what to do', (code, remedy) => {
    expect(certificateFinding({ kind: 'failed', code }, NOW)).toMatchObject({
      verdict: 'wrong',
      said: expect.stringContaining(code),
      remedy: expect.stringMatching(remedy),
    });
  });
});

describe('a certificate in the credentials', async () => {
  const past = { notBeforeDate: new Date('2025-01-01'), notAfterDate: new Date('2026-11-24T00:00:00Z') };
  const later = { notBeforeDate: new Date('2025-01-01'), notAfterDate: new Date('2027-11-25T12:00:00Z') };
  const [old, good] = [await authority('old authority', past), await authority('new authority', later)];
  const findings = (fields: object) => {
    const required = { baseUrl: 'https://vault.example.com', clientId: 'c', clientSecret: 's' };
    const read = readCredentials('mysafe', JSON.stringify({ ...required, ...fields }));
    return read.kind === 'credentials' ? storedCertificateFindings(read.credentials, NOW) : [];
  };

  test('is looked at, each of a bundle', () => {
    expect(findings({ ca: `${good.cert}\n${old.cert}` })).toMatchObject([
      { about: '"ca"', verdict: 'ok', said: 'CN=new authority is good for 365 days' },
      {
        about: '"ca"',
        verdict: 'warning',
        said: 'CN=old authority has expired',
        remedy: expect.stringContaining('"ca"'),
      },
    ]);
    expect(findings({})).toEqual([]);
  });

  test.each([
    [past, 'wrong'],
    [{ ...past, notAfterDate: new Date('2026-11-30') }, 'warning'],
    [later, 'ok'],
  ])('that is shown to the vault, and is good until %o, is %s', async (dates, verdict) => {
    const { cert: certificate, key: privateKey } = await authority('client', dates);
    expect(findings({ certificate, privateKey })).toMatchObject([{ about: '"certificate"', verdict }]);
  });
});

describe('a table', () => {
  const audit = {
    kind: 'table',
    status: 'ACTIVE',
    keys: ['IncidentId S', 'RecordId S'],
    isProtected: true,
    isBackedUp: true,
  } as const;

  test.each([
    [{}, ['ok', 'ok', 'ok']],
    [{ status: 'UPDATING' }, ['ok', 'ok', 'ok']],
    [{ status: 'DELETING' }, ['wrong', 'ok', 'ok']],
    [{ keys: ['IncidentId S'] }, ['wrong', 'ok', 'ok']],
    [{ keys: ['IncidentId N', 'RecordId S'] }, ['wrong', 'ok', 'ok']],
    [{ isProtected: false }, ['ok', 'warning', 'ok']],
    [{ isBackedUp: false }, ['ok', 'ok', 'warning']],
  ])('of the audit trail with %j is %j', (unlike, verdicts) => {
    expect(auditTableFindings({ ...audit, ...unlike }).map(({ verdict }) => verdict)).toEqual(verdicts);
  });

  test('of which nobody says whether there are backups is not wrong for that', () => {
    const { isBackedUp: _, ...unknown } = audit;
    expect(auditTableFindings(unknown).map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'not-checked']);
  });

  test('that is not there is wrong, and says which variable names it', () => {
    const failed = { kind: 'failed', reason: 'ResourceNotFoundException' } as const;
    expect(auditTableFindings(failed)).toMatchObject([
      { verdict: 'wrong', remedy: expect.stringContaining('AUDIT_TABLE') },
    ]);
    expect(limitsTableFinding(failed)).toMatchObject({
      verdict: 'wrong',
      remedy: expect.stringContaining('LIMITS_TABLE'),
    });
  });

  test('of the limit has a key of its own', () => {
    expect(limitsTableFinding({ ...audit, keys: ['Tally S'] }).verdict).toBe('ok');
    expect(limitsTableFinding(audit).verdict).toBe('wrong');
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
