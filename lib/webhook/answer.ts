import { STATUS_CODES } from 'node:http';
import type { Refused, Source } from '../source/source.ts';
import type { Verdict } from './verdict.ts';

/** What Lambda makes an HTTP answer of. */
export type Answer = Readonly<{ statusCode: number; headers: Readonly<Record<string, string>>; body: string }>;

/** When to send again what could not be put on the queue, in seconds. */
const AGAIN_SECONDS = '30';

/** The answer to a request, as the source wants it. */
export function answer(verdict: Verdict, wanted: Source['answers']): Answer {
  switch (verdict.kind) {
    case 'accepted':
      return wanted === 'problem' ? json(202, { incidentId: verdict.incidentId }) : { ...json(202, {}), body: '' };
    case 'nothing':
      return { ...json(202, {}), body: '' };
    case 'turned-away':
      return problem(verdict.status, verdict.reason, verdict.allow === undefined ? {} : { allow: verdict.allow });
    case 'refused':
      return wanted === 'problem' ? problem(verdict.status, verdict.reason) : pushError(verdict);
    case 'unavailable':
      // The reason is for the operator alone.
      return problem(503, 'Not accepted; please send it again', { 'retry-after': AGAIN_SECONDS });
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc9457 */
const problem = (status: number, detail: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  statusCode: status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail }),
});

/** @see https://www.rfc-editor.org/rfc/rfc8935#section-2.3 */
const pushError = ({ code, reason }: Refused): Answer => ({
  ...json(400, { err: code, description: reason }),
  headers: { 'content-type': 'application/json', 'content-language': 'en' },
});

const json = (status: number, document: unknown): Answer => ({
  statusCode: status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(document),
});
