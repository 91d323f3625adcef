import { BlockList, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Credentials, readCredentials } from '../../../lib/vault/credentials.ts';
import { tokenRequest } from '../../../lib/vault/token-request.ts';
import { damaged } from '../../support/arbitraries.ts';

const LEAKED = 'hunter2';

const FIELDS = [
  'baseUrl',
  'clientId',
  'clientSecret',
  'tokenPath',
  'tokenMethod',
  'tenant',
  'ca',
  'certificate',
  'privateKey',
];

const pem = fc
  .tuple(fc.constantFrom('CERTIFICATE', 'PRIVATE KEY', 'RSA PRIVATE KEY'), fc.base64String())
  .map(([label, content]) => `-----BEGIN ${label}-----\n${content}\n${LEAKED}\n-----END ${label}-----\n`);

/** Values that all have the same word in them, if they are no good to anybody. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>('https://vault.example', 'POST', '/token', null, 7, true),
  fc.constantFrom(LEAKED, `https://${LEAKED}@vault.example`, `http://${LEAKED}.example`, `/${LEAKED} `),
  fc.constantFrom<unknown>([LEAKED], { [LEAKED]: LEAKED }, { message: LEAKED }),
  pem,
  fc.string({ unit: 'binary' }).map((text) => LEAKED + text),
);

const document = fc.dictionary(fc.constantFrom(...FIELDS, LEAKED, '__proto__'), value);

const secretText = fc.oneof(
  document.map((fields) => JSON.stringify(fields)),
  damaged(document.map((fields) => JSON.stringify(fields))),
  fc.json(),
  fc.string({ unit: 'binary' }),
);

test('whatever the secret holds, it is read without an error, and a reason repeats nothing of it', () => {
  fc.assert(
    fc.property(secretText, (text) => {
      const read = readCredentials('mysafe/key', text);
      if (read.kind === 'credentials') return;
      expect(read.reason).toMatch(/^Secret mysafe\/key does not hold usable credentials: [ -~]+$/);
      expect(read.reason).not.toContain(LEAKED);
    }),
  );
});

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

function isLoopback(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIPv4(address)) return loopback.check(address, 'ipv4');
  return isIPv6(address) ? address === '::1' : hostname === 'localhost';
}

const among = (...parts: readonly string[]) => fc.constantFrom(...parts);

/** URLs that are nearly those of a loopback address, or nearly safe. */
const nearlyBaseUrl = fc
  .tuple(
    fc.oneof(among('', '\t', '\u0000', ' '), fc.string({ unit: 'binary', maxLength: 1 })),
    among('http', 'http', 'https', 'HTTP', 'ftp', 'ws', 'javascript'),
    among('://', '://', ':', ':/', ':\\\\', ':///'),
    among('', '', 'user@', 'user:pass@', '@', 'localhost@', '127.0.0.1:80@'),
    fc.oneof(
      among('localhost', 'LOCALHOST', 'localhost.', 'localhost.example', 'xlocalhost', 'local%68ost', 'ｌocalhost'),
      among(
        '127.0.0.1',
        '127.1',
        '0x7f.1',
        '2130706433',
        '017700000001',
        '127.0.0.1.example',
        '127.0.0.1.',
        '１27.0.0.1',
      ),
      among('[::1]', '[::ffff:127.0.0.1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::1%25lo]', '[fe80::1]'),
      among('0.0.0.0', '0', '10.0.0.1', '128.0.0.1', '126.255.255.255', 'vault.example', ''),
      fc.ipV4Extended(),
      fc.ipV6().map((address) => `[${address}]`),
      fc.domain(),
    ),
    fc.oneof(
      among(
        '',
        ':8080',
        ':',
        '/',
        '//',
        '/base',
        '/..',
        '?',
        '#',
        '\\',
        '\\@vault.example',
        '%00',
        ':80@vault.example',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
  )
  .map((parts) => parts.join(''));

function credentialsWith(fields: object): Credentials | undefined {
  const all = { baseUrl: 'https://vault.example', clientId: 'kill-switch', clientSecret: LEAKED, ...fields };
  const read = readCredentials('mysafe/key', JSON.stringify(all));
  return read.kind === 'credentials' ? read.credentials : undefined;
}

test('whatever the base URL, what is accepted is https, or http to a loopback address, and leads just there', () => {
  fc.assert(
    fc.property(nearlyBaseUrl, (baseUrl) => {
      const credentials = credentialsWith({ baseUrl });
      if (credentials === undefined) return;
      const { url } = tokenRequest(credentials);
      if (url.protocol !== 'https:') expect([url.protocol, isLoopback(url.hostname)]).toEqual(['http:', true]);
      expect(url.host).toBe(new URL(baseUrl).host);
      expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', '']);
    }),
  );
});

test('whatever the token path, what is accepted leads to no other host', () => {
  const part = fc.oneof(
    among('/', '//', '..', '\\', '@', ':', 'evil.example', '%2f', '?', '#', '\t', 'token'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), fc.boolean(), (parts, asQuery) => {
      const tokenMethod = asQuery ? 'GET' : 'POST';
      const credentials = credentialsWith({ tokenPath: `/${parts.join('')}`, tokenMethod });
      if (credentials === undefined) return;
      const { url } = tokenRequest(credentials);
      expect([url.origin, url.username, url.password, url.hash]).toEqual(['https://vault.example', '', '', '']);
    }),
  );
});
