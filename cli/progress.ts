/** Shows how far something is: a bar that changes in place in a terminal, a line for each change elsewhere. */
export type Progress = Readonly<{
  show: (done: number, all: number, text: string) => void;
  /** Leaves what was shown last where it is. */
  end: () => void;
}>;

const WIDTH = 24;

type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

export function progressOn(output: Output): Progress {
  const { isTTY } = output;
  let isShown = false;
  return {
    show: (done, all, text) => {
      const line = `${done} of ${all}: ${text}`;
      if (!isTTY) return void output.write(`${line}\n`);
      const full = Math.floor((WIDTH * done) / Math.max(1, all));
      // A line that broke could not be written over.
      const bar = `[${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}] ${line}`.slice(0, (output.columns || 80) - 1);
      output.write(`\r${bar}\u001B[K`);
      isShown = true;
    },
    end: () => {
      if (isShown) output.write('\n');
      isShown = false;
    },
  };
}
