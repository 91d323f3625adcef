import type { SecretId } from '../message/identifier.ts';

/**
 * The distinct secrets of a batch in the order in which to try them: one of each message in turn, so that a message with
 * five hundred secrets does not hold up one with a single secret.
 */
export function plan(messages: readonly (readonly SecretId[])[]): readonly SecretId[] {
  const rounds = Math.max(0, ...messages.map((secrets) => secrets.length));
  const order = new Set<SecretId>();
  for (let round = 0; round < rounds; round += 1) {
    for (const secrets of messages) {
      const id = secrets[round];
      if (id !== undefined) order.add(id);
    }
  }
  return [...order];
}
