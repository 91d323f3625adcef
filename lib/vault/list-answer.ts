import { readIdentifier, type SecretId } from '../message/identifier.ts';
import type { Listed, Listing } from '../outcome/outcome.ts';
import { judge } from './answer.ts';
import type { HttpAnswer } from './http.ts';
import { asObject, readObject } from './json.ts';

/**
 * Reads what the vault answered to the request for a list of API secrets: their numbers, and whether the access key may edit
 * them. A list with an entry that has no number is none.
 * @see https://docs.senhasegura.io (A2A, MySafe API, v3-32 to v4)
 */
export function readListAnswer(answer: HttpAnswer, now: number): Listing<SecretId> {
  const judged = judge(answer, now);
  switch (judged.kind) {
    case 'success': {
      const secrets = listed(answer.body);
      if (secrets !== undefined) return { kind: 'listed', secrets };
      return {
        kind: 'unavailable',
        reason: 'No usable answer from the vault: a list of API secrets that cannot be read',
      };
    }
    case 'not-found':
    case 'access-denied':
    case 'rejected':
      return { kind: 'not-listed', reason: judged.said };
    default:
      return judged;
  }
}

function listed(body: string): readonly Listed<SecretId>[] | undefined {
  const list = readObject(body)['api_secret_on_list'];
  if (!Array.isArray(list)) return undefined;
  const secrets = new Map<SecretId, Listed<SecretId>>();
  for (const entry of list.map(asObject)) {
    const id = readIdentifier(entry?.['identifier']);
    if (id === undefined) return undefined;
    secrets.set(id, { id, canEdit: entry?.['can_write'] === true });
  }
  return [...secrets.values()];
}
