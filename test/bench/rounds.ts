/**
 * Lets the contestants take turns, round by round; each round begins with another one, so that none always comes after the
 * same.
 * @returns what each took, one a round
 */
export async function inTurns<Contestant extends string, Taken>(
  rounds: number,
  contestants: Readonly<Record<Contestant, () => Promise<Taken>>>,
): Promise<Readonly<Record<Contestant, readonly Taken[]>>> {
  const names = Object.keys(contestants) as Contestant[];
  const taken = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Contestant, Taken[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length];
      if (name !== undefined) taken[name].push(await contestants[name]());
    }
  }
  return taken;
}
