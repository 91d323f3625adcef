import type { SecretId } from '../message/identifier.ts';
import { mayNameSeveral, nobodys, type Reference } from '../message/reference.ts';
import { MAX_SECRETS } from '../message/schema.ts';
import type { Fate, Listing, Unresolved } from '../outcome/outcome.ts';
import type { Attempt, Attempted } from './attempts.ts';
import type { Vault } from './ports.ts';

/** The secrets that go by each name, or what became of the name where it is not clear which they are. */
export type Finding = ReadonlyMap<Reference, readonly SecretId[] | Fate>;

/** What the vault listed, or says of why it does not. */
export type List = Extract<Listing<SecretId>, { kind: 'listed' }> | Unresolved;

/** Asks the vault which secrets a query means, with all tries. */
export const askForList = <Token>(
  query: Reference,
  vault: Pick<Vault<Token>, 'list'>,
  attempt: Attempt<Token>,
): Promise<Attempted<List>> =>
  attempt<List>(async (token, timeoutMs) => {
    const { answer, requestId } = await vault.list(token, query, timeoutMs);
    switch (answer.kind) {
      case 'listed':
        return { step: { kind: 'final', result: answer }, requestId };
      case 'not-listed':
        return { step: { kind: 'final', result: { kind: 'unresolved', reason: answer.reason } }, requestId };
      default:
        return { step: answer, requestId };
    }
  });

/**
 * Asks the vault which secrets go by each name. Since a vault that takes no notice of a filter would list all that there
 * are, it is first asked for a name that nobody has given: where it lists any for that, nothing that it lists counts.
 */
export async function findAll<Token extends object>(
  references: readonly Reference[],
  vault: Vault<Token>,
  attempt: Attempt<Token>,
  random: () => number,
): Promise<Finding> {
  const list = (reference: Reference) => askForList(reference, vault, attempt);
  const probes = new Map<string, Promise<Attempted<List>>>();
  function probed(reference: Reference): Promise<Attempted<List>> {
    const kind = mayNameSeveral(reference) ? 'tag' : 'identifier code';
    const probe = probes.get(kind) ?? list(nobodys(reference, random));
    probes.set(kind, probe);
    return probe;
  }

  async function find(reference: Reference): Promise<readonly SecretId[] | Fate> {
    const [nobody, found] = await Promise.all([probed(reference), list(reference)]);
    return judged(reference, nobody, found);
  }
  return new Map(await Promise.all(references.map(async (reference) => [reference, await find(reference)] as const)));
}

function judged(reference: Reference, nobody: Attempted<List>, found: Attempted<List>): readonly SecretId[] | Fate {
  if (nobody.outcome.kind !== 'listed') return { ...nobody, outcome: nobody.outcome };
  if (found.outcome.kind !== 'listed') return { ...found, outcome: found.outcome };
  if (nobody.outcome.secrets.length > 0)
    return unclear(found, 'The vault lists secrets for a name that nobody has given, so what it lists is no answer');
  const secrets = found.outcome.secrets.map(({ id }) => id);
  if (secrets.length === 0) return unclear(found, 'The vault has no secret of this name that the access key may see');
  if (secrets.length > 1 && !mayNameSeveral(reference))
    return unclear(found, `${secrets.length} secrets have this identifier code, where one is expected`);
  if (secrets.length > MAX_SECRETS)
    return unclear(found, `${secrets.length} secrets have this tag, and ${MAX_SECRETS} is the most for one message`);
  return secrets;
}

const unclear = (found: Attempted<List>, reason: string): Fate => ({
  ...found,
  outcome: { kind: 'unresolved', reason },
});
