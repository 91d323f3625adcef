import type { Outcome } from './outcome.ts';

/** What is done about a secret: nothing more, a dead letter that says why, or another try later. */
export type Disposition =
  | { readonly kind: 'done' }
  | { readonly kind: 'dead-letter'; readonly failure: Failure }
  | {
      readonly kind: 'try-again';
      readonly when: 'later' | 'at once';
      /** What the dead letter says, should the message be given up instead. */
      readonly failure: Failure;
    };

/** The reason of a dead letter: the code that people sort by, and what happened and what to do, in one line. */
export type Failure = { readonly errorCode: string; readonly errorMessage: string };

/** The one table from an outcome to what is done about it. */
export function dispositionOf(outcome: Outcome): Disposition {
  switch (outcome.kind) {
    case 'disabled':
    case 'already-disabled':
    case 'would-disable':
    case 'would-fail':
      return { kind: 'done' };
    case 'not-found':
      return deadLetter(outcome.code, `${outcome.said}. Check the identifier with whoever reported it.`);
    case 'unresolved':
      return deadLetter('unresolved', `${outcome.reason}. Send a message that names the secrets by their identifiers.`);
    case 'access-denied':
      return deadLetter(
        outcome.code,
        `${outcome.said}. Give the access key's user edit permission on this secret, then redrive.`,
      );
    case 'rejected':
      return deadLetter(
        outcome.code,
        `${outcome.said}. No retry can mend this: disable the secret in the vault by hand.`,
      );
    case 'unavailable':
      return tryAgain('later', 'unavailable', `${outcome.reason}. Redrive when the vault answers again.`);
    case 'unauthorized':
      return tryAgain(
        'later',
        'unauthorized',
        `${outcome.reason}. Mend what it names (access key, credentials, addresses), then redrive.`,
      );
    case 'deferred':
      return tryAgain(
        'at once',
        'unavailable',
        'Never tried: no time was left for it. Redrive it when the vault is quicker.',
      );
  }
}

const deadLetter = (code: number | 'unresolved', errorMessage: string): Disposition => ({
  kind: 'dead-letter',
  failure: { errorCode: String(code), errorMessage },
});

const tryAgain = (when: 'later' | 'at once', errorCode: string, errorMessage: string): Disposition => ({
  kind: 'try-again',
  when,
  failure: { errorCode, errorMessage },
});
