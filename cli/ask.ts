import { createInterface } from 'node:readline/promises';

/** Whether somebody at the terminal can be asked. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** Asks at the terminal for a word. Anything but that is a no, and so is the end of what is typed. */
export async function isConfirmed(question: string, word = 'yes'): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // While it asks, Ctrl-C comes here.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([terminal.question(question), closed]);
    return answer.trim().toLowerCase() === word.toLowerCase();
  } finally {
    terminal.close();
  }
}
