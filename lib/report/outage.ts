import type { Entry } from './entry.ts';

/** What is to be said of the vault after a batch, from its trouble before and after: that it does not answer, or does again. */
export function outageEntries(before: string | undefined, after: string | undefined): readonly Entry[] {
  if (after !== undefined) {
    return [
      {
        level: 'error',
        message: `The vault is left alone but for one call at a time, and everything else stays on the queue: ${after}`,
        fields: { event: 'vault.circuit-open', reason: after },
      },
    ];
  }
  if (before === undefined) return [];
  return [
    {
      level: 'info',
      message: 'The vault answers again, and gets more calls at once with every answer',
      fields: { event: 'vault.circuit-closed' },
    },
  ];
}
