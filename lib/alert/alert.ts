import type { SecretId } from '../message/identifier.ts';
import type { Fingerprint } from './fingerprint.ts';

/** How an alert says which secret it is about. The leaked text itself never gets this far. */
export type Named =
  | { readonly by: 'identifier'; readonly identifier: SecretId }
  | { readonly by: 'identifierCode'; readonly identifierCode: string }
  | { readonly by: 'tag'; readonly tag: string }
  | { readonly by: 'fingerprint'; readonly fingerprint: Fingerprint }
  /** Of whom or what has several names: one that is in the register is enough. */
  | { readonly by: 'aliases'; readonly fingerprints: readonly Fingerprint[] };

/** Everything that an alert has to look up in the register. */
export const fingerprintsOf = (secrets: readonly Named[]): readonly Fingerprint[] =>
  secrets.flatMap((secret) => {
    if (secret.by === 'aliases') return secret.fingerprints;
    return secret.by === 'fingerprint' ? secret.fingerprint : [];
  });

/** One event of a source: some secrets are known to have leaked. */
export type Alert = Readonly<{
  /** What the source itself tells its events apart by: the same event sent twice has the same. */
  eventId: string;
  /** Why, for people; without anything that has leaked. */
  reason: string | undefined;
  /** When, as the source says it. */
  reportedAt: string | undefined;
  /** Nothing is to be disabled: it is told what would be. Few sources can say so. */
  dryRun?: boolean;
  /** At least one. */
  secrets: readonly Named[];
}>;
