/** What the vault knows of one API secret, as seen by the access key of this program. */
export type SecretState = 'active' | 'inactive' | 'absent' | 'no-access';

/** Easy to remember for whoever tries things out: these two always fail, as their number says. */
const KNOWN_TO_FAIL: Readonly<Record<string, SecretState>> = { 1005: 'absent', 1006: 'no-access' };

export type Secrets = Readonly<{
  stateOf: (identifier: string) => SecretState;
  set: (identifier: string, state: SecretState) => void;
}>;

/** Every secret exists and is active, unless `initially` or somebody later says otherwise. */
export function keepSecrets(initially: (identifier: string) => SecretState | undefined): Secrets {
  const states = new Map<string, SecretState>();
  return {
    stateOf: (identifier) => states.get(identifier) ?? KNOWN_TO_FAIL[identifier] ?? initially(identifier) ?? 'active',
    set: (identifier, state) => void states.set(identifier, state),
  };
}
