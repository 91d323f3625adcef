import type { Held } from '../../lib/audit/held.ts';
import { type ByHand, isOpen, type Outcome, type Standing, type Subjects, tally } from '../../lib/audit/standing.ts';
import { counted, plain, some, word } from '../wording.ts';

/** What a person calls a code or a tag, which the trail knows by its hash alone. */
export type CallName = (nameKey: string) => string;

/** How an incident stands, for a person. Long lists are cut; `--json` has everything. */
export function inWords(incidentId: string, standing: Standing, call: CallName = short): string {
  const { reports, failed, open, held, malformed, byHand } = standing;
  return [
    `${plain(incidentId)}: ${summary(standing)}`,
    ...section(
      'Reported',
      reports.map(
        ({ reportedBy, reportedAt, firstSentAt, reason, dryRun }) =>
          `${plain(reportedAt ?? firstSentAt)}${dryRun ? ', dry run' : ''}${by(reportedBy)}${because(reason)}`,
      ),
    ),
    ...section('Not disabled', [
      ...failed.map(
        (outcome) => `${what(outcome, call)}  ${plain(outcome.outcome)}: ${plain(outcome.errorMessage ?? '')}`,
      ),
      ...malformed.map(({ messageId, errorMessage }) => `message ${messageId}  malformed: ${plain(errorMessage)}`),
    ]),
    ...section(
      'By hand',
      byHand.map((done) => `${plain(done.at)}  ${plain(deed(done))} by ${plain(done.by)}: ${plain(done.reason)}`),
    ),
    ...section('Waits for approval', held.map(waiting(incidentId))),
    ...(isOpen(standing) ? section('Still open', [inOneLine(open, call)]) : []),
    '',
  ].join('\n');
}

/** What waits for approval, and how it is released. */
export const waiting =
  (incidentId: string) =>
  ({ since, because, secrets }: Held): string =>
    `${counted(secrets, 'secret')} since ${plain(since)}: ${plain(because)}. To release it: revoke approve ${word(incidentId)}`;

/** What somebody did. */
export function deed(done: ByHand): string {
  switch (done.kind) {
    case 'undoing':
      return `enabling of ${counted(done.secrets.length, 'secret')} begun (${some(done.secrets)})`;
    case 'enabled':
      return `secret ${done.identifier} enabled again`;
    case 'discarded':
      return `letter ${done.messageId} (${done.errorCode}) discarded`;
  }
}

/** `8 disabled, 1 not-found, 3 still open`, and whether that waits for approval. */
export function summary(standing: Standing): string {
  const { held } = standing;
  const { secrets, names } = standing.open;
  const open = secrets.length + names.length;
  const outcomes = Object.entries(tally(standing)).map(([outcome, number]) => `${number} ${plain(outcome)}`);
  return (
    [...outcomes, ...(open > 0 ? [`${open} still open${held.length > 0 ? ', waiting for approval' : ''}`] : [])].join(
      ', ',
    ) || 'nothing is known'
  );
}

/** What is still open, cut where it is long. */
export const inOneLine = ({ secrets, names }: Subjects, call: CallName = short): string =>
  [
    ...(secrets.length > 0 ? [`${secrets.length === 1 ? 'secret' : 'secrets'} ${some(secrets)}`] : []),
    ...(names.length > 0 ? [`${counted(names.length, 'name')} (${some(names.map(call))})`] : []),
  ].join('; ');

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, `  ${some(lines, '\n  ')}`];
}

const by = (reportedBy: string | undefined) => (reportedBy === undefined ? '' : ` by ${plain(reportedBy)}`);

const because = (reason: string | undefined) => (reason === undefined ? '' : `: ${plain(reason)}`);

const what = (outcome: Outcome, call: CallName) =>
  outcome.kind === 'secret' ? String(outcome.identifier) : call(outcome.name);

/** The beginning of a hash is enough to tell it from others. */
function short(name: string): string {
  return name.slice(0, name.indexOf(':') + 9);
}

/** How an incident stands, for a program. */
export const inJson = (incidentId: string, standing: Standing) => ({
  incidentId,
  reports: standing.reports,
  counts: tally(standing),
  outcomes: [...standing.done, ...standing.failed, ...standing.undone].map(
    ({ incidentId: _, recordId: __, ...outcome }) => outcome,
  ),
  open: standing.open,
  held: standing.held,
  byHand: standing.byHand.map(({ incidentId: _, recordId: __, ...done }) => done),
  malformed: standing.malformed.map(({ messageId, at, errorMessage }) => ({ messageId, at, errorMessage })),
});
