import type { Contestant } from './contestants.ts';
import type { Started } from './fresh-process.ts';

/** So many starts of each make one round. The quickest counts: what makes others slower is what else the machine does. */
export const STARTS_A_ROUND = 5;

/** Starts the contestants in turn, each round beginning with another one. @returns one number a round */
export async function inRounds(
  contestants: readonly Contestant[],
  rounds: number,
  start: (contestant: Contestant) => Promise<Started>,
): Promise<(contestant: Contestant, what: keyof Started) => readonly number[]> {
  const started = new Map(contestants.map((contestant) => [contestant, [] as Started[]]));
  for (let turn = 0; turn < rounds * STARTS_A_ROUND; turn += 1) {
    const first = Math.floor(turn / STARTS_A_ROUND) % contestants.length;
    for (const contestant of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      started.get(contestant)?.push(await start(contestant));
    }
  }
  return (contestant, what) =>
    Array.from({ length: rounds }, (_, round) => {
      const starts = started.get(contestant)?.slice(round * STARTS_A_ROUND, (round + 1) * STARTS_A_ROUND) ?? [];
      return Math.min(...starts.map((start) => start[what]));
    });
}
