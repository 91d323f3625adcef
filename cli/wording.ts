import { stripVTControlCharacters } from 'node:util';
import type { Named } from '../lib/roster/named.ts';

export const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

const MOST_CHARACTERS = 400;

/** Whatever is behind these is not even looked at: a megabyte of beginnings of control sequences would take minutes. */
const MOST_LOOKED_AT = 10 * MOST_CHARACTERS;

/** Text of somebody else's on one line of bounded length, without anything that would steer a terminal. */
export const plain = (text: string): string =>
  stripVTControlCharacters(text.slice(0, MOST_LOOKED_AT))
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, MOST_CHARACTERS);

/**
 * Text of somebody else's as one word of a command line, which people copy into a shell: whatever else stands in it is no more
 * than text there, and no option.
 */
export function word(text: string): string {
  const said = plain(text);
  if (/^[\w.:/][\w.:@/+=,-]*$/.test(said)) return said;
  const quoted = `'${said.replaceAll("'", "'\\''")}'`;
  return said.startsWith('-') ? `-- ${quoted}` : quoted;
}

const SHOWN = 10;

/** The first entries of a list that may be long, and how many more there are. */
export function some(list: readonly (string | number)[], separator = ', '): string {
  const more = list.length - SHOWN;
  return list.slice(0, SHOWN).join(separator) + (more > 0 ? `${separator}and ${more} more` : '');
}

/** What is named, for a person: `2 secrets (5, 7), 1 by its code (crm-api), everything tagged leaver`. */
export function described(all: readonly Named[]): string {
  const ids = all.flatMap((named) => ('identifier' in named ? named.identifier : []));
  const codes = all.flatMap((named) => ('identifierCode' in named ? named.identifierCode : []));
  const tags = all.flatMap((named) => ('tag' in named ? named.tag : []));
  return [
    ...(ids.length > 0 ? [`${counted(ids.length, 'secret')} (${some(ids)})`] : []),
    ...(codes.length > 0 ? [`${counted(codes.length, 'secret')} by code (${some(codes)})`] : []),
    ...(tags.length > 0 ? [`everything with ${counted(tags.length, 'tag')} (${some(tags)})`] : []),
  ].join(', ');
}
