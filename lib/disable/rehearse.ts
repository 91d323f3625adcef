import type { SecretId } from '../message/identifier.ts';
import type { Reference, Target } from '../message/reference.ts';
import type { Fate, Listed, Rehearsed } from '../outcome/outcome.ts';
import type { Work, Worked } from './disable.ts';

/**
 * Says what disabling would come to, without disabling anything: with a token, each name looked up, and each number looked
 * for among all that the access key sees.
 */
export async function rehearse<Token>(
  targets: readonly Target[],
  { finder, tell }: Pick<Work<Token>, 'finder' | 'tell'>,
): Promise<Worked> {
  const fates = new Map<Target, Fate>();
  const found = new Map<Reference, readonly SecretId[]>();
  const say = (named: Target, target: Target, fate: Fate) => {
    fates.set(target, fate);
    tell(named, target, fate);
  };

  async function rehearseNumbers(numbers: readonly SecretId[]): Promise<void> {
    if (numbers.length === 0) return;
    const everything = await finder.everything();
    const { outcome } = everything;
    const listed = new Map(outcome.kind === 'listed' ? outcome.secrets.map((secret) => [secret.id, secret]) : []);
    for (const id of numbers)
      say(id, id, { ...everything, outcome: outcome.kind === 'listed' ? rehearsed(listed.get(id)) : outcome });
  }

  async function rehearseName(name: Reference, rank: number): Promise<void> {
    const finding = await finder.find(name, rank);
    if ('outcome' in finding) return say(name, name, finding);
    found.set(
      name,
      finding.map(({ id }) => id),
    );
    for (const secret of finding)
      say(name, secret.id, { outcome: rehearsed(secret), attempts: 0, durationMs: 0, requestId: undefined });
  }

  await Promise.all([
    rehearseNumbers(targets.filter((target) => typeof target === 'number')),
    ...targets.map((target, rank) => (typeof target === 'string' ? rehearseName(target, rank) : undefined)),
  ]);
  return { fates, found };
}

function rehearsed(listed: Listed<SecretId> | undefined): Rehearsed {
  if (listed === undefined) return { kind: 'would-fail', reason: 'The vault lists no such secret for the access key' };
  if (!listed.canEdit) return { kind: 'would-fail', reason: 'The access key may not edit this secret' };
  return { kind: 'would-disable' };
}
