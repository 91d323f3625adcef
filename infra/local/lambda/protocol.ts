/** What the host of a function is told, and what it says; each is one IPC message. */
export type Invoke = Readonly<{ requestId: string; event: object; timeoutMs: number }>;

export type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init-error'; readonly reason: string }
  | { readonly kind: 'response'; readonly requestId: string; readonly response: unknown }
  | { readonly kind: 'error'; readonly requestId: string; readonly reason: string };

/**
 * Lambda's last line for an invocation. It is written to both of the function's outputs, and so tells that everything that
 * the function had written before has arrived.
 */
export const endLine = (requestId: string): string => `END RequestId: ${requestId}`;
