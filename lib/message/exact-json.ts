/** Only a number with a fraction or an exponent can be read as a whole number that nobody wrote. */
const MAY_BE_ROUNDED = /(?:^|[:[,])\s*-?\d+[.eE]/;

/** Longer than any way of writing a whole number that somebody would choose. */
const MOST_CHARACTERS = 32;

/**
 * `JSON.parse`, but for numbers that a double would round to a whole one: `4.9999999999999999` is not 5, which could be
 * somebody else's secret. Such a number stays the text that stood there, which is no identifier.
 *
 * @throws SyntaxError for what is not JSON; RangeError for such a text that is nested too deeply
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-6 on how precise numbers are
 */
export function parseExactly(text: string): unknown {
  if (!MAY_BE_ROUNDED.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key: string, value: unknown, context?: Context) => {
    const source = context?.source;
    return Number.isSafeInteger(value) && source !== undefined && !says(source, String(value)) ? source : value;
  });
}

/** What a reviver is told of a number beside its value. @see https://tc39.es/proposal-json-parse-with-source/ */
type Context = { readonly source?: string };

/** Both are of one magnitude, so that the same digits are the same number: `5`, `5.0`, `50e-1`. */
const says = (source: string, whole: string): boolean =>
  source.length <= MOST_CHARACTERS && digitsOf(source) === digitsOf(whole);

const digitsOf = (number: string): string =>
  number
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
