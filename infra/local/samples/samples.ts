import { fileURLToPath } from 'node:url';
import type { VaultOptions } from '../vault/vault.ts';

const sample = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What the three kinds of users would send. */
export const SAMPLE_FILES: readonly string[] = [
  sample('incident-responder.json'),
  sample('siem.jsonl'),
  sample('offboarding.json'),
];

/** How the simulated vault treats the secrets of the samples. Everything heals that can be healed by trying again. */
export const SAMPLE_VAULT: Pick<VaultOptions, 'states' | 'script'> = {
  states: { 104: 'inactive' },
  script: {
    token: ['upstream-unavailable'],
    secrets: {
      // The answer was lost, but the secret was disabled: the next try is told so.
      7: [{ fault: 'gateway-timeout', tookEffect: true }],
      12: ['gateway-timeout', 'gateway-timeout'],
      101: ['rate-limited'],
      105: [{ fault: 'silence', tookEffect: true }],
      106: ['reset', 'html'],
      308: ['ring-balancer'],
      314: ['server-error'],
      320: [{ fault: 'bad-gateway', tookEffect: true }],
      // By its third call all others are done, so that none of theirs meets the expired token.
      333: ['silence', 'silence', 'token-expired'],
      340: ['half', 'endless'],
      346: ['name-resolution'],
    },
  },
};
