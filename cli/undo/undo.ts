import { partitionOf } from '../../lib/audit/keys.ts';
import { undoable } from '../../lib/audit/undoable.ts';
import { readIdentifier, type SecretId } from '../../lib/message/identifier.ts';
import type { Credentials, ReadCredentials } from '../../lib/vault/credentials.ts';
import { adviceForTable } from '../advice.ts';
import type { Trail } from '../audit/trail.ts';
import type { World } from '../command.ts';
import type { Interruption } from '../interruption.ts';
import { counted, some } from '../wording.ts';
import type { UndoOptions } from './arguments.ts';
import type { Enabling, openEnabling } from './enable.ts';
import { foreword, leftOut } from './foreword.ts';
import { inWords, isUnrecorded, type Undone } from './undone.ts';

/** What undoing needs of the world. */
export type Surroundings = Pick<World, 'canAsk' | 'isConfirmed' | 'print' | 'tell'> &
  Readonly<{
    trail: Pick<Trail, 'read' | 'write'>;
    readSecret: () => Promise<ReadCredentials | { readonly kind: 'unavailable'; readonly reason: string }>;
    openEnabling: (credentials: Credentials) => ReturnType<typeof openEnabling>;
    now: () => Date;
    interruption: () => Interruption;
  }>;

const NOTHING = 'Nothing was enabled';

/** `revoke undo`. @returns the exit code */
export async function runUndo(options: UndoOptions, surroundings: Surroundings): Promise<number> {
  const { trail, tell } = surroundings;
  const { incidentId, identifiers } = options;
  const read = await trail.read(incidentId);
  if (read.kind === 'failed') {
    tell(`The audit trail could not be read: ${adviceForTable(read.reason)}.`);
    return 3;
  }
  const disabled = undoable(read.records).flatMap((id) => readIdentifier(id) ?? []);
  const meant = disabled.filter((id) => identifiers.length === 0 || identifiers.includes(id));
  const others = identifiers.filter((id) => !disabled.includes(id));
  if (others.length > 0) {
    tell(`Not disabled by ${incidentId}, or enabled since, and so left alone: ${some(others)}.`);
    return 1;
  }
  if (meant.length === 0) {
    tell(`${incidentId} has disabled nothing that could be enabled again.`);
    for (const line of leftOut(read.records)) tell(line);
    return 1;
  }
  for (const line of foreword(incidentId, meant, read.records)) tell(line);
  const code = await refused(options, surroundings);
  return code ?? enableAll(meant, options, surroundings);
}

/** Sees to it that somebody means it. @returns the exit code where it ends here */
async function refused(
  { incidentId, confirmed }: UndoOptions,
  { canAsk, isConfirmed, tell }: Surroundings,
): Promise<number | undefined> {
  if (confirmed === incidentId) return undefined;
  if (confirmed !== undefined) {
    tell(`--confirm is not ${incidentId}. ${NOTHING}.`);
    return 2;
  }
  if (!canAsk) {
    tell(`Nobody can be asked: add --confirm ${incidentId}. ${NOTHING}.`);
    return 2;
  }
  if (await isConfirmed(`Type ${incidentId} to go on: `, (typed) => typed === incidentId)) return undefined;
  tell(`${NOTHING}.`);
  return 1;
}

async function enableAll(
  meant: readonly SecretId[],
  options: UndoOptions,
  surroundings: Surroundings,
): Promise<number> {
  const { tell, print, readSecret, trail } = surroundings;
  const secret = await readSecret();
  const way = secret.kind === 'credentials' ? await surroundings.openEnabling(secret.credentials) : secret;
  if (way.kind !== 'open') {
    tell(`The vault cannot be reached: ${way.reason}. ${NOTHING}.`);
    return 3;
  }
  try {
    const { place, did } = deedOf(options, 'undoing', surroundings);
    const begun = await trail.write({ ...place, ...did, kind: 'undoing', secrets: [...meant] });
    if (begun.kind === 'failed') {
      tell(`The audit trail could not be written: ${adviceForTable(begun.reason)}. ${NOTHING}.`);
      return 3;
    }
    const results = await enableEach(meant, way, options, surroundings);
    for (const result of results) for (const line of inWords(result)) tell(line);
    const enabled = results.filter(({ kind }) => kind === 'enabled');
    if (options.json) print(`${JSON.stringify({ incidentId: options.incidentId, results }, null, 2)}\n`);
    else print(`Enabled again: ${counted(enabled.length, 'secret')}.\n`);
    if (results.some(isUnrecorded)) return 3;
    return enabled.length < results.length ? 1 : 0;
  } finally {
    way.close();
  }
}

/**
 * One after the other: each that was enabled is written down before the next one is, and where it cannot be, that is the end. So is
 * Ctrl-C, but not before the one that is begun is written down.
 */
async function enableEach(
  meant: readonly SecretId[],
  way: Enabling,
  options: UndoOptions,
  surroundings: Surroundings,
): Promise<readonly Undone[]> {
  const results: Undone[] = [];
  const { signal, end } = surroundings.interruption();
  try {
    for (const id of meant) {
      const isOver = signal.aborted || results.some(isUnrecorded);
      results.push(isOver ? { identifier: id, kind: 'not-tried' } : await enableOne(id, way, options, surroundings));
    }
  } finally {
    end();
  }
  return results;
}

async function enableOne(
  identifier: SecretId,
  { enable }: Enabling,
  options: UndoOptions,
  surroundings: Surroundings,
): Promise<Undone> {
  const enabled = await enable(identifier);
  if (enabled.kind !== 'enabled') return { identifier, ...enabled };
  const { place, did } = deedOf(options, `enabled#${identifier}`, surroundings);
  const written = await surroundings.trail.write({ ...place, ...did, kind: 'enabled', identifier });
  return { identifier, kind: 'enabled', recorded: written.kind === 'sent' };
}

/** What a record of it says beside what was done. */
function deedOf({ incidentId, by, reason }: UndoOptions, what: string, { now }: Surroundings) {
  const at = now().toISOString();
  return { place: { incidentId: partitionOf(incidentId), recordId: `${what}#${at}` }, did: { at, by, reason } };
}
