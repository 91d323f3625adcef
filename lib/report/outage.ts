import type { Entry } from './entry.ts';

/** What is to be said of the vault after a batch: that it does not answer, or that it does again. */
export function outageEntries(wasOpen: boolean, isOpen: boolean): readonly Entry[] {
  if (isOpen) {
    return [
      {
        level: 'error',
        message:
          'The vault does not answer. It gets one call at a time until it does; everything else stays on the queue',
        fields: { event: 'vault.circuit-open' },
      },
    ];
  }
  if (!wasOpen) return [];
  return [
    {
      level: 'info',
      message: 'The vault answers again, and gets more calls at once with every answer',
      fields: { event: 'vault.circuit-closed' },
    },
  ];
}
