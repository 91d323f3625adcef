import { type Audit, recorded } from './audit/audit.ts';
import { openAttempts } from './disable/attempts.ts';
import { disableAll, type Worked } from './disable/disable.ts';
import { openFinder } from './disable/find.ts';
import { plan } from './disable/plan.ts';
import type { Vault } from './disable/ports.ts';
import { rehearse } from './disable/rehearse.ts';
import type { Effort } from './disable/retry.ts';
import type { Delivery } from './message/delivery.ts';
import type { Target } from './message/reference.ts';
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
  /** Writes down what each message came to before it is acknowledged; without it nothing is written. */
  audit?: Audit;
}>;

/**
 * What happens to a batch, from the parsed messages to their settlement: plan, disable, settle, send.
 * @returns the ids of the messages that stay on the queue; all others may be acknowledged
 */
export async function serve<Token extends object>(
  deliveries: readonly Delivery[],
  { vault, queues, effort, limits, log, audit }: Parts<Token>,
): Promise<readonly string[]> {
  const { clock, random, restraint } = effort;
  const startedAt = clock.now();
  const before = restraint.trouble();
  const attempt = openAttempts(vault, effort);
  const finder = openFinder(vault, attempt, random);
  const dry = deliveries.filter(isDryRun);
  const wet = deliveries.filter((delivery) => !isDryRun(delivery));
  const [done, rehearsed] = await Promise.all([
    disableAll(plan(wet.map(targetsOf)), { vault, attempt, finder, effort, tell: telling(wet, log) }),
    rehearse(plan(dry.map(targetsOf)), { finder, tell: telling(dry, log) }),
  ]);
  const settled = await Promise.all(
    deliveries.map((delivery) =>
      settleOne(
        delivery,
        isDryRun(delivery) ? rehearsed : done,
        { queues, audit },
        { ...limits, now: clock.now(), random },
      ),
    ),
  );
  const all = [...done.fates.values(), ...rehearsed.fates.values()];
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
  worked: Worked,
  { queues, audit }: Readonly<{ queues: Queues; audit: Audit | undefined }>,
  settleWith: SettleWith,
): Promise<Settled> {
  try {
    const settlement = settle(delivery, worked.fates, worked.found, settleWith);
    const carriedOut = await carryOut(settlement, delivery, queues);
    if (audit === undefined) return { delivery, settlement, carriedOut };
    return { delivery, settlement, ...(await recorded(audit, carriedOut, delivery, worked, settleWith)) };
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown error';
    return { delivery, settlement: undefined, carriedOut: { kind: 'failed', reason } };
  }
}

const isDryRun = ({ message }: Delivery): boolean => message.kind === 'compromise' && message.compromise.dryRun;

const targetsOf = ({ message }: Delivery): readonly Target[] =>
  message.kind === 'compromise' ? [...message.compromise.secrets, ...message.compromise.references] : [];

/** Writes a line for each message that is concerned, once, whether it names a secret by its number, by a name or by both. */
function telling(deliveries: readonly Delivery[], log: (entry: Entry) => void) {
  const naming = new Map<Target, Delivery[]>();
  for (const delivery of deliveries) {
    for (const target of targetsOf(delivery)) naming.set(target, [...(naming.get(target) ?? []), delivery]);
  }
  const told = new Map<Delivery, Set<Target>>(deliveries.map((delivery) => [delivery, new Set()]));
  return (named: Target, target: Target, fate: Fate): void => {
    for (const delivery of naming.get(named) ?? []) {
      if (told.get(delivery)?.has(target)) continue;
      told.get(delivery)?.add(target);
      log(secretEntry(delivery, target, fate));
    }
  };
}
