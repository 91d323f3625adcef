import type { Writable } from 'node:stream';

/** How long a line may wait for others, in milliseconds. */
const WAIT_MS = 10;

/** The lines of the log on their way out. */
export type Lines = Readonly<{
  /** Is called before each line that is written to one of the outputs. */
  expect: () => void;
  /** Writes at once whatever waits. */
  flush: () => void;
}>;

/**
 * Has lines that come shortly after one another written together: the system call for each alone costs more than all else
 * that a line needs. What waits is written before the process ends, unless it is killed in these few milliseconds.
 */
export function together(outputs: readonly Pick<Writable, 'cork' | 'uncork'>[]): Lines {
  let timer: NodeJS.Timeout | undefined;
  function flush(): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    for (const output of outputs) output.uncork();
  }
  process.once('exit', flush);
  return {
    expect: () => {
      if (timer !== undefined) return;
      for (const output of outputs) output.cork();
      timer = setTimeout(flush, WAIT_MS);
    },
    flush,
  };
}
