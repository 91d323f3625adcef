import type { Compromise } from './parse.ts';
import { type Entry, readTarget, type Target } from './reference.ts';
import { writeBody } from './write.ts';

/**
 * The body of the same message with only some of what it aims at: all entries for each of them, in their order, and every
 * field that is not ours untouched.
 */
export function narrow({ document }: Compromise, keep: ReadonlySet<Target>): string {
  const places = placesOf(document);
  const kept = [...keep].flatMap((target) => places.get(target) ?? []);
  const secrets = kept.toSorted((one, other) => one.place - other.place).map(({ entry }) => entry);
  return writeBody({ ...document, secrets });
}

type Document = Compromise['document'];

/** An entry of a message, and the how manieth it is. */
type Placed = Readonly<{ entry: Entry; place: number }>;

/** Names of which each leads to hundreds make hundreds of thousands of entries, and a body is written for each that fails. */
const known = new WeakMap<Document, ReadonlyMap<Target, readonly Placed[]>>();

/** The entries of a message by what they aim at; gone through once. */
function placesOf(document: Document): ReadonlyMap<Target, readonly Placed[]> {
  const before = known.get(document);
  if (before !== undefined) return before;
  const places = new Map<Target, Placed[]>();
  for (const [place, entry] of document.secrets.entries()) {
    const target = readTarget(entry);
    if (target === undefined) continue;
    const same = places.get(target);
    if (same === undefined) places.set(target, [{ entry, place }]);
    else same.push({ entry, place });
  }
  known.set(document, places);
  return places;
}
