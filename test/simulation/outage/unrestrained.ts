import type { startRestraint } from '../../../lib/disable/restraint.ts';

/** Stands in for the restraint and allows everything, to be compared with. */
export const unrestrained: typeof startRestraint = ({ concurrency }) => ({
  permission: () => ({ kind: 'granted' }),
  atOnce: () => concurrency,
  trouble: () => undefined,
  answered: () => {},
  failed: () => {},
  firstTry: () => {},
  mayRetry: () => true,
});
