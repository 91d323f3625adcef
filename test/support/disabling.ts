import { openAttempts } from '../../lib/disable/attempts.ts';
import { disableAll } from '../../lib/disable/disable.ts';
import { openFinder } from '../../lib/disable/find.ts';
import type { SecretId } from '../../lib/message/identifier.ts';
import type { Target } from '../../lib/message/reference.ts';
import { effortOn } from './effort.ts';
import { secrets } from './messages.ts';
import { type Script, scriptedVault } from './scripted-vault.ts';
import { VirtualTime } from './virtual-time.ts';

/** Disables these secrets (or 1 to so many) in a scripted vault, in virtual time. Times are counted from the start. */
export async function disabling(
  which: number | readonly SecretId[],
  script: Script = {},
  bounds: Parameters<typeof effortOn>[1] = {},
) {
  const time = new VirtualTime();
  const startedAt = time.now();
  const scripted = scriptedVault(time, script);
  const effort = effortOn(time, bounds);
  const told: Target[] = [];
  const ids = typeof which === 'number' ? secrets(which) : which;
  const attempt = openAttempts(scripted.vault, effort);
  const finder = openFinder(scripted.vault, attempt, effort.random);
  const tell = (_: Target, id: Target) => void told.push(id);
  const worked = await time.run(disableAll(ids, { vault: scripted.vault, attempt, finder, effort, tell }));
  const fates = new Map(
    ids
      .flatMap((id) => [[id, worked.fates.get(id)] as const])
      .flatMap(([id, fate]) => (fate ? [[id, fate] as const] : [])),
  );
  const since = (at: number) => at - startedAt;
  return {
    ...scripted,
    told,
    fates,
    kinds: [...fates.values()].map(({ outcome }) => outcome.kind),
    attempts: [...fates.values()].map(({ attempts }) => attempts),
    begun: scripted.calls.map(({ at }) => since(at)).sort((one, other) => one - other),
    requested: scripted.requests.map(({ at }) => since(at)),
    endedAt: since(time.now()),
    deadline: since(effort.deadline),
  };
}
