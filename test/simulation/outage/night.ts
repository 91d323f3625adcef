import type { Chance } from '../chance.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A message, by the secrets that it names. Times in milliseconds since the epoch. */
export type Named = Readonly<{ at: number; secrets: readonly number[] }>;

/** When the vault is down, and what is sent before, meanwhile and afterwards. */
export type Night = Readonly<{ startsAt: number; downAt: number; upAt: number; messages: readonly Named[] }>;

const DOWN_AT = Date.UTC(2026, 0, 1, 2);
const UP_AT = DOWN_AT + 30 * MINUTE;

/** On the average. */
const BETWEEN_MESSAGES_MS = 10 * SECOND;

/** Half an hour without the vault, and messages from twenty minutes before it to ten minutes after it. */
export function badNight(chance: Chance): Night {
  const startsAt = DOWN_AT - 20 * MINUTE;
  const messages: Named[] = [];
  let named = 0;
  for (let at = startsAt; ; ) {
    at += Math.round(-Math.log(1 - chance.random()) * BETWEEN_MESSAGES_MS);
    if (at > UP_AT + 10 * MINUTE) return { startsAt, downAt: DOWN_AT, upAt: UP_AT, messages };
    const count = secretsIn(chance);
    messages.push({ at, secrets: Array.from({ length: count }, (_, index) => named + index + 1) });
    named += count;
  }
}

/** Most name a few secrets, some a team's, a few whatever was in a dump, up to the 500 that a message may name. */
function secretsIn(chance: Chance): number {
  const kind = chance.random();
  if (kind < 0.7) return chance.whole(1, 5);
  return kind < 0.92 ? chance.whole(6, 60) : chance.whole(100, 500);
}
