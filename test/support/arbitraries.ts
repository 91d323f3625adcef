import fc from 'fast-check';

/** Names that are easily lost or mistaken. */
const fieldName = fc.oneof(
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '0', '7', '', 'toJSON', 'identifiers'),
);

/**
 * JSON texts of an object with these fields and unknown ones around them, written by hand so that `__proto__` is a field
 * like any other.
 */
export const objectText = (fields: readonly (readonly [name: string, text: string])[]): fc.Arbitrary<string> =>
  fc.tuple(fc.array(fc.tuple(fieldName, fc.json()), { maxLength: 5 }), fc.nat(5)).map(([unknown, place]) => {
    const names = new Set(fields.map(([name]) => name));
    const others = unknown.filter(([name]) => !names.has(name));
    const all = [...others.slice(0, place), ...fields, ...others.slice(place)];
    return `{${all.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join()}}`;
  });

/** An identifier's JSON text, as a number or a string, often one that others name too. */
const identifierText = fc
  .tuple(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })), fc.boolean())
  .map(([id, quoted]) => (quoted ? `"${id}"` : `${id}`));

/** Bodies of messages that can be acted on, with unknown fields everywhere. */
export const messageText: fc.Arbitrary<string> = fc
  .array(
    identifierText.chain((text) => objectText([['identifier', text]])),
    { minLength: 1, maxLength: 20 },
  )
  .chain((entries) =>
    objectText([
      ['type', '"credential.compromised"'],
      ['secrets', `[${entries.join()}]`],
    ]),
  )
  .filter((text) => !/"(version|incidentId|reason|reportedBy|reportedAt)":/.test(text));
