import type { parseArgs } from 'node:util';

/** The options of a command, as `parseArgs` takes them; shell completion reads them too. */
export type OptionsConfig = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/** What every command needs of the world around it. */
export type World = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  now: Date;
  userName: string | undefined;
  /** Whether there is somebody at the terminal who can be asked. */
  canAsk: boolean;
  /** Anything but the word, `yes` where none is given, is a no. */
  isConfirmed: (question: string, isMeant?: (typed: string) => boolean) => Promise<boolean>;
  /** Writes the result. */
  print: (text: string) => void;
  /** Writes everything else, a line at a time. */
  tell: (line: string) => void;
}>;

/** One of the things that `revoke` can do. */
export type Command = Readonly<{
  /** The word that asks for it. */
  name: string;
  /** One line for `revoke --help`. */
  summary: string;
  /** What may come next, where that is one of a few words. */
  words?: readonly string[];
  help: string;
  options: OptionsConfig;
  /** @param args what was typed after the word @returns the exit code */
  run: (args: readonly string[], world: World) => Promise<number>;
}>;
