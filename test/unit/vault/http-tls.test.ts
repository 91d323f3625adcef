import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { Sensitive } from '../../../lib/sensitive.ts';
import { connect } from '../../../lib/vault/http.ts';
import { authority, clientCertificate, serverCertificate } from '../../support/certificates.ts';
import { localServer } from '../../support/local-server.ts';

const ca = await authority();
const server = await serverCertificate(ca);
const client = await clientCertificate(ca);
const another = await authority('another');

const identity = { certificate: client.cert, privateKey: new Sensitive(client.key) };

type Trust = Parameters<typeof connect>[0];

const requesting = (url: string, trust: Trust) =>
  connect(trust, 1).request(
    { method: 'POST', url: new URL(url), headers: { authorization: 'Bearer very-secret' } },
    5000,
  );

const untrusted = (code: string) => ({
  kind: 'no-answer',
  reason: `its certificate is not trusted (${code}); check "ca" and "baseUrl"`,
});

describe("the vault's certificate", () => {
  test('is trusted where the private authority that signed it is given', async () => {
    const { url } = await localServer((response) => response.end('{}'), server);
    expect(await requesting(url, { ca: ca.cert, identity: undefined })).toMatchObject({ kind: 'answer', status: 200 });
  });

  test.each([
    ['no authority', undefined],
    ['another authority', another.cert],
  ])('is not trusted where %s is given, and no request is made', async (_, trusted) => {
    const { url, seen } = await localServer((response) => response.end('{}'), server);
    const answer = await requesting(url, { ca: trusted, identity: undefined });
    expect(answer).toEqual(untrusted('UNABLE_TO_VERIFY_LEAF_SIGNATURE'));
    expect(seen.requests).toEqual([]);
  });

  test('is not trusted for another address', async () => {
    const { url, seen } = await localServer((response) => response.end('{}'), await serverCertificate(ca, '127.0.0.2'));
    expect(await requesting(url, { ca: ca.cert, identity: undefined })).toEqual(
      untrusted('ERR_TLS_CERT_ALTNAME_INVALID'),
    );
    expect(seen.requests).toEqual([]);
  });

  test('is not trusted after its time', async () => {
    const expired = await serverCertificate(ca, '127.0.0.1', {
      notBeforeDate: new Date('2020-01-01'),
      notAfterDate: new Date('2021-01-01'),
    });
    const { url } = await localServer((response) => response.end('{}'), expired);
    expect(await requesting(url, { ca: ca.cert, identity: undefined })).toEqual(untrusted('CERT_HAS_EXPIRED'));
  });
});

describe('NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
  const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];

  afterEach(() => {
    if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
  });

  test.each([
    ['without an authority', undefined],
    ['with one', another.cert],
  ])('does not switch verification off, %s', async (_, trusted) => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    const { url, seen } = await localServer((response) => response.end('{}'), server);
    expect(await requesting(url, { ca: trusted, identity: undefined })).toMatchObject({ kind: 'no-answer' });
    expect(seen.requests).toEqual([]);
  });
});

describe('a vault that asks for a client certificate', () => {
  const asking = { ...server, clientCa: ca.cert };

  test('gets ours, and only from those who have the key', async () => {
    const { url } = await localServer(
      (response, _, socket) => response.end((socket as TLSSocket).getPeerCertificate().subject.CN),
      asking,
    );
    expect(await requesting(url, { ca: ca.cert, identity })).toMatchObject({ kind: 'answer', body: 'kill switch' });
  });

  test('turns away who shows none: no answer, and no secret in the reason', async () => {
    const { url, seen } = await localServer((response) => response.end('{}'), asking);
    const answer = await requesting(url, { ca: ca.cert, identity: undefined });
    expect(answer).toMatchObject({ kind: 'no-answer' });
    expect(JSON.stringify(answer)).not.toContain('very-secret');
    expect(seen.requests).toEqual([]);
  });
});

test('a connection serves those who trust and show the same, and nobody else', async () => {
  const other = { certificate: client.cert, privateKey: new Sensitive(server.key) };
  const connection = connect({ ca: ca.cert, identity }, 1);
  expect(connection.serves({ ca: ca.cert, identity: { ...identity } })).toBe(true);
  expect(connection.serves({ ca: ca.cert, identity: undefined })).toBe(false);
  expect(connection.serves({ ca: undefined, identity })).toBe(false);
  expect(connection.serves({ ca: ca.cert, identity: other })).toBe(false);
  expect(connect({ ca: undefined, identity: undefined }, 1).serves({ ca: undefined, identity: undefined })).toBe(true);
});

test('connections are kept alive over TLS, too', async () => {
  const { url, seen } = await localServer((response) => response.end('{}'), server);
  const connection = connect({ ca: ca.cert, identity: undefined }, 2);
  const request = () => connection.request({ method: 'POST', url: new URL(url) }, 5000);
  await Promise.all(Array.from({ length: 10 }, request));
  await request();
  connection.close();
  expect(seen.connections).toBe(2);
});
