import type { LeftAlone } from './restraint.ts';
import type { Effort } from './retry.ts';

/** Makes a call as soon as the vault may be called; none, where that is not before the deadline. */
export async function permitted<Result>(
  call: () => Promise<Result>,
  { restraint, clock, deadline, signal }: Effort,
): Promise<Result | LeftAlone> {
  for (;;) {
    const permission = restraint.permission(clock.now());
    switch (permission.kind) {
      case 'granted':
        return call();
      case 'left-alone':
        return permission;
      case 'not-yet':
        if (signal.aborted || clock.now() + permission.waitMs >= deadline)
          return { kind: 'left-alone', reason: permission.reason };
        await clock.sleep(permission.waitMs, signal);
    }
  }
}
