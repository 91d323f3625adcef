import { htmlEscape } from 'escape-goat';
import { isAllDone, type Outcome, type Standing } from '../../lib/audit/standing.ts';
import { deed, summary } from '../audit/told.ts';
import { counted, word } from '../wording.ts';
import { STYLE } from './style.ts';
import { beginOf, type Span, spanOf, stretchOf } from './timeline.ts';

/** What the report says of itself. */
export type About = Readonly<{
  incidentId: string;
  now: Date;
  version: string;
  /** Records of the trail that this version cannot read. */
  unreadable: number;
}>;

/**
 * Writes an incident as one page, to be kept with its ticket: it asks for nothing else, runs no script, and can be printed.
 * Everything that somebody else wrote is text in it.
 */
export function inHtml(standing: Standing, { incidentId, now, version, unreadable }: About): string {
  const { reports, done, failed, open, held, malformed, byHand, undone } = standing;
  const outcomes = [...failed, ...done, ...undone];
  const span = spanOf(reports, outcomes);
  const verdict = verdictOf(standing);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    htmlEscape`<title>${incidentId}: ${summary(standing)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    htmlEscape`<h1>${incidentId}</h1>`,
    htmlEscape`<p class="${isAllDone(standing) ? 'good' : 'bad'}"><strong>${verdict}.</strong> ${summary(standing)}.</p>`,
    ...(unreadable === 0
      ? []
      : [
          htmlEscape`<p class="bad"><strong>${counted(unreadable, 'record')} could not be read</strong> and so is not here: a newer revoke may know how.</p>`,
        ]),
    ...section(
      'Reported',
      ['When', 'By', 'Why', 'What', 'Approved by', 'Rehearsal'],
      reports.map((report) => [
        new Date(beginOf(report)).toISOString(),
        report.reportedBy ?? '',
        report.reason ?? '',
        [...report.secrets.map((id) => `secret ${id}`), ...report.names].join(', '),
        report.approvedBy ?? '',
        report.dryRun ? 'dry run' : 'no',
      ]),
    ),
    ...section(
      'Left to a person',
      ['What', 'Outcome', 'Why, and what to do', 'Since'],
      [
        ...failed.map((each) => [nameOf(each), codeOf(each), each.errorMessage ?? '', each.at]),
        ...malformed.map(({ messageId, errorMessage, at }) => [`message ${messageId}`, 'malformed', errorMessage, at]),
      ],
    ),
    ...section(
      'Waits for approval',
      ['Secrets', 'Why', 'Since', 'To release it'],
      held.map(({ secrets, because, since }) => [
        String(secrets),
        because,
        since,
        `revoke approve ${word(incidentId)}`,
      ]),
    ),
    ...section(
      'Still open',
      ['What'],
      [...open.secrets.map((id) => [`secret ${id}`]), ...open.names.map((name) => [name])],
    ),
    ...section(
      'Done by hand',
      ['When', 'By', 'What', 'Why'],
      byHand.map((each) => [each.at, each.by, deed(each), each.reason]),
    ),
    ...timeline(outcomes, span),
    '</main>',
    htmlEscape`<footer>Made of the audit trail on ${now.toISOString()} by MySafe kill switch ${version}. Names (codes, tags) are known by their SHA-256 alone.</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return [
    '<section>',
    htmlEscape`<h2>${title} (${rows.length})</h2>`,
    htmlEscape`<div class="wide" role="region" aria-label="${title}" tabindex="0"><table>`,
    `<thead><tr>${head.map((cell) => htmlEscape`<th scope="col">${cell}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map((row) => `<tr>${row.map((cell) => htmlEscape`<td>${cell}</td>`).join('')}</tr>`),
    '</tbody>',
    '</table></div>',
    '</section>',
  ];
}

function timeline(outcomes: readonly Outcome[], span: Span | undefined): readonly string[] {
  if (span === undefined) return [];
  const rows = outcomes.map((outcome) => {
    const { seconds, from, length } = stretchOf(outcome, span);
    const bar = htmlEscape`<span class="bar ${outcome.errorCode === undefined ? 'good' : 'bad'}" style="margin-left: ${from}%; width: ${length}%"></span>`;
    const cells = [nameOf(outcome), codeOf(outcome), outcome.at, `${seconds} s`, String(outcome.attempts)];
    const texts = cells.map((cell) => htmlEscape`<td>${cell}</td>`).join('');
    return `<tr>${texts}<td class="time" aria-hidden="true">${bar}</td></tr>`;
  });
  const { begin, end } = span;
  return [
    '<section>',
    htmlEscape`<h2>What became of each (${outcomes.length})</h2>`,
    htmlEscape`<p>From ${new Date(begin).toISOString()}, when the first was reported, to ${new Date(end).toISOString()}.</p>`,
    '<div class="wide" role="region" aria-label="What became of each" tabindex="0"><table>',
    '<thead><tr><th scope="col">What</th><th scope="col">Outcome</th><th scope="col">Settled</th><th scope="col">After</th><th scope="col">Calls</th><th scope="col">Time-line</th></tr></thead>',
    '<tbody>',
    ...rows,
    '</tbody>',
    '</table></div>',
    '</section>',
  ];
}

const nameOf = (outcome: Outcome): string =>
  outcome.kind === 'secret' ? `secret ${outcome.identifier}` : outcome.name;

const codeOf = ({ outcome, errorCode }: Outcome): string =>
  errorCode === undefined || errorCode === outcome ? outcome : `${outcome} (${errorCode})`;

function verdictOf(standing: Standing): string {
  if (standing.reports.length > 0 && standing.reports.every(({ dryRun }) => dryRun))
    return 'A rehearsal: nothing was disabled';
  return isAllDone(standing) ? 'Everything is disabled' : 'Not everything is disabled';
}
