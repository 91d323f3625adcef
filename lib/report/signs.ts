import type { Fate } from '../outcome/outcome.ts';
import type { Entry } from './entry.ts';

/** What a whole batch tells about the vault's configuration: a line of its own that says what to check. */
export function signs(fates: readonly Fate[]): readonly Entry[] {
  const outcomes = fates.map(({ outcome }) => outcome);
  const entries: Entry[] = [];
  if (outcomes.some((outcome) => outcome.kind === 'unauthorized' && outcome.sourceAddress)) {
    entries.push({
      level: 'error',
      message:
        "The vault does not serve this function's source address. Check the allowed addresses of the access key and of the gateway, and that the function leaves through its fixed egress address",
      fields: { event: 'vault.source-address-refused' },
    });
  }
  if (outcomes.length > 0 && outcomes.every(({ kind }) => kind === 'access-denied')) {
    entries.push({
      level: 'error',
      message: `The vault denied access (1006) to every secret of this batch. Check the scope and the expiry date of the access key before the secrets themselves`,
      fields: { event: 'vault.access-denied-for-all', secrets: outcomes.length },
    });
  }
  return entries;
}
