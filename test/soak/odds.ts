import { type Chance, drawn, type Odds } from '../../infra/local/vault/chance.ts';
import type { Scripted } from '../../infra/local/vault/faults.ts';
import type { SecretState } from '../../infra/local/vault/secrets.ts';
import { WIRE_FAULTS, type WireFault } from './wire.ts';

/** What goes wrong behind the wire, by weight. */
const VAULT_FAULTS: Odds<Scripted> = [
  [4, 'gateway-timeout'],
  [4, { fault: 'gateway-timeout', tookEffect: true }],
  [3, 'bad-gateway'],
  [3, 'upstream-unavailable'],
  [3, 'server-error'],
  [2, 'rate-limited'],
  // Rarer, because every other call that is under way with that token meets it too.
  [0.3, 'token-expired'],
];

/** Out of a thousand secrets. */
const SECRETS: Odds<SecretState> = [
  [40, 'absent'],
  [40, 'no-access'],
];

/** What a run leaves to chance at the vault and on the way to it. One seed, one chance, in whatever order calls arrive. */
export type RunOdds = Readonly<{
  vault: Chance;
  wire: (path: string, call: number) => WireFault | undefined;
  /** How often out of a thousand calls that the vault answers well one meets each of the wire's faults. */
  perMilleOfEach: number;
}>;

/** @param share of all calls that shall meet a fault: half of it the vault's, half of it the wire's; from 0 to 1 */
export function oddsOf(share: number, seed: number): RunOdds {
  const ofVault = share / 2;
  const ofWire = (share - ofVault) / (1 - ofVault);
  const vaultFaults = scaled(VAULT_FAULTS, ofVault);
  const wireFaults = scaled(
    WIRE_FAULTS.map((fault) => [1, fault] as const),
    ofWire,
  );
  return {
    vault: {
      faultOf: (identifier, call) => drawn(vaultFaults, `${seed}/vault/${identifier}/${call}`),
      stateOf: (identifier) => drawn(SECRETS, `${seed}/${identifier}`),
    },
    wire: (path, call) => drawn(wireFaults, `${seed}/wire/${path}/${call}`),
    perMilleOfEach: (ofWire * 1000) / WIRE_FAULTS.length,
  };
}

function scaled<What>(weights: Odds<What>, share: number): Odds<What> {
  const sum = weights.reduce((all, [weight]) => all + weight, 0);
  return weights.map(([weight, what]) => [(weight / sum) * share * 1000, what]);
}
