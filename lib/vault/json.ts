/** An object of JSON, whose fields may be anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object whose fields may be anything, or `undefined` when it is none. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
}

/** Reads an answer's body; a body that is not a JSON object reads as one without fields. */
export function readObject(body: string): JsonObject {
  try {
    return asObject(JSON.parse(body)) ?? {};
  } catch {
    return {};
  }
}

/** The value where it is a text. */
export const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A positive whole number of at most this many digits, written as a number or as text. */
export function asCount(value: unknown, digits: number): number | undefined {
  const text = typeof value === 'number' ? String(value) : asText(value);
  return text !== undefined && /^[1-9][0-9]*$/.test(text) && text.length <= digits ? Number(text) : undefined;
}
