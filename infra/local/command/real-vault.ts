import { createInterface } from 'node:readline/promises';
import { parseMessage } from '../../../lib/message/parse.ts';
import { readCredentials } from '../../../lib/vault/credentials.ts';
import { readText } from './messages.ts';
import { plain } from './screen.ts';
import { counted } from './table.ts';

export type CredentialsFile =
  | { readonly kind: 'credentials'; readonly json: string; readonly baseUrl: string }
  | { readonly kind: 'wrong'; readonly reason: string };

/** Reads what would stand in Secrets Manager. A reason names the fields at fault, and never a value. */
export async function readCredentialsFile(file: string, signal: AbortSignal): Promise<CredentialsFile> {
  const read = await readText(file, signal);
  if (read.kind === 'wrong') return read;
  const checked = readCredentials(file, read.text);
  if (checked.kind === 'unreadable') return { kind: 'wrong', reason: checked.reason };
  return { kind: 'credentials', json: read.text, baseUrl: checked.credentials.baseUrl };
}

/** What would be done to a real vault, for somebody who has to say yes to it. */
export function announcement(baseUrl: string, bodies: readonly string[]): string {
  const parsed = bodies.map(parseMessage);
  const secrets = new Set(
    parsed.flatMap((message) => (message.kind === 'compromise' ? message.compromise.secrets : [])),
  );
  const malformed = parsed.filter(({ kind }) => kind === 'malformed').length;
  return [
    `This is a real vault: ${plain(baseUrl)}`,
    secrets.size === 0
      ? 'No secret would be disabled there.'
      : `${counted(secrets.size, 'secret')} would be disabled there: ${[...secrets].join(', ')}`,
    ...(malformed > 0
      ? [`${counted(malformed, 'message')} cannot be read and would go to the local dead-letter queue.`]
      : []),
  ].join('\n');
}

/** Whether somebody at the terminal can be asked. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** Asks at the terminal. Anything but `yes` is a no. */
export async function isConfirmed(signal: AbortSignal): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // While it asks, Ctrl-C comes here.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([terminal.question('Disable them? Type yes: ', { signal }), closed]);
    return answer.trim().toLowerCase() === 'yes';
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  } finally {
    terminal.close();
  }
}
