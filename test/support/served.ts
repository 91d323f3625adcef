import type { Audit } from '../../lib/audit/audit.ts';
import type { Limit } from '../../lib/limit/admit.ts';
import type { Delivery } from '../../lib/message/delivery.ts';
import type { Outgoing } from '../../lib/message/outgoing.ts';
import type { Entry } from '../../lib/report/entry.ts';
import type { Sent } from '../../lib/settle/carry-out.ts';
import { serve } from '../../lib/story.ts';
import { effortOn } from './effort.ts';
import { NOW, sent } from './messages.ts';
import { type Script, scriptedVault } from './scripted-vault.ts';
import { VirtualTime } from './virtual-time.ts';

type QueueScript = Readonly<{
  /** What comes of it that this goes to a queue; by default it is sent. */
  sending?: (body: string) => Sent;
  hiding?: (receiptHandle: string) => Sent;
  /** Where what goes beyond it waits for approval; without one there is no limit. */
  limit?: Limit;
  audit?: Audit;
}>;

const SENT: Sent = { kind: 'sent' };

/** Serves a batch with a scripted vault and scripted queues, and shows everything that came of it. */
export async function served(
  deliveries: readonly Delivery[],
  script: Script & QueueScript = {},
  bounds: Parameters<typeof effortOn>[1] = {},
) {
  const time = new VirtualTime(NOW);
  const scripted = scriptedVault(time, script);
  const deadLetters: ReturnType<typeof sent>[] = [];
  const remainders: ReturnType<typeof sent>[] = [];
  const held: ReturnType<typeof sent>[] = [];
  const hidden: (readonly [receiptHandle: string, seconds: number])[] = [];
  const log: Entry[] = [];
  const measured = new Map<string, readonly number[]>();

  const take = (queue: ReturnType<typeof sent>[], messages: readonly Outgoing[]): Sent => {
    for (const message of messages.map(sent)) {
      const answer = script.sending?.(message.body) ?? SENT;
      if (answer.kind === 'failed') return answer;
      queue.push(message);
    }
    return SENT;
  };

  const kept = await time.run(
    serve(deliveries, {
      vault: scripted.vault,
      queues: {
        sendDeadLetters: async (letters) => take(deadLetters, letters),
        sendRemainders: async (more) => take(remainders, more),
        hide: async (receiptHandle, seconds) => {
          hidden.push([receiptHandle, seconds]);
          return script.hiding?.(receiptHandle) ?? SENT;
        },
      },
      effort: effortOn(time, { random: () => 0, ...bounds }),
      limits: { maxReceiveCount: 50, giveUpAfterSeconds: 21_600 },
      log: (entry) => log.push(entry),
      publish: (all) => {
        for (const { name, values } of all) measured.set(name, values);
      },
      approval: script.limit && { limit: script.limit, sendHeld: async (messages) => take(held, messages) },
      ...(script.audit && { audit: script.audit }),
    }),
  );
  const events = log.map(({ fields }) => fields.event);
  return { ...scripted, kept, deadLetters, remainders, held, hidden, log, events, measured };
}
