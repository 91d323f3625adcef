import type { Evidence, Sent } from './account.ts';
import type { Outcomes } from './outcomes.ts';
import type { Running } from './running.ts';

/** Gathers where everything is, once the function has ended: messages of ours, and of whoever else sent some. */
export async function evidence(
  { consumer: { queues, received }, vault }: Running,
  sent: readonly Sent[],
  outcomes: Outcomes,
): Promise<Evidence> {
  const [onSource, waiting, deadLetters] = await Promise.all(
    (['source', 'approval', 'deadLetters'] as const).map(queues.peek),
  );
  const left = [...(onSource ?? []), ...(waiting ?? [])];
  const known = new Set(sent.map(({ messageId }) => messageId));
  const others = [
    ...received.map(({ MessageId = '', Body = '' }) => ({ messageId: MessageId, body: Body })),
    ...left.map(({ messageId, body }) => ({ messageId, body })),
  ].filter(({ messageId }) => !known.has(messageId));
  return {
    messages: [...sent, ...new Map(others.map((message) => [message.messageId, message])).values()],
    isDisabled: (identifier) =>
      vault === undefined ? (outcomes.of(identifier)?.isDisabled ?? false) : vault.stateOf(identifier) === 'inactive',
    historyOf: outcomes.of,
    goesBy: (reference) => vault?.goesBy(reference),
    deadLetters: deadLetters ?? [],
    left,
  };
}
