import type { SecretId } from '../message/identifier.ts';
import { EVERYTHING, mayNameSeveral, nobodys, type Query, type Reference } from '../message/reference.ts';
import { MAX_SECRETS } from '../message/schema.ts';
import type { Fate, Listed, Listing, Unresolved } from '../outcome/outcome.ts';
import type { Attempt, Attempted } from './attempts.ts';
import type { Vault } from './ports.ts';

/** The secrets that go by a name, or what became of the name where it is not clear which they are. */
export type Finding = readonly Listed<SecretId>[] | Fate;

/** What the vault listed, or says of why it does not. */
type List = Extract<Listing<SecretId>, { kind: 'listed' }> | Unresolved;

/** Asks the vault for lists, by the same rules as for anything. */
export type Finder = Readonly<{
  /** Which secrets go by a name; asked again, it says the same. `rank`: those with less go first. */
  find: (reference: Reference, rank: number) => Promise<Finding>;
  /** Everything that the access key sees. */
  everything: () => Promise<Attempted<List>>;
}>;

/**
 * Since a vault that takes no notice of a filter would list all that there are, it is first asked for a name that nobody has
 * given, once for each kind of name: where it lists any for that, nothing that it lists counts.
 */
export function openFinder<Token extends object>(
  vault: Vault<Token>,
  attempt: Attempt<Token>,
  random: () => number,
): Finder {
  const list = (query: Query, rank: number) =>
    attempt<List>(rank, async (token, timeoutMs) => {
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

  const probes = new Map<boolean, Promise<Attempted<List>>>();
  function probed(reference: Reference, rank: number): Promise<Attempted<List>> {
    const several = mayNameSeveral(reference);
    const probe = probes.get(several) ?? list(nobodys(reference, random), rank);
    probes.set(several, probe);
    return probe;
  }

  async function find(reference: Reference, rank: number): Promise<Finding> {
    const nobody = await probed(reference, rank);
    if (nobody.outcome.kind !== 'listed') return { ...nobody, outcome: nobody.outcome };
    if (nobody.outcome.secrets.length > 0)
      return unclear(nobody, 'The vault lists secrets for a name that nobody has given, so what it lists is no answer');
    const found = await list(reference, rank);
    return found.outcome.kind === 'listed'
      ? judged(reference, found, found.outcome.secrets)
      : { ...found, outcome: found.outcome };
  }

  // Whoever asks again has to get the same: what was counted is what is disabled.
  const findings = new Map<Reference, Promise<Finding>>();
  return {
    find: (reference, rank) => {
      const finding = findings.get(reference) ?? find(reference, rank);
      findings.set(reference, finding);
      return finding;
    },
    everything: () => list(EVERYTHING, 0),
  };
}

function judged(reference: Reference, found: Attempted<List>, secrets: readonly Listed<SecretId>[]): Finding {
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
