import type { Refused, Unavailable } from '../outcome/outcome.ts';

/** What one call came to: nothing is left to ask, or it may be tried again. */
export type Step<Result> = { readonly kind: 'final'; readonly result: Result } | Unavailable | Refused;
