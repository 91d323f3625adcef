import { beforeAll, expect, test } from 'vitest';
import { authority, clientCertificate, serverCertificate } from '../support/certificates.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { message, outcomesOf, watchedStack } from '../support/watched-stack.ts';

type Issued = Awaited<ReturnType<typeof authority>>;

let ca: Issued;
let otherCa: Issued;
let server: Issued;
let client: Issued;

beforeAll(async () => {
  [ca, otherCa] = await Promise.all([authority(), authority('another authority')]);
  [server, client] = await Promise.all([serverCertificate(ca), clientCertificate(ca)]);
});

const GIVE_UP_AT_ONCE = { MAX_RECEIVE_COUNT: '1', MAX_ATTEMPTS: '1' };

test('a vault with a private authority is trusted when the credentials name the authority', async () => {
  await using stack = await watchedStack({ vault: { tls: server }, credentials: { ca: ca.cert } });
  await stack.send(message([5]));
  await stack.settled();
  expect(stack.vault.stateOf(5)).toBe('inactive');
});

test('an authority named by NODE_EXTRA_CA_CERTS is trusted too', async () => {
  const NODE_EXTRA_CA_CERTS = await temporaryFile('ca.pem', ca.cert);
  await using stack = await watchedStack({ vault: { tls: server }, settings: { NODE_EXTRA_CA_CERTS } });
  await stack.send(message([5]));
  await stack.settled();
  expect(stack.vault.stateOf(5)).toBe('inactive');
});

test('an authority named by NODE_EXTRA_CA_CERTS is not trusted where the credentials name another', async () => {
  const NODE_EXTRA_CA_CERTS = await temporaryFile('ca.pem', ca.cert);
  await using stack = await watchedStack({
    vault: { tls: server },
    credentials: { ca: otherCa.cert },
    settings: { ...GIVE_UP_AT_ONCE, NODE_EXTRA_CA_CERTS },
  });
  await stack.send(message([5]));
  await stack.settled();
  expect(stack.vault.seen.tokenRequests).toEqual([]);
  expect(outcomesOf(stack, 5)).toEqual(['unavailable']);
});

test.each([
  ['whose authority nobody named', () => ({}), {}],
  ['of another authority', () => ({ ca: otherCa.cert }), {}],
  ['that nobody trusts, whatever NODE_TLS_REJECT_UNAUTHORIZED says', () => ({}), { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
])('a vault %s gets neither credentials nor calls', async (_, credentials, more) => {
  await using stack = await watchedStack({
    vault: { tls: server },
    credentials: credentials(),
    settings: { ...GIVE_UP_AT_ONCE, ...more },
  });
  await stack.send(message([5]));
  await stack.settled();
  expect(stack.vault.seen.tokenRequests).toEqual([]);
  expect(outcomesOf(stack, 5)).toEqual(['unavailable']);
  const [letter] = await stack.deadLetters();
  expect(letter?.attributes['ErrorMessage']).toMatch(/certificate is not trusted/);
});

test('a vault that asks for a client certificate gets the one of the credentials', async () => {
  const credentials = { ca: ca.cert, certificate: client.cert, privateKey: client.key };
  await using stack = await watchedStack({ vault: { tls: { ...server, clientCa: ca.cert } }, credentials });
  await stack.send(message([5]));
  await stack.settled();
  expect(stack.vault.stateOf(5)).toBe('inactive');
});

test('without a client certificate such a vault cannot be reached', async () => {
  await using stack = await watchedStack({
    vault: { tls: { ...server, clientCa: ca.cert } },
    credentials: { ca: ca.cert },
    settings: GIVE_UP_AT_ONCE,
  });
  await stack.send(message([5]));
  await stack.settled();
  expect(stack.vault.stateOf(5)).toBe('active');
  expect(outcomesOf(stack, 5)).toEqual(['unavailable']);
});
