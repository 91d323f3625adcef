/** An answer after which nothing is left to do for the secret in the vault. */
export type FinalOutcome =
  | { readonly kind: 'disabled' }
  | { readonly kind: 'already-disabled' }
  | { readonly kind: 'not-found'; readonly code: 1005; readonly said: string }
  | { readonly kind: 'access-denied'; readonly code: 1006; readonly said: string }
  | { readonly kind: 'rejected'; readonly code: number; readonly said: string };

/** What has become of a secret by the end of an invocation. `said` and `reason` are one line without secret material. */
export type Outcome = FinalOutcome | Unresolved | Rehearsed | Unsettled;

/** What disabling a secret would come to, in a dry run. */
export type Rehearsed = { readonly kind: 'would-disable' } | { readonly kind: 'would-fail'; readonly reason: string };

/** A name of which the vault does not say clearly which secrets it means, so that none is guessed at. */
export type Unresolved = { readonly kind: 'unresolved'; readonly reason: string };

/** Why nothing is settled yet. */
export type Unsettled =
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'unauthorized'; readonly reason: string; readonly sourceAddress: boolean }
  | { readonly kind: 'deferred' };

/** What one call to the vault came to. */
export type Answer = FinalOutcome | Unavailable | Refused;

/** A secret on a list, and whether the access key may edit it, and so disable it. */
export type Listed<Id> = { readonly id: Id; readonly canEdit: boolean };

/** What one request for a list of secrets came to. `not-listed`: the vault says why it gives none. */
export type Listing<Id> =
  | { readonly kind: 'listed'; readonly secrets: readonly Listed<Id>[] }
  | { readonly kind: 'not-listed'; readonly reason: string }
  | Unavailable
  | Refused;

/** There was no usable answer, which may pass. `retryAfterMs`: the pause that was asked for; `isThrottled`: the answer was 429. */
export type Unavailable = {
  readonly kind: 'unavailable';
  readonly reason: string;
  readonly retryAfterMs?: number;
  readonly isThrottled?: true;
};

/**
 * The call was turned away before it reached the secret: the token or the route is not accepted, or, where
 * `sourceAddress` is set, the address that the call came from.
 */
export type Refused = { readonly kind: 'refused'; readonly reason: string; readonly sourceAddress: boolean };

/** A secret's outcome, and how it came about. */
export type Fate = {
  readonly outcome: Outcome;
  /** Calls made for this secret in this invocation, refused ones included. */
  readonly attempts: number;
  readonly durationMs: number;
  /** The gateway's id of the last call, where it gave one. */
  readonly requestId: string | undefined;
};
