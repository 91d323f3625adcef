import type { Audit } from './audit/audit.ts';
import { openAttempts } from './disable/attempts.ts';
import { counted } from './disable/counted.ts';
import { disableAll } from './disable/disable.ts';
import { type Finder, openFinder } from './disable/find.ts';
import { plan } from './disable/plan.ts';
import type { Vault } from './disable/ports.ts';
import { rehearse } from './disable/rehearse.ts';
import type { Effort } from './disable/retry.ts';
import { holdMessage, settleMessage } from './finish.ts';
import { openAdmission } from './limit/admission.ts';
import type { Find, Limit } from './limit/admit.ts';
import type { Delivery } from './message/delivery.ts';
import type { Outgoing } from './message/outgoing.ts';
import type { Target } from './message/reference.ts';
import type { Fate } from './outcome/outcome.ts';
import { batchEntry, messageEntries } from './report/batch.ts';
import type { Entry } from './report/entry.ts';
import { type Measured, measure, type Told } from './report/measure.ts';
import { outageEntries } from './report/outage.ts';
import { secretEntry } from './report/secret.ts';
import { signs } from './report/signs.ts';
import { uncountedEntries } from './report/uncounted.ts';
import type { Queues, Sent } from './settle/carry-out.ts';
import type { SettleWith } from './settle/settle.ts';

/** Everything that the story is handed. */
export type Parts<Token> = Readonly<{
  vault: Vault<Token>;
  queues: Queues;
  effort: Effort;
  limits: Pick<SettleWith, 'maxReceiveCount' | 'giveUpAfterSeconds'>;
  log: (entry: Entry) => void;
  /** Where what goes beyond the limit waits for somebody's approval; without it there is no limit. */
  approval?: Approval | undefined;
  /** Writes down what each message came to before it is acknowledged; without it nothing is written. */
  audit?: Audit;
  /** Is told once, at the end, what the batch came to in numbers. */
  publish: (measured: readonly Measured[]) => void;
}>;

/** How much may be disabled without being asked for, and the way to those who are asked. */
export type Approval = Readonly<{ limit: Limit; sendHeld: (messages: readonly Outgoing[]) => Promise<Sent> }>;

/**
 * What happens to a batch, from the parsed messages to their settlement: plan, disable, settle, send.
 * @returns the ids of the messages that stay on the queue; all others may be acknowledged
 */
export async function serve<Token extends object>(
  deliveries: readonly Delivery[],
  { vault: given, queues, effort, limits, log, publish, approval, audit }: Parts<Token>,
): Promise<readonly string[]> {
  const { clock, random, restraint } = effort;
  const startedAt = clock.now();
  const before = restraint.trouble();
  const { vault, counts } = counted(given);
  const told: Told[] = [];
  const say: Tell = (delivery, target, fate) => {
    told.push({ delivery, outcome: fate.outcome, at: clock.now() });
    log(secretEntry(delivery, target, fate));
  };
  const attempt = openAttempts(vault, effort);
  const finder = openFinder(vault, attempt, random);
  const dry = deliveries.filter(isDryRun);
  const wet = deliveries.filter((delivery) => !isDryRun(delivery));
  const admission = approval && openAdmission(wet, targetsOf, { limit: approval.limit, find: finding(finder) });
  const admits = admission?.admits;
  const [done, rehearsed] = await Promise.all([
    disableAll(plan(wet.map(targetsOf)), { vault, attempt, finder, effort, tell: telling(wet, say), admits }),
    rehearse(plan(dry.map(targetsOf)), { finder, tell: telling(dry, say) }),
  ]);
  const verdicts = await admission?.verdicts();
  const settled = await Promise.all(
    deliveries.map((delivery) => {
      const finishing = { queues, audit, settleWith: { ...limits, now: clock.now(), random } };
      const held = verdicts?.get(delivery)?.held;
      if (approval === undefined || held === undefined)
        return settleMessage(delivery, isDryRun(delivery) ? rehearsed : done, finishing);
      return holdMessage(delivery, { held, targets: targetsOf(delivery), sendHeld: approval.sendHeld }, finishing);
    }),
  );
  const all = [...done.fates.values(), ...rehearsed.fates.values()];
  const uncounted = [...(verdicts?.values() ?? [])].flatMap(({ uncounted }) => uncounted ?? []);
  for (const entry of [...settled.flatMap(messageEntries), ...uncountedEntries(uncounted), ...signs(all)]) log(entry);
  for (const entry of outageEntries(before, restraint.trouble())) log(entry);
  log(batchEntry(settled, all, clock.now() - startedAt));
  const circuitIsOpen = restraint.trouble() !== undefined;
  publish(
    measure({
      receivedAt: startedAt,
      fates: all,
      told,
      settled,
      uncounted: uncounted.length,
      ...counts(),
      circuitIsOpen,
    }),
  );
  return settled
    .filter(({ carriedOut }) => carriedOut.kind !== 'acknowledge')
    .map(({ delivery }) => delivery.messageId);
}

/** What is not known to go by a name is not disabled, and so does not count. */
const finding =
  ({ find }: Finder): Find =>
  async (reference, rank) => {
    const found = await find(reference, rank);
    return 'outcome' in found ? [] : found.map(({ id }) => id);
  };

const isDryRun = ({ message }: Delivery): boolean => message.kind === 'compromise' && message.compromise.dryRun;

const targetsOf = ({ message }: Delivery): readonly Target[] =>
  message.kind === 'compromise' ? [...message.compromise.secrets, ...message.compromise.references] : [];

type Tell = (delivery: Delivery, target: Target, fate: Fate) => void;

/** Tells each message that is concerned, once, whether it names a secret by its number, by a name or by both. */
function telling(deliveries: readonly Delivery[], tell: Tell) {
  const naming = new Map<Target, Delivery[]>();
  for (const delivery of deliveries) {
    for (const target of targetsOf(delivery)) naming.set(target, [...(naming.get(target) ?? []), delivery]);
  }
  const told = new Map<Delivery, Set<Target>>(deliveries.map((delivery) => [delivery, new Set()]));
  return (named: Target, target: Target, fate: Fate): void => {
    for (const delivery of naming.get(named) ?? []) {
      if (told.get(delivery)?.has(target)) continue;
      told.get(delivery)?.add(target);
      tell(delivery, target, fate);
    }
  };
}
