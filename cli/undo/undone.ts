import type { SecretId } from '../../lib/message/identifier.ts';

/** What became of one secret. */
export type Undone = Readonly<
  { identifier: SecretId } & (
    | { kind: 'enabled'; recorded: boolean }
    | { kind: 'not-enabled' | 'unknown'; reason: string }
    | { kind: 'not-tried' }
  )
>;

/** Enabled, and the audit trail does not know. */
export const isUnrecorded = (result: Undone): boolean => result.kind === 'enabled' && !result.recorded;

/** What somebody must be told of it, and what to do: nothing where all is well. */
export function inWords(result: Undone): readonly string[] {
  const { identifier } = result;
  switch (result.kind) {
    case 'enabled':
      return result.recorded
        ? []
        : [`Secret ${identifier} IS enabled, and the audit trail could not be told. Mend that, then ${AGAIN}`];
    case 'not-enabled':
      return [`Secret ${identifier} is NOT enabled: ${result.reason}`];
    case 'unknown':
      return [`Secret ${identifier} may be enabled or not: ${result.reason}. Now ${AGAIN}`];
    case 'not-tried':
      return [`Secret ${identifier} was left as it is.`];
  }
}

const AGAIN = 'do the same again: enabling twice does no harm.';
