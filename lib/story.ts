import { type Attempt, openAttempts } from './disable/attempts.ts';
import { disableAll } from './disable/disable.ts';
import { disableNamed, type Named } from './disable/named.ts';
import { plan } from './disable/plan.ts';
import type { Vault } from './disable/ports.ts';
import { rehearse } from './disable/rehearse.ts';
import type { Effort } from './disable/retry.ts';
import type { Delivery } from './message/delivery.ts';
import type { SecretId } from './message/identifier.ts';
import type { Reference, Target } from './message/reference.ts';
import type { Fate } from './outcome/outcome.ts';
import { batchEntry, messageEntries, type Settled } from './report/batch.ts';
import type { Entry } from './report/entry.ts';
import { outageEntries } from './report/outage.ts';
import { secretEntry } from './report/secret.ts';
import { signs } from './report/signs.ts';
import { carryOut, type Queues } from './settle/carry-out.ts';
import { type SettleWith, settle } from './settle/settle.ts';

/** Everything that the story is handed. */
export type Parts<Token> = Readonly<{
  vault: Vault<Token>;
  queues: Queues;
  effort: Effort;
  limits: Pick<SettleWith, 'maxReceiveCount' | 'giveUpAfterSeconds'>;
  log: (entry: Entry) => void;
}>;

/**
 * What happens to a batch, from the parsed messages to their settlement: plan, disable, settle, send.
 * @returns the ids of the messages that stay on the queue; all others may be acknowledged
 */
export async function serve<Token extends object>(
  deliveries: readonly Delivery[],
  { vault, queues, effort, limits, log }: Parts<Token>,
): Promise<readonly string[]> {
  const { clock, random, restraint } = effort;
  const startedAt = clock.now();
  const before = restraint.trouble();
  const attempt = openAttempts(vault, effort);
  const dry = deliveries.filter(isDryRun);
  const [done, rehearsed] = await Promise.all([
    disableFor(
      deliveries.filter((delivery) => !isDryRun(delivery)),
      { vault, attempt, effort, log },
    ),
    rehearse(dry.flatMap(secretsOf), distinct(dry.flatMap(referencesOf)), vault, attempt, random),
  ]);
  for (const delivery of dry) {
    for (const target of [...secretsOf(delivery), ...namedIn(delivery, rehearsed)])
      tell(delivery, target, rehearsed, log);
  }
  const settled = await Promise.all(
    deliveries.map((delivery) =>
      settleOne(delivery, isDryRun(delivery) ? rehearsed : done, queues, { ...limits, now: clock.now(), random }),
    ),
  );
  const all = [...done.fates.values()];
  for (const entry of [...settled.flatMap(messageEntries), ...signs(all)]) log(entry);
  for (const entry of outageEntries(before, restraint.trouble())) log(entry);
  log(batchEntry(settled, [...all, ...rehearsed.fates.values()], clock.now() - startedAt));
  return settled
    .filter(({ carriedOut }) => carriedOut.kind !== 'acknowledge')
    .map(({ delivery }) => delivery.messageId);
}

type Working<Token> = Pick<Parts<Token>, 'vault' | 'effort' | 'log'> & Readonly<{ attempt: Attempt<Token> }>;

/** Disables everything that these messages aim at, and says so in the log. */
async function disableFor<Token extends object>(
  deliveries: readonly Delivery[],
  { vault, attempt, effort, log }: Working<Token>,
): Promise<Named> {
  const naming = namedBy(deliveries);
  const numbered = plan(deliveries.map(secretsOf));
  // What is known by its number does not wait for the vault to say what goes by a name.
  const [byNumber, byName] = await Promise.all([
    disableAll(numbered, vault, attempt, effort, (id, fate) => {
      for (const delivery of naming.get(id) ?? []) log(secretEntry(delivery, id, fate));
    }),
    disableNamed(distinct(deliveries.flatMap(referencesOf)), new Set(numbered), vault, attempt, effort),
  ]);
  const done = { found: byName.found, fates: new Map<Target, Fate>([...byNumber, ...byName.fates]) };
  for (const delivery of deliveries) {
    for (const target of namedIn(delivery, done)) tell(delivery, target, done, log);
  }
  return done;
}

function tell(delivery: Delivery, target: Target, { fates }: Named, log: (entry: Entry) => void): void {
  const fate = fates.get(target);
  if (fate !== undefined) log(secretEntry(delivery, target, fate));
}

/** A bug that shows with one message must not keep its neighbours from being settled. */
async function settleOne(
  delivery: Delivery,
  { fates, found }: Named,
  queues: Queues,
  settleWith: SettleWith,
): Promise<Settled> {
  try {
    const settlement = settle(delivery, fates, found, settleWith);
    return { delivery, settlement, carriedOut: await carryOut(settlement, delivery, queues) };
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown error';
    return { delivery, settlement: undefined, carriedOut: { kind: 'failed', reason } };
  }
}

const isDryRun = ({ message }: Delivery): boolean => message.kind === 'compromise' && message.compromise.dryRun;

const distinct = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)];

const secretsOf = ({ message }: Delivery): readonly SecretId[] =>
  message.kind === 'compromise' ? message.compromise.secrets : [];

const referencesOf = ({ message }: Delivery): readonly Reference[] =>
  message.kind === 'compromise' ? message.compromise.references : [];

/** What a message names, but not by its number: secrets that were found, or a name that led to none. */
function namedIn(delivery: Delivery, { found }: Named): readonly Target[] {
  const numbered = new Set(secretsOf(delivery));
  const targets = referencesOf(delivery).flatMap<Target>((reference) => found.get(reference) ?? reference);
  return [...new Set(targets)].filter((target) => typeof target === 'string' || !numbered.has(target));
}

function namedBy(deliveries: readonly Delivery[]): ReadonlyMap<SecretId, readonly Delivery[]> {
  const naming = new Map<SecretId, Delivery[]>();
  for (const delivery of deliveries) {
    for (const id of secretsOf(delivery)) naming.set(id, [...(naming.get(id) ?? []), delivery]);
  }
  return naming;
}
