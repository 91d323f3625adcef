import { connect, type DetailedPeerCertificate } from 'node:tls';
import type { Credentials } from '../../lib/vault/credentials.ts';
import { type Finding, notChecked, ok, warning, wrong } from './finding.ts';

/** One of the certificates that are shown or trusted. */
export type Certificate = Readonly<{ name: string; issuer: string; validTo: Date }>;

/** What a TLS handshake came to; `chain` begins with the vault's own certificate. */
export type Handshake =
  | { readonly kind: 'done'; readonly chain: readonly Certificate[]; readonly protocol: string }
  | { readonly kind: 'failed'; readonly code: string };

const ABOUT = 'TLS';

/** A certificate that is good for fewer days is one to tell of. */
export const WARNS_DAYS = 30;
const DAY_MS = 86_400_000;

/** Whole days until the certificate ends, negative when it has. */
export const daysLeft = ({ validTo }: Certificate, now: Date): number =>
  Math.floor((validTo.getTime() - now.getTime()) / DAY_MS);

/** Judges the certificates that the vault showed, and how long all of them are good for. */
export function certificateFinding(handshake: Handshake, now: Date): Finding {
  if (handshake.kind === 'failed')
    return wrong(ABOUT, `no verified connection to the vault (${handshake.code})`, remedyFor(handshake.code));
  const [own, ...others] = handshake.chain;
  const first = [own, ...others].reduce((one, other) => (other && one && other.validTo < one.validTo ? other : one));
  if (first === undefined) return notChecked(ABOUT, 'the vault shows no certificate');
  const days = daysLeft(first, now);
  const whose =
    first === own ? `certificate of ${first.issuer}` : `certificate ${first.name}, by which its own is vouched for,`;
  const said = `${handshake.protocol}, ${whose} good for ${days} days`;
  return days >= WARNS_DAYS
    ? ok(ABOUT, said)
    : warning(
        ABOUT,
        said,
        first === own
          ? 'have the vault’s certificate renewed: without, every secret is unavailable from that day on'
          : 'have whoever runs the vault send one in its place that is good for longer, and look at "ca" in the secret',
      );
}

/** By OpenSSL's names. @see https://docs.openssl.org/master/man1/openssl-verification-options/ and X509_STORE_CTX_get_error(3) */
function remedyFor(code: string): string {
  if (code === 'CERT_HAS_EXPIRED')
    return 'have whoever runs the vault renew what has expired of its certificates, or replace it in "ca", where that has; and look at this machine’s clock';
  if (code === 'CERT_NOT_YET_VALID')
    return 'look at this machine’s clock; if that is right, the vault’s certificate is for a time to come';
  // An alert is the other side's word.
  if (code.includes('ALERT'))
    return 'the vault does not take what is shown to it: look at "certificate" in the secret, which the access key must be bound to';
  if (code.includes('ALTNAME')) return 'give the name in its certificate as host of "baseUrl" in the secret';
  if (/CERT|SIGNATURE|ISSUER/.test(code))
    return 'give the authority that signed its certificate as "ca" in the secret; or have the vault send the certificates between the two';
  return 'check "baseUrl", and that this machine has a way to the vault; the function may have another';
}

/** Plain HTTP is for this machine alone, where there is nothing to verify. */
export const withoutTls = (): Finding => notChecked(ABOUT, 'plain HTTP, which is taken for this machine alone');

/** Shakes hands with the vault as the function does. @param timeoutMs in milliseconds */
export function shakeHands({ baseUrl, ca, identity }: Credentials, timeoutMs: number): Promise<Handshake> {
  const { hostname, port } = new URL(baseUrl);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(port || 443),
      ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }),
      ...(ca !== undefined && { ca }),
      ...(identity && { cert: identity.certificate, key: identity.privateKey.reveal() }),
      // Said outright, because a default could be switched off by NODE_TLS_REJECT_UNAUTHORIZED.
      rejectUnauthorized: true,
      timeout: timeoutMs,
    });
    const end = (handshake: Handshake) => {
      socket.destroy();
      resolve(handshake);
    };
    socket.once('secureConnect', () =>
      end({ kind: 'done', chain: chainOf(socket.getPeerCertificate(true)), protocol: socket.getProtocol() ?? 'TLS' }),
    );
    socket.once('timeout', () => end({ kind: 'failed', code: 'ETIMEDOUT' }));
    socket.once('error', (error) => end({ kind: 'failed', code: 'code' in error ? String(error.code) : error.name }));
  });
}

/** The last of them, which signs itself, is its own issuer. */
function chainOf(certificate: DetailedPeerCertificate | undefined): readonly Certificate[] {
  if (certificate?.valid_to === undefined) return [];
  const { issuerCertificate: next, subject, issuer, valid_to } = certificate;
  const one = { name: nameOf(subject.CN, subject.O), issuer: nameOf(issuer.O, issuer.CN), validTo: new Date(valid_to) };
  return next === certificate ? [one] : [one, ...chainOf(next)];
}

const nameOf = (...parts: readonly unknown[]): string =>
  parts.flat().find((part) => typeof part === 'string') ?? 'somebody without a name';
