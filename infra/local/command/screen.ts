import { stripVTControlCharacters } from 'node:util';
import { createLogUpdate } from 'log-update';

/** Where people read along: a terminal with a part that changes in place, or plain lines. */
export type Screen = Readonly<{
  isTerminal: boolean;
  /** Writes a line that stays. */
  say: (line: string) => void;
  /** Replaces what changes in place, below all that stays. Does nothing where nothing can change in place. */
  live: (text: string) => void;
  /** Takes away what changes in place. */
  end: () => void;
}>;

/** @param stream standard output; or standard error, where the output is for a program */
export function openScreen(stream: NodeJS.WriteStream): Screen {
  if (!stream.isTTY) {
    return { isTerminal: false, say: (line) => void stream.write(`${line}\n`), live: () => {}, end: () => {} };
  }
  const update = createLogUpdate(stream);
  let isLive = false;
  return {
    isTerminal: true,
    // `persist` breaks lines at the terminal's width, so it is used only where something stands below.
    say: (line) => (isLive ? update.persist(line) : void stream.write(`${line}\n`)),
    live: (text) => {
      isLive = true;
      update(text);
    },
    end: () => {
      isLive = false;
      update.clear();
      update.done();
    },
  };
}

/** Whatever is behind these is not looked at: a megabyte of beginnings of control sequences would take minutes. */
const MOST_CHARACTERS = 4000;

/** Text of somebody else's on one line of bounded length, without anything that would steer a terminal. */
export const plain = (text: string): string =>
  stripVTControlCharacters(text.slice(0, MOST_CHARACTERS))
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
