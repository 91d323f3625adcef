import { connect } from 'node:tls';
import type { Credentials } from '../../lib/vault/credentials.ts';
import { type Finding, notChecked, ok, warning, wrong } from './finding.ts';

/** What a TLS handshake came to. */
export type Handshake =
  | { readonly kind: 'done'; readonly validTo: Date; readonly issuer: string; readonly protocol: string }
  | { readonly kind: 'failed'; readonly code: string };

const ABOUT = 'TLS';

const WARNS_DAYS = 30;
const DAY_MS = 86_400_000;

/** Judges the certificate that the vault showed, and how long it is good for. */
export function certificateFinding(handshake: Handshake, now: Date): Finding {
  if (handshake.kind === 'failed')
    return wrong(
      ABOUT,
      `no verified connection to the vault (${handshake.code})`,
      /CERT|SIGNATURE|ALTNAME/.test(handshake.code)
        ? 'give the authority that signed its certificate as "ca" in the secret, and the name in its certificate as host of "baseUrl"'
        : 'check "baseUrl", and that this machine has a way to the vault; the function may have another',
    );
  const days = Math.floor((handshake.validTo.getTime() - now.getTime()) / DAY_MS);
  const said = `${handshake.protocol}, certificate of ${handshake.issuer} good for ${days} days`;
  return days >= WARNS_DAYS
    ? ok(ABOUT, said)
    : warning(
        ABOUT,
        said,
        'have the vault’s certificate renewed: without, every secret is unavailable from that day on',
      );
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
    socket.once('secureConnect', () => {
      const { valid_to, issuer } = socket.getPeerCertificate();
      const name = [issuer.O, issuer.CN].flat().find((part) => typeof part === 'string') ?? 'an unnamed authority';
      end({ kind: 'done', validTo: new Date(valid_to), issuer: name, protocol: socket.getProtocol() ?? 'TLS' });
    });
    socket.once('timeout', () => end({ kind: 'failed', code: 'ETIMEDOUT' }));
    socket.once('error', (error) => end({ kind: 'failed', code: 'code' in error ? String(error.code) : error.name }));
  });
}
