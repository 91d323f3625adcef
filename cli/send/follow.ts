import { isOpen, type Standing, type Subjects, standingOf } from '../../lib/audit/standing.ts';
import { summary } from '../audit/told.ts';
import type { Trail } from '../audit/trail.ts';
import type { Progress } from '../progress.ts';

/** What was sent, and when it says that it was reported, by which its records are known from older ones of the incident. */
export type Awaited = Subjects & Readonly<{ incidentId: string; reportedAt: string; dryRun: boolean }>;

/** What following needs of the world. Times in milliseconds, `elapsed` since any moment. */
export type Following = Readonly<{
  trail: Pick<Trail, 'read'>;
  elapsed: () => number;
  sleep: (ms: number) => Promise<void>;
  progress: Progress;
}>;

/** How it ended: settled or not, with how it then stood; or the trail could not be read. */
export type Followed =
  | { readonly kind: 'settled' | 'timed-out'; readonly standing: Standing }
  | { readonly kind: 'failed'; readonly reason: string };

/** Between two looks, in milliseconds: longer as long as nothing changes. */
const SOONEST = 500;
const LATEST = 2000;

/** A failure once in a while is the network's; this many, one after the other, are not. */
const MOST_FAILURES = 5;

/** Looks into the audit trail until everything that was sent has its outcome, or time is up. `held` hears of it when more waits for approval. */
export async function follow(
  awaited: Awaited,
  timeoutMs: number,
  { trail, elapsed, sleep, progress, held }: Following & Readonly<{ held: (held: Standing['held']) => void }>,
): Promise<Followed> {
  const until = elapsed() + timeoutMs;
  let standing = standingOf([], awaited);
  let hasBeenRead = false;
  let failures = 0;
  let said = '';
  let saidHeld = 0;
  let waitMs = SOONEST;
  for (;;) {
    const read = await trail.read(awaited.incidentId);
    if (read.kind === 'failed') {
      failures += 1;
      if (!hasBeenRead || failures >= MOST_FAILURES) {
        progress.end();
        return read;
      }
    } else {
      hasBeenRead = true;
      failures = 0;
      standing = standingOf(
        read.records.filter((record) => 'reportedAt' in record && record.reportedAt === awaited.reportedAt),
        awaited,
      );
    }
    const { done, failed, open } = standing;
    const settled = done.length + failed.length;
    const now = summary(standing);
    if (standing.held.length > saidHeld) {
      progress.end();
      held(standing.held.slice(saidHeld));
      saidHeld = standing.held.length;
    }
    if (now !== said) progress.show(settled, settled + open.secrets.length + open.names.length, now);
    waitMs = now === said ? Math.min(LATEST, waitMs * 1.5) : SOONEST;
    said = now;
    const isSettled = hasBeenRead && !isOpen(standing);
    if (isSettled || elapsed() + waitMs > until) {
      progress.end();
      return { kind: isSettled ? 'settled' : 'timed-out', standing };
    }
    await sleep(waitMs);
  }
}
