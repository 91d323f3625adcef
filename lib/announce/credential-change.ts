import type { SecretSettled } from './cloud-event.ts';

/** Who signs, and for whom. */
export type Parties = Readonly<{ issuer: string; audience: string }>;

/**
 * The claims of a security event token (RFC 8417) that says a credential was revoked, in the words of the Continuous Access
 * Evaluation Profile; `undefined` where none was.
 * @see https://openid.net/specs/openid-caep-1_0-final.html (3.3, Credential Change)
 * @param now in milliseconds since the epoch
 */
export function credentialChange({ id, time, data }: SecretSettled, { issuer, audience }: Parties, now: number) {
  const { unmapped } = data;
  // That somebody had disabled it before is no change.
  if (unmapped.outcome !== 'disabled' || !('identifier' in unmapped)) return undefined;
  return {
    iss: issuer,
    aud: audience,
    iat: Math.floor(now / 1000),
    jti: id,
    txn: data.metadata.correlation_uid,
    sub_id: { format: 'opaque', id: unmapped.identifier },
    events: {
      'https://schemas.openid.net/secevent/caep/event-type/credential-change': {
        credential_type: 'api-secret',
        change_type: 'revoke',
        initiating_entity: 'policy',
        event_timestamp: Math.floor(Date.parse(time) / 1000),
        ...(unmapped.reason !== undefined && { reason_admin: { en: unmapped.reason } }),
      },
    },
  };
}
