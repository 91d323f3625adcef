import type { SecretId } from '../message/identifier.ts';
import type { Query } from '../message/reference.ts';
import type { Answer, Listing, Unavailable } from '../outcome/outcome.ts';

/** What came of asking for a token. */
export type Grant<Token> =
  | { readonly kind: 'granted'; readonly token: Token }
  | { readonly kind: 'refused'; readonly reason: string; readonly sourceAddress: boolean }
  | Unavailable;

/** What came of reading the credentials that a token is asked for with. */
export type Reading<Token> =
  | { readonly kind: 'read'; readonly requestToken: (timeoutMs: number) => Promise<Grant<Token>> }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** What the story needs of a vault. A token is told apart from another by identity and is never looked into. */
export type Vault<Token> = Readonly<{
  keptToken: () => Token | undefined;
  readCredentials: (signal: AbortSignal) => Promise<Reading<Token>>;
  discardToken: (token: Token) => void;
  forgetCredentials: () => void;
  disable: (
    token: Token,
    id: SecretId,
    timeoutMs: number,
  ) => Promise<{ answer: Answer; requestId: string | undefined }>;
  list: (
    token: Token,
    query: Query,
    timeoutMs: number,
  ) => Promise<{ answer: Listing<SecretId>; requestId: string | undefined }>;
}>;

/** Time, in milliseconds since the epoch. `sleep` ends early, without an error, when the signal is aborted. */
export type Clock = Readonly<{ now: () => number; sleep: (ms: number, signal: AbortSignal) => Promise<void> }>;
