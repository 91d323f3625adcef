import { openAttempts } from './disable/attempts.ts';
import { disableAll } from './disable/disable.ts';
import { disableNamed, type Named } from './disable/named.ts';
import { plan } from './disable/plan.ts';
import type { Vault } from './disable/ports.ts';
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
import { type Fates, type Found, type SettleWith, settle } from './settle/settle.ts';

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
  const naming = namedBy(deliveries);
  const numbered = plan(deliveries.map(secretsOf));
  const references = [...new Set(deliveries.flatMap(referencesOf))];
  // What is known by its number does not wait for the vault to say what goes by a name.
  const [byNumber, byName] = await Promise.all([
    disableAll(numbered, vault, attempt, effort, (id, fate) => {
      for (const delivery of naming.get(id) ?? []) log(secretEntry(delivery, id, fate));
    }),
    disableNamed(references, new Set(numbered), vault, attempt, effort),
  ]);
  const fates = new Map<Target, Fate>([...byNumber, ...byName.fates]);
  for (const delivery of deliveries) {
    for (const target of namedIn(delivery, byName)) {
      const fate = fates.get(target);
      if (fate !== undefined) log(secretEntry(delivery, target, fate));
    }
  }
  const settled = await Promise.all(
    deliveries.map((delivery) =>
      settleOne(delivery, fates, byName.found, queues, { ...limits, now: clock.now(), random }),
    ),
  );
  const all = [...fates.values()];
  for (const entry of [...settled.flatMap(messageEntries), ...signs(all)]) log(entry);
  for (const entry of outageEntries(before, restraint.trouble())) log(entry);
  log(batchEntry(settled, all, clock.now() - startedAt));
  return settled
    .filter(({ carriedOut }) => carriedOut.kind !== 'acknowledge')
    .map(({ delivery }) => delivery.messageId);
}

/** A bug that shows with one message must not keep its neighbours from being settled. */
async function settleOne(
  delivery: Delivery,
  fates: Fates,
  found: Found,
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
