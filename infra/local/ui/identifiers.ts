/** More than a message may name, so that one with too many can be tried, and few enough to be written in no time. */
export const MOST_IDENTIFIERS = 1000;

/**
 * Reads what somebody typed for secrets: numbers, and ranges of them such as `100-149`, with commas or spaces between them.
 * Whatever is neither comes back as it is, so that one can see what becomes of it.
 */
export const readIdentifiers = (text: string): readonly string[] =>
  text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .flatMap(written);

function written(part: string): readonly string[] {
  const [, from, to] = /^([1-9][0-9]{0,8})-([1-9][0-9]{0,8})$/.exec(part) ?? [];
  const length = Number(to) - Number(from) + 1;
  if (!(length >= 1 && length <= MOST_IDENTIFIERS)) return [part];
  return Array.from({ length }, (_, index) => String(Number(from) + index));
}
