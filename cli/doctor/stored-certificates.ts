import { X509Certificate } from 'node:crypto';
import type { Credentials } from '../../lib/vault/credentials.ts';
import { daysLeft, WARNS_DAYS } from './certificate.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';

/** Judges how long the certificates are good for that stand in the credentials: those trusted, and the one shown to the vault. */
export function storedCertificateFindings({ ca = '', identity }: Credentials, now: Date): readonly Finding[] {
  const trusted = certificatesIn(ca).map((certificate) => {
    const { days, said } = ends(certificate, now);
    // Another one beside it may do: whether the vault is trusted, the handshake says.
    return days >= WARNS_DAYS
      ? ok('"ca"', said)
      : warning('"ca"', said, 'put the authority’s new certificate into "ca" in the secret, in its place');
  });
  const shown = certificatesIn(identity?.certificate ?? '').map((certificate) => {
    const { days, said } = ends(certificate, now);
    const remedy = 'have a new one made for the access key, and put it into the secret with its "privateKey"';
    if (days < 0) return wrong('"certificate"', said, remedy);
    return days >= WARNS_DAYS ? ok('"certificate"', said) : warning('"certificate"', said, remedy);
  });
  return [...trusted, ...shown];
}

function ends({ subject, issuer, validToDate: validTo }: X509Certificate, now: Date) {
  const name = (subject || 'without a name').replaceAll('\n', ', ');
  const days = daysLeft({ name, issuer, validTo }, now);
  return { days, said: days < 0 ? `${name} has expired` : `${name} is good for ${days} days` };
}

const certificatesIn = (pem: string): readonly X509Certificate[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []).map(
    (one) => new X509Certificate(one),
  );
