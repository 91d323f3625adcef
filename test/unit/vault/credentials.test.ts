import { createPrivateKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { readCredentials } from '../../../lib/vault/credentials.ts';
import { authority, clientCertificate } from '../../support/certificates.ts';

const ca = await authority();
const client = await clientCertificate(ca);
const stranger = await clientCertificate(ca);

const REQUIRED = { baseUrl: 'https://vault.example', clientId: 'kill-switch', clientSecret: 'hunter2' };

const read = (fields: object) => readCredentials('mysafe/key', JSON.stringify(fields));

function reasonFor(fields: object): string {
  const result = read(fields);
  return result.kind === 'unreadable' ? result.reason : `no fault: ${JSON.stringify(result)}`;
}

test('what is optional has the default of the contract', () => {
  expect(read(REQUIRED)).toEqual({
    kind: 'credentials',
    credentials: {
      ...REQUIRED,
      clientSecret: expect.anything(),
      tokenPath: '/api/oauth2/token',
      tokenMethod: 'POST',
      tenant: undefined,
      ca: undefined,
      identity: undefined,
    },
  });
});

test('everything can be given', () => {
  const all = {
    tokenPath: '/iso/oauth2/token',
    tokenMethod: 'GET',
    tenant: 'acme',
    ca: ca.cert,
    certificate: client.cert,
  };
  const result = read({ ...REQUIRED, ...all, privateKey: client.key, unknown: 1 });
  if (result.kind === 'unreadable') throw new Error(result.reason);
  const { clientSecret, identity, ...plain } = result.credentials;
  expect(plain).toEqual({
    baseUrl: 'https://vault.example',
    clientId: 'kill-switch',
    tokenPath: '/iso/oauth2/token',
    tokenMethod: 'GET',
    tenant: 'acme',
    ca: ca.cert,
  });
  expect(clientSecret.reveal()).toBe('hunter2');
  expect([identity?.certificate, identity?.privateKey.reveal()]).toEqual([client.cert, client.key]);
});

test('a method that is given counts, the usual one too', () => {
  expect(read({ ...REQUIRED, tokenMethod: 'POST' })).toMatchObject({ credentials: { tokenMethod: 'POST' } });
});

test('what was read cannot print what is secret in it', () => {
  const printed = JSON.stringify(read({ ...REQUIRED, certificate: client.cert, privateKey: client.key }));
  expect(printed).not.toContain('hunter2');
  expect(printed).not.toContain('PRIVATE KEY');
});

test.each<[string, object, RegExp]>([
  ['no client id', { clientId: undefined }, /: clientId must be a string$/],
  ['an empty client secret', { clientSecret: '' }, /: clientSecret must not be empty$/],
  ['a client secret that is no string', { clientSecret: 2 }, /: clientSecret must be a string$/],
  ['a token path without a slash', { tokenPath: 'token' }, /: tokenPath must be a path that begins with \/$/],
  ['a token path with its first slash inside', { tokenPath: 'oauth2/token' }, /: tokenPath must be a path that begins/],
  ['a token path with a query', { tokenPath: '/token?x=1' }, /: tokenPath must be a path/],
  ['a token path with a space', { tokenPath: '/to ken' }, /: tokenPath must be a path/],
  ['another method', { tokenMethod: 'PUT' }, /: tokenMethod must be POST or GET$/],
  ['an empty tenant', { tenant: '' }, /: tenant must not be empty$/],
  ['an authority that is no certificate', { ca: 'hunter2' }, /: ca must be one or more certificates in PEM format$/],
  [
    'a certificate that is none',
    { certificate: 'hunter2', privateKey: client.key },
    /: certificate must be a certificate in PEM format/,
  ],
  [
    'a key that is none',
    { certificate: client.cert, privateKey: 'hunter2' },
    /: privateKey must be an unencrypted private key in PEM format/,
  ],
  [
    'a key with a passphrase',
    {
      certificate: client.cert,
      privateKey: createPrivateKey(client.key).export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: 'x',
      }),
    },
    /: privateKey must be an unencrypted private key/,
  ],
  [
    'a certificate without a key',
    { certificate: client.cert },
    /: privateKey must be given together with certificate$/,
  ],
  ['a key without a certificate', { privateKey: client.key }, /: privateKey must be given together with certificate$/],
  [
    'the key of another certificate',
    { certificate: client.cert, privateKey: stranger.key },
    /: privateKey must belong to certificate$/,
  ],
])('%s: the reason names the id of the secret and the field, and no value', (_, fields, reason) => {
  expect(reasonFor({ ...REQUIRED, ...fields })).toMatch(/^Secret mysafe\/key does not hold usable credentials: /);
  expect(reasonFor({ ...REQUIRED, ...fields })).toMatch(reason);
  expect(reasonFor({ ...REQUIRED, ...fields })).not.toContain('hunter2');
});

test('every fault is named at once', () => {
  const reason = reasonFor({
    baseUrl: 'http://vault.example',
    clientSecret: 7,
    tokenMethod: 'PUT',
    certificate: client.cert,
  });
  for (const field of ['baseUrl', 'clientId', 'clientSecret', 'tokenMethod', 'privateKey'])
    expect(reason).toContain(field);
});

test('faults stand one after another, each with its field', () => {
  expect(reasonFor({ ...REQUIRED, clientId: '', tokenMethod: 'PUT' })).toBe(
    'Secret mysafe/key does not hold usable credentials: clientId must not be empty; tokenMethod must be POST or GET',
  );
});

test.each(['', 'hunter2', '{"clientSecret":"hunter2"', '"hunter2"', '["hunter2"]', 'null', '7'])(
  'a secret that is no JSON object is not quoted: %s',
  (text) => {
    expect(readCredentials('mysafe/key', text)).toEqual({
      kind: 'unreadable',
      reason: 'Secret mysafe/key does not hold usable credentials: the whole must be a JSON object',
    });
  },
);
