import { blotted, fingerprintOf } from '../alert/fingerprint.ts';
import { malformed, type Translated } from './source.ts';

/** One leaked text that a scanner has found, and where: an empty place is not known. */
type Leak = Readonly<{ token: string; type: string; place: string }>;

/** The alert of a scanner that gives an event neither an id nor a time: the event is what it says, in whatever order. */
export function leaksFound(leaks: readonly Leak[], by: string, nowhere: string): Translated {
  const found = leaks.map(({ token, ...leak }) => ({ ...leak, fingerprint: fingerprintOf(token) }));
  const [first] = found;
  if (first === undefined) return malformed('the body is not as documented');
  const leaked = leaks.map(({ token }) => token);
  return {
    kind: 'alert',
    alert: {
      eventId: JSON.stringify(
        found.map(({ type, place, fingerprint }) => JSON.stringify([type, place, fingerprint])).toSorted(),
      ),
      reason: blotted(`${first.type} found by ${by}: ${first.place || nowhere}`, leaked),
      reportedAt: undefined,
      secrets: found.map(({ fingerprint }) => ({ by: 'fingerprint', fingerprint })),
    },
  };
}
