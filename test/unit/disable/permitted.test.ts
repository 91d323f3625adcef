import { expect, test } from 'vitest';
import { permitted } from '../../../lib/disable/permitted.ts';
import { effortOn } from '../../support/effort.ts';
import { UNAVAILABLE } from '../../support/scripted-vault.ts';
import { VirtualTime } from '../../support/virtual-time.ts';

/** Asks for permission while a pause of this length has been asked for. @returns what came of it, and when */
async function askDuring(pauseMs: number, bounds: Parameters<typeof effortOn>[1] = {}, signal?: AbortSignal) {
  const time = new VirtualTime();
  const startedAt = time.now();
  const effort = effortOn(time, bounds);
  effort.restraint.failed({ ...UNAVAILABLE, retryAfterMs: pauseMs }, { begunAt: startedAt, now: startedAt });
  const result = await time.run(
    permitted(async () => ({ kind: 'called' }) as const, { ...effort, signal: signal ?? effort.signal }),
  );
  return { kind: result.kind, at: time.now() - startedAt };
}

test('a call is made as soon as the pause is over', async () => {
  expect(await askDuring(3000)).toEqual({ kind: 'called', at: 3000 });
});

test('a pause that ends at the deadline is not waited for', async () => {
  expect(await askDuring(3000, { remainingMs: 3000 })).toEqual({ kind: 'left-alone', at: 0 });
});

test('an invocation that has been ended waits for nothing', async () => {
  expect(await askDuring(3000, {}, AbortSignal.abort())).toEqual({ kind: 'left-alone', at: 0 });
});
