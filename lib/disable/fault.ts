/** A bug, as an outcome: it must not take with it what has become of other secrets. By name alone, for what it may quote. */
export const fault = (error: unknown): { readonly kind: 'unavailable'; readonly reason: string } => ({
  kind: 'unavailable',
  reason: `A fault of this function: ${error instanceof Error ? error.name : 'unknown'}`,
});
