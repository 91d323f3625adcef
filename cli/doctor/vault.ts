import type { SecretId } from '../../lib/message/identifier.ts';
import { EVERYTHING } from '../../lib/message/reference.ts';
import type { Credentials } from '../../lib/vault/credentials.ts';
import { connect } from '../../lib/vault/http.ts';
import { openVault } from '../../lib/vault/open.ts';
import { certificateFinding, shakeHands, withoutTls } from './certificate.ts';
import { clockFinding } from './clock.ts';
import { type Finding, notChecked, ok, wrong } from './finding.ts';
import { addressFinding, permissionFinding } from './permission.ts';
import { storedCertificateFindings } from './stored-certificates.ts';

/** One call, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** Goes the function's way to the vault, as far as a token and a list, and says what it found. It changes nothing there. */
export async function vaultFindings(
  credentials: Credentials,
  secret: SecretId | undefined,
): Promise<readonly Finding[]> {
  const connection = connect(credentials, 1);
  try {
    const tls = credentials.baseUrl.startsWith('https:')
      ? [
          certificateFinding(await shakeHands(credentials, TIMEOUT_MS), new Date()),
          ...storedCertificateFindings(credentials, new Date()),
        ]
      : [withoutTls()];
    const hello = await connection.request({ method: 'GET', url: new URL(credentials.baseUrl) }, TIMEOUT_MS);
    if (hello.kind === 'no-answer') {
      const reached = wrong(
        'vault',
        hello.reason,
        'check "baseUrl", and that this machine has a way to the vault; the function may have another',
      );
      return [...tls, reached, ...withoutToken('the vault does not answer')];
    }
    const clock = clockFinding(hello.headers.date, new Date());

    const vault = openVault(async () => ({ kind: 'credentials', credentials }), {
      connect: () => connection,
      now: Date.now,
    });
    const reading = await vault.readCredentials(AbortSignal.timeout(TIMEOUT_MS));
    const grant =
      reading.kind === 'read' ? await reading.requestToken(TIMEOUT_MS) : { ...reading, sourceAddress: false };
    if (grant.kind !== 'granted') {
      const token = wrong('access token', grant.reason, remedyFor(grant));
      return [...tls, clock, token, ...withoutToken('there is no token')];
    }
    const { answer } = await vault.list(grant.token, EVERYTHING, TIMEOUT_MS);
    return [...tls, clock, ok('access token', 'granted'), addressFinding(answer), permissionFinding(secret, answer)];
  } finally {
    connection.close();
  }
}

const withoutToken = (said: string): readonly Finding[] => [
  notChecked('address of the API', said),
  notChecked('permission', said),
];

function remedyFor(grant: { readonly kind: string; readonly sourceAddress?: boolean }): string {
  if (grant.kind === 'unavailable') return 'try again when the vault answers';
  if (grant.sourceAddress)
    return 'have this address allowed for the access key and at the gateway; the function leaves by another, its own';
  return 'check "clientId", "clientSecret" and "tokenPath" in the secret, and the access key’s expiry date in the vault';
}
