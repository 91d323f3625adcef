import type { Named } from './alert.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { Register } from './register.ts';

/** An entry of a message, in one of the ways that the consumer knows. */
export type MessageEntry =
  | Readonly<{ identifier: number }>
  | Readonly<{ identifierCode: string }>
  | Readonly<{ tag: string }>;

/** What an alert comes to. Whatever leads to no secret, or to more than one, is left to a person. */
export type Resolved = Readonly<{
  /** Each once. */
  entries: readonly MessageEntry[];
  unknown: readonly Fingerprint[];
  ambiguous: readonly Fingerprint[];
}>;

/** Turns fingerprints into identifiers by the operator's register. Names of the vault are left as they are: the consumer asks the vault. */
export function resolve(secrets: readonly Named[], register: Register): Resolved {
  const entries = new Map<string, MessageEntry>();
  const unknown = new Set<Fingerprint>();
  const ambiguous = new Set<Fingerprint>();
  const add = (entry: MessageEntry) => entries.set(JSON.stringify(entry), entry);
  const lookUp = (fingerprint: Fingerprint) => {
    const [identifier, ...more] = register.get(fingerprint) ?? [];
    if (identifier === undefined) unknown.add(fingerprint);
    else if (more.length > 0) ambiguous.add(fingerprint);
    else add({ identifier });
  };

  for (const secret of secrets) {
    switch (secret.by) {
      case 'identifier':
        add({ identifier: secret.identifier });
        break;
      case 'identifierCode':
        add({ identifierCode: secret.identifierCode });
        break;
      case 'tag':
        add({ tag: secret.tag });
        break;
      case 'fingerprint':
        lookUp(secret.fingerprint);
        break;
      case 'aliases': {
        const known = secret.fingerprints.filter((fingerprint) => register.has(fingerprint));
        for (const fingerprint of known.length > 0 ? known : secret.fingerprints) lookUp(fingerprint);
        break;
      }
    }
  }
  return { entries: [...entries.values()], unknown: [...unknown], ambiguous: [...ambiguous] };
}
