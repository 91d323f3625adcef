import type { Entry } from './entry.ts';

/** Says that the limit could not be kept as it should be, once for a batch. `reasons`: one for each message that was not counted. */
export function uncountedEntries(reasons: readonly string[]): readonly Entry[] {
  const [reason] = reasons;
  if (reason === undefined) return [];
  return [
    {
      level: 'error',
      message: `What was disabled in this hour could not be counted: ${reason}. Small messages go on all the same, others wait for approval`,
      fields: { event: 'limit.uncounted', reason, messages: reasons.length },
    },
  ];
}
