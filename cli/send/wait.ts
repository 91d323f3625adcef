import { nameKey } from '../../lib/audit/keys.ts';
import { isAllDone, type Standing, type Subjects } from '../../lib/audit/standing.ts';
import { readTarget } from '../../lib/message/reference.ts';
import type { Incident } from '../../lib/roster/messages.ts';
import type { Named } from '../../lib/roster/named.ts';
import { adviceForTable } from '../advice.ts';
import * as told from '../audit/told.ts';
import { plain, word } from '../wording.ts';
import { type Following, follow } from './follow.ts';

/** How waiting ended: the exit code, and the result for a person and for a program. */
export type Waited = Readonly<{ code: number; inWords: string; inJson: object }>;

/** Waits until everything that was sent has its outcome. @returns `undefined` after saying so, where the trail cannot be read */
export async function wait(
  { incidentId, reportedAt, dryRun }: Incident,
  secrets: readonly Named[],
  timeoutSeconds: number,
  { tell, ...following }: Following & Readonly<{ tell: (line: string) => void }>,
): Promise<Waited | undefined> {
  const awaited = { incidentId, reportedAt: reportedAt.toISOString(), dryRun, ...subjectsOf(secrets) };
  const held = (all: Standing['held']) => {
    for (const each of all) tell(`Waits for approval: ${told.waiting(incidentId)(each)}.`);
  };
  const followed = await follow(awaited, timeoutSeconds * 1000, { ...following, held });
  if (followed.kind === 'failed') {
    tell(`It was sent, but what becomes of it could not be read: ${adviceForTable(followed.reason)}.`);
    tell(`Then look with revoke status ${word(incidentId)}.`);
    return undefined;
  }
  const { standing } = followed;
  const call = namesOf(secrets);
  if (followed.kind === 'timed-out') {
    tell(`After ${timeoutSeconds} s there is still no outcome for ${told.inOneLine(standing.open, call)}.`);
    tell(
      `The function still works on what does not wait for approval. Look again with revoke status ${word(incidentId)}.`,
    );
  }
  return {
    code: followed.kind === 'settled' && isAllDone(standing) ? 0 : 1,
    inWords: told.inWords(incidentId, standing, call),
    inJson: told.inJson(incidentId, standing),
  };
}

/** Calls names as whoever sent them has typed them. */
function namesOf(all: readonly Named[]): told.CallName {
  const typed = new Map(
    all.flatMap((named) => {
      const target = readTarget(named);
      return typeof target === 'string' ? [[nameKey(target), asTyped(named)] as const] : [];
    }),
  );
  return (key) => plain(typed.get(key) ?? key);
}

function asTyped(named: Named): string {
  if ('tag' in named) return `tag ${named.tag}`;
  return 'identifierCode' in named ? `code ${named.identifierCode}` : `secret ${named.identifier}`;
}

/** What is to have an outcome: secrets by their identifiers, names as the trail knows them. */
function subjectsOf(all: readonly Named[]): Subjects {
  const targets = all.flatMap((named) => readTarget(named) ?? []);
  return {
    secrets: targets.filter((target) => typeof target === 'number'),
    names: targets.filter((target) => typeof target === 'string').map(nameKey),
  };
}
