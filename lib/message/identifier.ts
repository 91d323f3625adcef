declare const parsed: unique symbol;

/** The number by which the vault knows an API secret: a positive safe integer, so nothing else can get into a URL. */
export type SecretId = number & { readonly [parsed]: 'SecretId' };

/** The rule for an identifier, in words for the person who sent a wrong one. */
export const IDENTIFIER_RULE = `must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}, or the same as a string of digits`;

const DIGITS = /^[1-9][0-9]{0,15}$/;

/** Reads an identifier: `5` and `"5"` are the same secret; `undefined` for whatever breaks {@link IDENTIFIER_RULE}. */
export function readIdentifier(value: unknown): SecretId | undefined {
  const number = typeof value === 'string' && DIGITS.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? (number as SecretId) : undefined;
}
