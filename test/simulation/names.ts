import { type Reference, readTarget } from '../../lib/message/reference.ts';

/** Which secrets go by which tag; the last one is nobody's. */
export const TAGS: Readonly<Record<string, readonly number[]>> = {
  leaver: [1, 2, 3, 4],
  'one & only': [20],
  prod: [4, 5, 30, 31, 32],
  many: Array.from({ length: 15 }, (_, index) => index + 1),
  nobodys: [],
};

const BY_REFERENCE = new Map<Reference, readonly number[]>(
  Object.entries(TAGS).flatMap(([tag, ids]) => {
    const target = readTarget({ tag });
    return typeof target === 'string' ? [[target, ids] as const] : [];
  }),
);

/** The secrets that a name leads to. */
export const secretsNamed = (reference: Reference): readonly number[] => BY_REFERENCE.get(reference) ?? [];
