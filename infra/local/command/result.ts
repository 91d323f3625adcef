import type { Account } from './account.ts';
import type { FaultsMet } from './report.ts';

/** The result as a document for programs. Durations in milliseconds. */
export function result(account: Account, met: FaultsMet, about: Readonly<{ vault: string; durationMs: number }>) {
  const { secrets, deadLetters, malformed, named, disabled, deadLettered, unaccounted } = account;
  return {
    vault: about.vault,
    secrets: secrets.map(({ identifier, incidents, account: where, isQueued, history }) => ({
      identifier,
      incidents,
      outcome: history?.told.outcome ?? null,
      account: where,
      attempts: history?.attempts ?? 0,
      durationMs: history?.told.durationMs ?? null,
      reason: history?.told.reason ?? null,
      requestId: history?.told.requestId ?? null,
      faults: met.get(identifier) ?? [],
      queued: isQueued,
    })),
    deadLetters: deadLetters.map(({ identifier, incidentId, ...letter }) => ({
      identifier: identifier ?? null,
      incidentId: incidentId ?? null,
      ...letter,
    })),
    malformed,
    named,
    disabled,
    deadLettered,
    unaccounted,
    durationMs: Math.round(about.durationMs),
  };
}
