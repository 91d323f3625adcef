import type { SecretId } from '../message/identifier.ts';
import type { Add, Tally } from './tally.ts';

/** What counting came to. `secrets`: how many it would be. `reason`: one word for why nobody knows. */
export type Counted =
  | { readonly kind: 'within' }
  | { readonly kind: 'beyond'; readonly secrets: number }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What is still to be added, when a tally holds these. */
export type Left =
  | Extract<Counted, { kind: 'within' | 'beyond' }>
  | { readonly kind: 'add'; readonly secrets: Secrets };

type Secrets = readonly SecretId[];

/** How many go beyond what is allowed in an hour, from what its tally holds already. What has been counted is not counted again. */
export function reckon(secrets: Secrets, held: ReadonlySet<number>, most: number): Left {
  const missing = secrets.filter((id) => !held.has(id));
  if (missing.length === 0) return { kind: 'within' };
  if (held.size + missing.length > most) return { kind: 'beyond', secrets: held.size + missing.length };
  return { kind: 'add', secrets: missing };
}

/** A set only grows, and each time around somebody else was quicker. */
const MOST_TRIES = 5;

/** Counts secrets that are distinct as disabled, unless it would be more than are allowed in the hour: then none of them. */
export async function count(tally: Tally, secrets: Secrets, most: number, add: Add): Promise<Counted> {
  let left = reckon(secrets, new Set(), most);
  for (let tries = 0; left.kind === 'add'; tries += 1) {
    if (tries === MOST_TRIES) return { kind: 'unknown', reason: 'contended' };
    const added = await add(tally, left.secrets, most - left.secrets.length);
    if (added.kind === 'added') return { kind: 'within' };
    left = reckon(secrets, added.held, most);
  }
  return left;
}
