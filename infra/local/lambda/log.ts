import type { Readable } from 'node:stream';

/** One line of the function's log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** What the function has written, and whoever wants to hear of it. */
export type Log = Readonly<{
  lines: readonly LogLine[];
  /** Lines that are not one JSON object, of which there must be none. */
  strayLines: readonly string[];
  listen: (listener: (line: LogLine) => void) => void;
  take: (text: string) => void;
}>;

export function openLog(): Log {
  const lines: LogLine[] = [];
  const strayLines: string[] = [];
  const listeners: ((line: LogLine) => void)[] = [];
  return {
    lines,
    strayLines,
    listen: (listener) => void listeners.push(listener),
    take: (text) => {
      const line = readLine(text);
      if (line === undefined) {
        strayLines.push(text);
        return;
      }
      lines.push(line);
      for (const listener of listeners) listener(line);
    },
  };
}

function readLine(text: string): LogLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as LogLine) : undefined;
  } catch {
    return undefined;
  }
}

/** Hands on each line as soon as it is complete, and what is left without a line's end when the stream ends. */
export function eachLine(stream: Readable, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  stream.on('end', () => {
    if (rest !== '') take(rest);
  });
}
