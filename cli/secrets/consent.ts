import type { Named } from '../../lib/roster/named.ts';
import type { World } from '../command.ts';
import type { Naming } from './naming.ts';

const ASKS_BEYOND = 10;

/** What one source may have disabled in an hour, where the stack says nothing else. */
const WAITS_BEYOND = 100;

/** A tag may be on any number of secrets, which only the vault knows. */
const mayBeMany = (secrets: readonly Named[]): boolean =>
  secrets.length > ASKS_BEYOND || secrets.some((named) => 'tag' in named);

/**
 * Sees to it that somebody agrees to what may be many secrets.
 * @param nothing what has not been done where nobody does: `Nothing was sent`
 * @returns the exit code where it ends here
 */
export async function refused(
  secrets: readonly Named[],
  { confirmed, files }: Readonly<{ confirmed: boolean }> & Pick<Naming, 'files'>,
  { question, nothing }: Readonly<{ question: string; nothing: string }>,
  { canAsk, isConfirmed, tell }: Pick<World, 'canAsk' | 'isConfirmed' | 'tell'>,
): Promise<number | undefined> {
  if (secrets.length > WAITS_BEYOND)
    tell(
      `More than ${WAITS_BEYOND} secrets wait for approval when they arrive, unless the stack has MaxSecretsPerHour or Approval otherwise: revoke approve.`,
    );
  if (confirmed || !mayBeMany(secrets)) return undefined;
  if (!canAsk || files.includes('-')) {
    tell(`These may be more than ten secrets, and nobody can be asked: add --yes. ${nothing}.`);
    return 2;
  }
  if (await isConfirmed(`${question} Type yes: `)) return undefined;
  tell(`${nothing}.`);
  return 1;
}
