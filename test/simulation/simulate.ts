import { createHash } from 'node:crypto';
import type { SecretState } from '../../infra/local/vault/secrets.ts';
import { startRestraint } from '../../lib/disable/restraint.ts';
import { createWorld, type World } from '../support/world.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { startContainer } from './container.ts';
import { TAGS } from './names.ts';
import { createQueue, type Queue } from './queue.ts';
import { createReferee } from './referee.ts';
import { createTable } from './table.ts';
import { createTrail, type Trail } from './trail.ts';
import { createVault, type Outage } from './vault.ts';

/** What came of one seed. */
export type Run = Readonly<{
  seed: number;
  /** What was not as promised; nothing, where all is well. */
  faults: readonly string[];
  /** Everything that happened, a line each. */
  story: readonly string[];
  /** The same for the same story. */
  digest: string;
  secrets: number;
  calls: number;
  crashes: number;
  deadLetters: number;
}>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STARTS_AT = Date.UTC(2026, 0, 1);

/** Plays the whole story once, with everything that can go wrong left to the seed. */
export async function simulate(seed: number): Promise<Run> {
  const chance = chanceFrom(seed);
  const world = createWorld(STARTS_AT);
  const settings = {
    maxReceiveCount: chance.oneOf([5, 50]),
    giveUpAfterSeconds: chance.oneOf([600, 21_600]),
    maxAttempts: chance.oneOf([1, 4]),
    attemptTimeoutMs: 10_000,
    backoff: { baseMs: 200, capMs: 5000 },
    concurrency: chance.oneOf([1, 3, 10]),
  };
  const tokenLifetimeSeconds = chance.oneOf([20, 300, 3600]);
  const deadLetters = createQueue(world, chance, { name: 'D', visibilityMs: 0, duplicates: 0 });
  const source = createQueue(world, chance, {
    name: 'S',
    visibilityMs: 6 * MINUTE,
    duplicates: chance.oneOf([0, 0.05]),
    redrive: { maxReceiveCount: settings.maxReceiveCount, to: deadLetters },
  });
  const vault = createVault(world, chance, {
    states: states(chance),
    faults: chance.oneOf([0, 0.1, 0.3, 0.6]),
    outages: outages(chance),
    tokenLifetimeSeconds,
  });
  const approval = approvalOf(world, seed);
  const referee = createReferee(
    world,
    { source, deadLetters, vault, trail: () => trail, ...(approval && { approval }) },
    { ...settings, giveUpAfterMs: settings.giveUpAfterSeconds * SECOND, tokenLifetimeSeconds },
  );
  // Of one run in ten, so that the others go on as they would without one.
  const fromTrail = chanceFrom(seed + 2 ** 31);
  const { wrong } = referee;
  const trail: Trail | undefined =
    seed % 10 === 0
      ? createTrail(world, fromTrail, { faults: fromTrail.oneOf([0, 0.05, 0.3]), vault, wrong })
      : undefined;
  let keptSecret = vault.clientSecret();
  const around = {
    source,
    deadLetters,
    vault,
    referee,
    settings,
    approval,
    startRestraint,
    trail,
    keptSecret: () => keptSecret,
    faults: {
      crash: chance.oneOf([0, 0.1, 0.3]),
      send: chance.oneOf([0, 0.1, 0.3]),
      acknowledge: chance.oneOf([0, 0.05]),
      secretsManager: chance.oneOf([0, 0.2]),
    },
  };

  for (const body of bodies(chance)) {
    world.at(STARTS_AT + chance.whole(0, 10 * MINUTE), () => {
      referee.named(body);
      world.note(`sent: ${body}`);
      source.send(body, {}, 0);
    });
  }
  for (let rotation = chance.whole(0, 2); rotation > 0; rotation -= 1) {
    const at = STARTS_AT + chance.whole(0, 30 * MINUTE);
    world.at(at, vault.rotate);
    world.at(at + chance.oneOf([0, 20 * SECOND]), () => {
      keptSecret = vault.clientSecret();
    });
  }
  for (let revocation = chance.whole(0, 3); revocation > 0; revocation -= 1) {
    world.at(STARTS_AT + chance.whole(0, 20 * MINUTE), vault.revokeTokens);
  }
  for (let container = chance.whole(1, 3); container > 0; container -= 1) {
    startContainer(world, chance, `C${container}`, around);
  }

  if (approval) for (let at = 1; at <= 4; at += 1) world.at(STARTS_AT + at * HOUR, () => approve(approval, source));

  referee.atTheEnd(await world.run(STARTS_AT + 48 * HOUR));
  const { story } = world;
  return {
    seed,
    faults: referee.faults,
    story,
    digest: createHash('sha256').update(story.join('\n')).digest('hex'),
    secrets: referee.secrets.size,
    calls: story.filter((line) => / C\d'*: \d+: /.test(line)).length,
    crashes: story.filter((line) => line.endsWith(': dies')).length,
    deadLetters: deadLetters.messages.size,
  };
}

/** Every fourth run has a limit. What it leaves to chance is drawn from a source of its own, so that all else is as without it. */
function approvalOf(world: World, seed: number) {
  if (seed % 4 !== 0) return undefined;
  const chance = chanceFrom(seed + 2 ** 31);
  const queue = createQueue(world, chance, { name: 'A', visibilityMs: 0, duplicates: 0 });
  const limit = { maxSecretsPerHour: chance.oneOf([1, 5, 20, 40]), faults: chance.oneOf([0, 0.2]) };
  return { queue, table: createTable(world, chance, limit), approves: chance.oneOf([0, 0.5, 1]), chance };
}

/** What somebody does who looks at all that waits: sends some of it on, and leaves the rest where it is. */
function approve({ queue, approves, chance }: Exclude<ReturnType<typeof approvalOf>, undefined>, source: Queue): void {
  for (const { id, body, attributes } of [...queue.messages]) {
    if (!chance.happens(approves)) continue;
    const redrives = attributes['Redrives'];
    const by = { ApprovedBy: { DataType: 'String', StringValue: 'ann' }, ...(redrives && { Redrives: redrives }) };
    source.send(body, by, 0);
    if (chance.happens(0.9)) queue.remove(id);
  }
}

const IDENTIFIERS = Array.from({ length: 60 }, (_, index) => index + 1);

const states = (chance: Chance): ReadonlyMap<number, SecretState> =>
  new Map(
    IDENTIFIERS.map((id) => [
      id,
      chance.happens(0.7) ? 'active' : chance.oneOf(['inactive', 'absent', 'no-access'] as const),
    ]),
  );

function bodies(chance: Chance): readonly string[] {
  return Array.from({ length: chance.whole(1, 12) }, (_, index) => {
    const incidentId = `INC-${index}`;
    if (chance.happens(0.08))
      return JSON.stringify({ type: 'credential.compromised', incidentId, secrets: [{ identifier: '../5' }] });
    const count = chance.happens(0.1) ? chance.whole(20, 50) : chance.whole(1, 6);
    const secrets = Array.from({ length: count }, () => {
      if (chance.happens(0.05)) return { tag: chance.oneOf(Object.keys(TAGS)) };
      const id = chance.oneOf(IDENTIFIERS);
      return { identifier: chance.happens(0.3) ? String(id) : id };
    });
    const dryRun = chance.happens(0.05) ? { dryRun: true } : {};
    return JSON.stringify({ type: 'credential.compromised', incidentId, ...dryRun, secrets, note: { of: 'somebody' } });
  });
}

function outages(chance: Chance): readonly Outage[] {
  const kinds = ['unavailable', 'silent', 'throttling', 'refusing'] as const;
  return Array.from({ length: chance.whole(0, 2) }, () => {
    const from = STARTS_AT + chance.whole(0, 20 * MINUTE);
    const length = chance.oneOf([MINUTE, 20 * MINUTE, 2 * HOUR, 8 * HOUR]);
    return { from, to: from + chance.whole(1, length), kind: chance.oneOf(kinds) };
  });
}
