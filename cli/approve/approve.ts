import { adviceFor } from '../advice.ts';
import type { World } from '../command.ts';
import { hiddenInWords, unseenOf } from '../queue/unseen.ts';
import { counted, plain, some } from '../wording.ts';
import type { ApproveOptions, Which } from './arguments.ts';
import type { ApprovalQueues } from './queues.ts';
import { absent, chosen, readWaiting, type Waiting } from './waiting.ts';
import { announcement, inJson, inWords } from './words.ts';

/** What approving needs of the world. */
export type Surroundings = Pick<World, 'canAsk' | 'isConfirmed' | 'print' | 'tell'> &
  Readonly<{ queues: ApprovalQueues }>;

/** `revoke approve`. @returns the exit code */
export async function runApprove(options: ApproveOptions, surroundings: Surroundings): Promise<number> {
  const { queues, tell, print } = surroundings;
  const [received, count] = await Promise.all([queues.receiveAll(), queues.count()]);
  if (received.kind === 'failed') {
    tell(`What waits could not be read: ${advice(received.reason)}.`);
    return 3;
  }
  const all = received.messages;
  const waiting = all.flatMap((message) => readWaiting(message) ?? []);
  const unreadable = all.length - waiting.length;
  if (unreadable > 0)
    tell(`${counted(unreadable, 'message')} on the approval queue cannot be read, and so not approved.`);
  const unseen = unseenOf(count, all);
  if (unseen > 0) tell(hiddenInWords(unseen, 'message'));
  const released = new Set<string>();
  try {
    if (options.which === undefined) {
      print(options.json ? inJson({ waiting }) : inWords(waiting));
      return 0;
    }
    const meant = chosen(waiting, options.which);
    const answer = refusal(waiting, options.which, tell) ?? (await ask(meant, options, surroundings));
    if (answer !== undefined) {
      if (options.json) print(inJson({ approved: [], failed: [] }));
      return answer;
    }
    const failed = await release(meant, options, surroundings, released);
    const approved = meant.filter(({ messageId }) => released.has(messageId));
    if (options.json) print(inJson({ approved, failed }));
    else if (approved.length > 0)
      print(
        `Approved by ${options.by}: ${counted(approved.length, 'message')}. What becomes of each secret: revoke status, where there is an audit trail; else the function's log.\n`,
      );
    return failed.length === 0 ? 0 : 3;
  } finally {
    await queues.show(
      all.flatMap(({ MessageId = '', ReceiptHandle = '' }) => (released.has(MessageId) ? [] : ReceiptHandle)),
    );
  }
}

/** @returns the exit code, where something that was named does not wait, or nothing does */
function refusal(waiting: readonly Waiting[], which: Which, tell: World['tell']): number | undefined {
  const missing = absent(waiting, which);
  if (missing.length > 0) {
    tell(
      `Does not wait for approval: ${plain(some(missing))}. Nothing was approved. See revoke approve --list; what somebody else looks at just now is not seen for up to five minutes.`,
    );
    return 1;
  }
  if (waiting.length > 0) return undefined;
  tell('Nothing waits for approval.');
  return 0;
}

/** @returns the exit code, where nobody agrees */
async function ask(
  meant: readonly Waiting[],
  { confirmed }: ApproveOptions,
  { tell, canAsk, isConfirmed }: Surroundings,
): Promise<number | undefined> {
  tell(announcement(meant));
  if (confirmed) return undefined;
  if (!canAsk) {
    tell('Nobody can be asked without a terminal: add --yes. Nothing was approved.');
    return 2;
  }
  if (await isConfirmed('Have them disabled? Type yes: ')) return undefined;
  tell('Nothing was approved.');
  return 1;
}

async function release(
  meant: readonly Waiting[],
  { by }: ApproveOptions,
  { queues, tell }: Surroundings,
  released: Set<string>,
): Promise<readonly Waiting[]> {
  const reasons = new Map<string, number>();
  await Promise.all(
    meant.map(async (waiting) => {
      const sent = await queues.release(waiting, by);
      if (sent.kind === 'sent') released.add(waiting.messageId);
      else reasons.set(sent.reason, (reasons.get(sent.reason) ?? 0) + 1);
    }),
  );
  for (const [reason, number] of reasons) {
    tell(
      `${counted(number, 'message')} not approved for certain: ${advice(reason)}. Approve again: what is sent twice does no harm.`,
    );
  }
  return meant.filter(({ messageId }) => !released.has(messageId));
}

const ADVICE: ReadonlyMap<string, string> = new Map([
  [
    'AccessDenied',
    'these credentials need sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility on the approval queue, and sqs:SendMessage on the source queue (AccessDenied)',
  ],
  ['NoRoom', 'its body leaves no room to say that it is approved; send its secrets in smaller messages'],
]);

const advice = (reason: string): string => ADVICE.get(reason.replace(/Exception$/, '')) ?? adviceFor(reason);
