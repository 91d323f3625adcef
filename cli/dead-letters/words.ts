import { counted, plain, some } from '../wording.ts';
import { type Explanation, explanationOf } from './explanations.ts';
import { type Letter, tally } from './letter.ts';
import { subjectInWords } from './subject.ts';

/**
 * What lies on the queue, for people: counts by code, and the first letters of each. `all`: how many were received, whether they are meant
 * or not; `unseen`: about how many were not.
 */
export function inWords(letters: readonly Letter[], all: number, unseen = 0): string {
  if (letters.length === 0 && all === 0)
    return unseen === 0 ? 'No dead letters.\n' : 'None of the dead letters can be seen now.\n';
  if (letters.length === 0) return `None of ${counted(all, 'dead letter')}.\n`;
  const among = letters.length < all ? ` of ${all}` : '';
  const codes = tally(letters).flatMap(([code, count]) => [
    `${plain(code)}: ${counted(count, 'letter')}`,
    `  ${some(letters.filter((letter) => letter.code === code).map(line), '\n  ')}`,
    '',
  ]);
  return `${[`${counted(letters.length, 'dead letter')}${among}:`, '', ...codes].join('\n')}What to do about a code: revoke dead-letters explain CODE. Every letter: --json\n`;
}

const line = ({ subject, incidentId, reason, failedAt, redrives, messageId }: Letter): string =>
  [
    subjectInWords(subject),
    plain(incidentId ?? 'no incident'),
    ...(failedAt === undefined ? [] : [plain(failedAt)]),
    ...(redrives > 0 ? [`put back ${counted(redrives, 'time')}`] : []),
    `${plain(reason ?? 'without a reason')} [${messageId}]`,
  ].join(', ');

/** What a code means and what to check, for people. */
export function explained(code: string): string {
  const { means, check, redriving }: Explanation = explanationOf(code) ?? { means: '', check: [], redriving: 'never' };
  return [
    `${code}: ${means}`,
    ...check.map((each, index) => `  ${index + 1}. ${each}`),
    redriving === 'never'
      ? '  Putting it back does not help: it would come back the same.'
      : `  When that is mended: revoke dead-letters redrive --code ${code}`,
    '',
  ].join('\n');
}

/** How many letters, and of which codes. */
export const summary = (letters: readonly Letter[]): string =>
  `${counted(letters.length, 'letter')} (${some(tally(letters).map(([code, count]) => `${count} of ${plain(code)}`))})`;

/** A letter, for programs; its body stays where it is. */
export const document = ({ messageId, code, reason, identifier, incidentId, subject, failedAt, redrives }: Letter) => ({
  messageId,
  code,
  reason: reason ?? null,
  identifier: identifier ?? null,
  incidentId: incidentId ?? null,
  subject,
  failedAt: failedAt ?? null,
  redrives,
});
