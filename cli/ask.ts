import { createInterface } from 'node:readline/promises';

/** Whether somebody at the terminal can be asked. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** Where somebody is asked. `interrupted` is told of Ctrl-C, which comes here while it asks. */
export type Terminal = Readonly<{
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
  interrupted: () => void;
}>;

const HERE: Terminal = { input: process.stdin, output: process.stderr, interrupted: endByInterrupt };

const isYes = (typed: string): boolean => typed.trim().toLowerCase() === 'yes';

/**
 * Asks at the terminal, and goes by what is typed there. The end of what is typed is a no, and so is Ctrl-C: who has asked can
 * still let go of what it holds.
 * @param isMeant whether a line that was typed agrees; `yes` does, where nothing else is said
 */
export async function isConfirmed(
  question: string,
  isMeant: (typed: string) => boolean = isYes,
  { input, output, interrupted }: Terminal = HERE,
): Promise<boolean> {
  const terminal = createInterface({ input, output });
  terminal.on('SIGINT', () => {
    interrupted();
    terminal.close();
  });
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([terminal.question(question), closed]);
    return isMeant(answer);
  } finally {
    terminal.close();
  }
}

/** In the end the command has been ended by Ctrl-C, and whoever has started it can see that. */
function endByInterrupt(): void {
  process.once('exit', () => process.kill(process.pid, 'SIGINT'));
}
