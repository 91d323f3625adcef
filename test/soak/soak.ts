import { type FaultsMet, faultsMet, sum, tooMild } from './faults-met.ts';
import type { Killer } from './killer.ts';
import { oddsOf } from './odds.ts';
import { planMessages } from './plan.ts';
import { judge, type Verdict } from './referee.ts';
import { sendUntilEmpty } from './sending.ts';
import { startStage } from './stage.ts';
import { judgeTraces, type Traces } from './traces.ts';

export type SoakOptions = Readonly<{
  messages: number;
  seed: number;
  /** The share of the calls to the vault that shall meet a fault, from 0 to 1. */
  faults: number;
  /** The file that exports `handler`, as a URL. */
  bundle: string;
}>;

export type Progress = Readonly<{ sent: number; onQueue: number; kills: number; calls: number }>;

export type Soaked = Readonly<{
  verdict: Verdict;
  traces: Traces;
  met: FaultsMet;
  kills: Killer['kills'];
  /** Invocations that gave no response, because they ended with their process. */
  invocationsCut: number;
  durationMs: number;
  /** Everything that speaks against the function beside what is lost, or against the run as a proof. */
  wrong: readonly string[];
}>;

/** Plays one run, until the queue is empty or for as long as it may take, and looks at what came of it. */
export async function soak(
  { messages, seed, faults, bundle }: SoakOptions,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Soaked> {
  const startedAt = performance.now();
  const odds = oddsOf(faults, seed);
  const plan = planMessages(messages, seed);
  await using stage = await startStage(odds, seed, bundle);
  const { vault, proxy, killer, consumer } = stage;
  const { queues } = consumer;
  const identifiers = plan.flatMap((message) => (message.kind === 'compromise' ? message.identifiers : []));
  const before = new Map(identifiers.map((identifier) => [identifier, vault.stateOf(identifier)]));

  const sent = await sendUntilEmpty(queues, plan, signal, (sent, onQueue) =>
    tell({ sent, onQueue, kills: sum(killer.kills), calls: proxy.requests() }),
  );
  await consumer.halt();

  const [left, deadLetters] = await Promise.all([queues.peek('source'), queues.peek('deadLetters')]);
  const verdict = judge({
    sent,
    stateBefore: (identifier) => before.get(identifier) ?? 'active',
    stateNow: vault.stateOf,
    called: new Set(vault.seen.calls.flatMap(({ identifier }) => identifier ?? [])),
    deadLetters,
    left,
  });
  const met = faultsMet(stage);
  const kills = sum(killer.kills);
  const traces = judgeTraces(consumer, [...left, ...deadLetters], vault, kills);
  return {
    verdict,
    traces,
    met,
    kills: killer.kills,
    invocationsCut: consumer.failedInvocations.length,
    durationMs: performance.now() - startedAt,
    wrong: [...verdict.wrong, ...traces.wrong, ...tooMild(met, odds.perMilleOfEach, kills)],
  };
}
