import type { Delivery } from '../message/delivery.ts';
import type { Target } from '../message/reference.ts';
import { admit, type Find, type Limit, type Verdict } from './admit.ts';

/** Which messages of a batch may have disabled what they name. */
export type Admission = Readonly<{
  /** Resolves as soon as one of the messages that name it may; to `false` where none may. */
  admits: (target: Target) => Promise<boolean>;
  verdicts: () => Promise<ReadonlyMap<Delivery, Verdict>>;
}>;

/** Decides for each message on its own, so that one whose names are slow to be found holds up no other. */
export function openAdmission(
  deliveries: readonly Delivery[],
  targetsOf: (delivery: Delivery) => readonly Target[],
  { limit, find }: Readonly<{ limit: Limit; find: Find }>,
): Admission {
  const deciding = deliveries.map((delivery) => ({ delivery, verdict: admit(delivery, limit, find) }));
  const naming = new Map<Target, Promise<Verdict>[]>();
  for (const { delivery, verdict } of deciding) {
    for (const target of targetsOf(delivery)) naming.set(target, [...(naming.get(target) ?? []), verdict]);
  }
  const admitted = async (verdict: Promise<Verdict>) => {
    if ((await verdict).held !== undefined) throw new Error('held');
    return true;
  };
  return {
    admits: (target) => Promise.any((naming.get(target) ?? []).map(admitted)).catch(() => false),
    verdicts: async () =>
      new Map(await Promise.all(deciding.map(async ({ delivery, verdict }) => [delivery, await verdict] as const))),
  };
}
