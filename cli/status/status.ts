import { isAllDone, standingOf } from '../../lib/audit/standing.ts';
import { adviceForTable } from '../advice.ts';
import { inJson, inWords } from '../audit/told.ts';
import type { Trail } from '../audit/trail.ts';
import type { World } from '../command.ts';
import { counted } from '../wording.ts';
import type { StatusOptions } from './arguments.ts';

/** `revoke status`. @returns the exit code */
export async function runStatus(
  { incidentId, json }: Pick<StatusOptions, 'incidentId' | 'json'>,
  trail: Pick<Trail, 'read'>,
  { print, tell }: Pick<World, 'print' | 'tell'>,
): Promise<number> {
  const read = await trail.read(incidentId);
  if (read.kind === 'failed') {
    tell(`The audit trail could not be read: ${adviceForTable(read.reason)}.`);
    return 3;
  }
  const { records, unreadable } = read;
  if (unreadable > 0) tell(`${counted(unreadable, 'record')} could not be read: a newer revoke may know how.`);
  const standing = standingOf(records);
  if (json) print(`${JSON.stringify(inJson(incidentId, standing), null, 2)}\n`);
  if (records.length === 0) {
    tell('Nothing is known of this incident: it may be called otherwise, or its messages have not been received yet.');
  } else if (!json) print(inWords(incidentId, standing));
  return isAllDone(standing) && unreadable === 0 ? 0 : 1;
}
