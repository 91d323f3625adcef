import { createInterface } from 'node:readline/promises';

/** Whether somebody at the terminal can be asked. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

const isYes = (typed: string): boolean => typed.trim().toLowerCase() === 'yes';

/**
 * Asks at the terminal, and goes by what is typed there. The end of what is typed is a no.
 * @param isMeant whether a line that was typed agrees; `yes` does, where nothing else is said
 */
export async function isConfirmed(question: string, isMeant: (typed: string) => boolean = isYes): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // While it asks, Ctrl-C comes here.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([terminal.question(question), closed]);
    return isMeant(answer);
  } finally {
    terminal.close();
  }
}
