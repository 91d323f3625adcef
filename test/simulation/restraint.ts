import type { HttpAnswer, NoAnswer } from '../../lib/vault/http.ts';

type Rules = Readonly<{ concurrency: number; maxAttempts: number }>;

export type RestraintWatch = Readonly<{ begins: () => void; ends: (answered: HttpAnswer | NoAnswer) => void }>;

/** Holds one container to what it owes a vault in trouble: pauses that were asked for, and one call at a time. */
export function watchRestraint(
  now: () => number,
  { concurrency, maxAttempts }: Rules,
  wrong: (what: string) => void,
): RestraintWatch {
  let pausedUntil = 0;
  let failures = 0;
  let inFlight = 0;
  return {
    begins: () => {
      if (now() < pausedUntil) wrong(`a call ${pausedUntil - now()} ms before the pause is over that was asked for`);
      if (failures >= Math.max(50, concurrency * (maxAttempts + 1)) && inFlight > 0)
        wrong(`${inFlight + 1} calls at once after ${failures} failures in a row`);
      inFlight += 1;
    },
    ends: (answered) => {
      inFlight -= 1;
      if (answered.kind === 'answer' && /deactivated|100[56]: |api_secret_on_list/.test(answered.body)) failures = 0;
      else if (!isNeither(answered)) failures += 1;
      const asked = answered.kind === 'answer' ? Number(answered.headers['retry-after'] ?? 0) : 0;
      pausedUntil = Math.max(pausedUntil, now() + asked * 1000);
    },
  };
}

/** A token, or a refusal: it says nothing of whether the vault answers. */
const isNeither = (answered: HttpAnswer | NoAnswer): boolean =>
  answered.kind === 'answer' && (/access_token/.test(answered.body) || [401, 403, 404].includes(answered.status));
