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

/** Texts with a few characters of them missing, replaced, or with others in between. */
export const damaged = (text: fc.Arbitrary<string>): fc.Arbitrary<string> => {
  const put = fc.oneof(fc.constantFrom('', '"', ',', '{', '}', '[', ']', '\\', '0', '-', 'e9'), fc.string());
  const damage = fc.record({ at: fc.nat(), cut: fc.nat(4), put });
  return fc
    .tuple(text, fc.array(damage, { minLength: 1, maxLength: 4 }))
    .map(([whole, damages]) => damages.reduce(damagedOnce, whole));
};

function damagedOnce(text: string, { at, cut, put }: Readonly<{ at: number; cut: number; put: string }>): string {
  const place = at % (text.length + 1);
  return text.slice(0, place) + put + text.slice(place + cut);
}

/** What a header may ask for, more or less. */
export const pause: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.integer().map(String),
  fc.double().map(String),
  fc.tuple(fc.nat(9), fc.nat(400)).map(([digit, times]) => String(digit).repeat(times)),
  fc.date().map((date) => (Number.isNaN(date.getTime()) ? String(date) : date.toUTCString())),
  fc
    .tuple(fc.constantFrom('Mon', 'Tuesday', 'Sun Nov'), fc.string(), fc.constantFrom('', ' GMT'))
    .map((parts) => parts.join(' ')),
);
