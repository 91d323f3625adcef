import { partitionOf } from '../../lib/audit/keys.ts';
import { undoable } from '../../lib/audit/standing.ts';
import { readIdentifier, type SecretId } from '../../lib/message/identifier.ts';
import type { Credentials, ReadCredentials } from '../../lib/vault/credentials.ts';
import { adviceForTable } from '../advice.ts';
import type { Trail } from '../audit/trail.ts';
import type { World } from '../command.ts';
import { counted, some } from '../wording.ts';
import type { UndoOptions } from './arguments.ts';
import type { Enabling, openEnabling } from './enable.ts';

/** What undoing needs of the world. */
export type Surroundings = Pick<World, 'canAsk' | 'isConfirmed' | 'print' | 'tell'> &
  Readonly<{
    trail: Pick<Trail, 'read' | 'write'>;
    readSecret: () => Promise<ReadCredentials | { readonly kind: 'unavailable'; readonly reason: string }>;
    openEnabling: (credentials: Credentials) => ReturnType<typeof openEnabling>;
    now: () => Date;
  }>;

/** What became of one secret. */
type Undone = Readonly<
  { identifier: SecretId } & ({ kind: 'enabled'; recorded: boolean } | { kind: 'not-enabled'; reason: string })
>;

/** `revoke undo`. @returns the exit code */
export async function runUndo(options: UndoOptions, surroundings: Surroundings): Promise<number> {
  const { trail, tell } = surroundings;
  const read = await trail.read(options.incidentId);
  if (read.kind === 'failed') {
    tell(`The audit trail could not be read: ${adviceForTable(read.reason)}.`);
    return 3;
  }
  const disabled = undoable(read.records).flatMap((id) => readIdentifier(id) ?? []);
  const meant = disabled.filter((id) => options.identifiers.length === 0 || options.identifiers.includes(id));
  const others = options.identifiers.filter((id) => !disabled.includes(id));
  if (others.length > 0) {
    tell(`Not disabled by ${options.incidentId}, or enabled since, and so left alone: ${some(others)}.`);
    return 1;
  }
  if (meant.length === 0) {
    tell(`${options.incidentId} has disabled nothing that could be enabled again.`);
    return 1;
  }
  tell(
    `To be ENABLED again: ${counted(meant.length, 'secret')} (${some(meant)}), which ${options.incidentId} had disabled.`,
  );
  if (!(await mayGoOn(options, surroundings))) return 1;
  return enableAll(meant, options, surroundings);
}

async function mayGoOn(
  { incidentId, confirmed }: UndoOptions,
  { canAsk, isConfirmed, tell }: Surroundings,
): Promise<boolean> {
  if (confirmed === incidentId) return true;
  if (confirmed === undefined && canAsk && (await isConfirmed(`Type ${incidentId} to go on: `, incidentId)))
    return true;
  tell(
    confirmed === undefined && !canAsk
      ? `Nobody can be asked: add --confirm ${incidentId}. Nothing was enabled.`
      : 'Nothing was enabled.',
  );
  return false;
}

async function enableAll(
  meant: readonly SecretId[],
  options: UndoOptions,
  surroundings: Surroundings,
): Promise<number> {
  const { tell, print, readSecret } = surroundings;
  const secret = await readSecret();
  const way = secret.kind === 'credentials' ? await surroundings.openEnabling(secret.credentials) : secret;
  if (way.kind !== 'open') {
    tell(`The vault cannot be reached: ${way.reason}. Nothing was enabled.`);
    return 3;
  }
  const results: Undone[] = [];
  try {
    // One after the other: each that was enabled is written down before the next one is.
    for (const id of meant) results.push(await enableOne(id, way, options, surroundings));
  } finally {
    way.close();
  }
  const failed = results.flatMap((result) => (result.kind === 'not-enabled' ? [result] : []));
  const unrecorded = results.filter((result) => result.kind === 'enabled' && !result.recorded);
  for (const { identifier, reason } of failed) tell(`Secret ${identifier} is NOT enabled: ${reason}`);
  if (options.json) print(`${JSON.stringify({ incidentId: options.incidentId, results }, null, 2)}\n`);
  else print(`Enabled again: ${counted(results.length - failed.length, 'secret')}.\n`);
  if (unrecorded.length > 0) return 3;
  return failed.length > 0 ? 1 : 0;
}

async function enableOne(
  identifier: SecretId,
  { enable }: Enabling,
  { incidentId, by, reason }: UndoOptions,
  { trail, tell, now }: Surroundings,
): Promise<Undone> {
  const enabled = await enable(identifier);
  if (enabled.kind === 'not-enabled') return { identifier, ...enabled };
  const at = now().toISOString();
  const written = await trail.write({
    incidentId: partitionOf(incidentId),
    recordId: `enabled#${identifier}#${at}`,
    kind: 'enabled',
    identifier,
    at,
    by,
    reason,
  });
  if (written.kind === 'failed')
    tell(
      `Secret ${identifier} IS enabled, and that is not in the audit trail: ${written.reason}. Write it down by hand.`,
    );
  return { identifier, kind: 'enabled', recorded: written.kind === 'sent' };
}
