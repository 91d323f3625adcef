import { expect, test } from 'vitest';
import { dispositionOf } from '../../../lib/outcome/disposition.ts';
import { OUTCOMES } from '../../support/messages.ts';

test.each(['disabled', 'already-disabled'] as const)('%s: nothing more is done', (kind) => {
  expect(dispositionOf(OUTCOMES[kind])).toEqual({ kind: 'done' });
});

test.each([
  ['not-found', '1005', /1005: Api secret not found\. Check the identifier/],
  ['access-denied', '1006', /1006: User does not have access\. Give .* edit permission/],
  ['rejected', '1010', /1010: Unexpected identifier type\. .* by hand/],
] as const)(
  '%s: a dead letter with code %s that says what happened and what to do',
  (kind, errorCode, errorMessage) => {
    expect(dispositionOf(OUTCOMES[kind])).toEqual({
      kind: 'dead-letter',
      failure: { errorCode, errorMessage: expect.stringMatching(errorMessage) },
    });
  },
);

test.each([
  ['unavailable', 'later', 'unavailable', /HTTP 503\. Redrive/],
  ['unauthorized', 'later', 'unauthorized', /HTTP 401\. Mend what it names/],
  ['deferred', 'at once', 'unavailable', /^Never tried/],
] as const)('%s: tried again %s, and %s should it be given up', (kind, when, errorCode, errorMessage) => {
  expect(dispositionOf(OUTCOMES[kind])).toEqual({
    kind: 'try-again',
    when,
    failure: { errorCode, errorMessage: expect.stringMatching(errorMessage) },
  });
});
