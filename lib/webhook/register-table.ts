import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Fingerprint } from '../alert/fingerprint.ts';
import { type Register, type Row, registerOf } from '../alert/register.ts';

/** The secrets of the vault that fingerprints belong to, or why nobody knows. */
export type Lookup = (
  fingerprints: readonly Fingerprint[],
  signal: AbortSignal,
) => Promise<
  { readonly kind: 'register'; readonly register: Register } | { readonly kind: 'unreadable'; readonly reason: string }
>;

/** The most that DynamoDB takes in one call. */
const MOST_KEYS = 100;

/** What it had no capacity for is asked for again, so often. */
const MOST_TRIES = 5;

/** No key of the table is longer than what may stand in a register. */
const MOST_CHARACTERS = 256;

/**
 * Looks up fingerprints in the operator's table: partition key `fingerprint`, a text, and `identifier`, a number or a text.
 * Needs `dynamodb:BatchGetItem` and nothing else. @param table its name or ARN
 */
export function registerTable(client: Pick<DynamoDBClient, 'send'>, table: string): Lookup {
  async function ask(fingerprints: readonly Fingerprint[], abortSignal: AbortSignal): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let keys = fingerprints.map((fingerprint) => ({ fingerprint: { S: fingerprint } }) as const);
    for (let tries = 0; keys.length > 0; tries += 1) {
      if (tries === MOST_TRIES) throw Object.assign(new Error(), { name: 'UnprocessedKeys' });
      const command = new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys } } });
      const { Responses = {}, UnprocessedKeys = {} } = await client.send(command, { abortSignal });
      // By name or by ARN, as it was asked for; there is only one.
      for (const { fingerprint, identifier } of Object.values(Responses).flat())
        rows.push({ fingerprint: fingerprint?.S ?? '', identifier: identifier?.N ?? identifier?.S });
      keys = Object.values(UnprocessedKeys).flatMap(({ Keys = [] }) =>
        Keys.map((key) => ({ fingerprint: { S: key['fingerprint']?.S ?? '' } })),
      );
    }
    return rows;
  }

  return async (fingerprints, signal) => {
    const distinct = [...new Set(fingerprints)].filter(({ length }) => length > 0 && length <= MOST_CHARACTERS);
    const hundreds = Array.from({ length: Math.ceil(distinct.length / MOST_KEYS) }, (_, index) =>
      distinct.slice(index * MOST_KEYS, (index + 1) * MOST_KEYS),
    );
    try {
      const rows = await Promise.all(hundreds.map((hundred) => ask(hundred, signal)));
      return { kind: 'register', register: registerOf(rows.flat()) };
    } catch (error) {
      // By name alone: messages of the SDK quote what they were given.
      const reason = error instanceof Error ? error.name : 'unknown error';
      return { kind: 'unreadable', reason: `The table of the register could not be read: ${reason}` };
    }
  };
}
