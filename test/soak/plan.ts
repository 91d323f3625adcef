import { type Chance, chanceFrom } from '../simulation/chance.ts';

/** A message as it will be sent, and what it names, which nobody needs to read out of it again. */
export type Planned =
  | Readonly<{ kind: 'compromise'; body: string; incidentId: string; identifiers: readonly string[] }>
  | Readonly<{ kind: 'malformed'; body: string }>;

/**
 * What is sent in a run: mostly messages with one secret or a few, some with dozens, a tenth of the secrets named before,
 * and two malformed messages in a hundred. Between the numbers that are named there are others, which nobody may touch.
 */
export function planMessages(count: number, seed: number): readonly Planned[] {
  const chance = chanceFrom(seed);
  const known: string[] = [];
  let latest = 0;

  function identifier(): string {
    if (known.length > 0 && chance.happens(0.1)) return chance.oneOf(known);
    latest += chance.whole(1, 3);
    known.push(String(latest));
    return String(latest);
  }

  return Array.from({ length: count }, (_, index) => {
    const incidentId = `SOAK-${index + 1}`;
    if (chance.happens(0.02)) return { kind: 'malformed', body: malformed(incidentId, chance) };
    const identifiers = [...new Set(Array.from({ length: howMany(chance) }, identifier))];
    const secrets = identifiers.map((id) => ({ identifier: chance.happens(0.5) ? id : Number(id) }));
    const body = JSON.stringify({ type: 'credential.compromised', version: 1, incidentId, secrets });
    return { kind: 'compromise', body, incidentId, identifiers };
  });
}

function howMany(chance: Chance): number {
  if (chance.happens(0.7)) return 1;
  return chance.happens(0.02) ? chance.whole(20, 50) : chance.whole(2, 5);
}

const malformed = (incidentId: string, { oneOf }: Chance): string =>
  oneOf([
    `${incidentId} is leaked`,
    JSON.stringify({ type: 'credential.compromised', incidentId, secrets: [{ identifier: '../5' }] }),
    JSON.stringify({ type: 'credential.compromised', incidentId, secrets: [] }),
  ]);
