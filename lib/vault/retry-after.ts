import type { IncomingHttpHeaders } from 'node:http';
import type { Unavailable } from '../outcome/outcome.ts';

type Answered = Readonly<{ status: number; headers: IncomingHttpHeaders }>;

/** What an answer that is of no use asks for: less of everything, as 429 says, and a pause, if it names one. */
export function askedOf(answer: Answered, now: number): Pick<Unavailable, 'retryAfterMs' | 'isThrottled'> {
  const asked = askedWaitMs(answer, now);
  return { ...(asked !== undefined && { retryAfterMs: asked }), ...(answer.status === 429 && { isThrottled: true }) };
}

/**
 * How long an answer asks to be left alone, in milliseconds: as its `Retry-After` says; where a 429 has none, as Kong's
 * `RateLimit-Reset` does, which stands on every other answer too and asks for nothing there.
 * @see https://developer.konghq.com/plugins/rate-limiting/
 */
export function askedWaitMs({ status, headers }: Answered, now: number): number | undefined {
  return retryAfterMs(headers, now) ?? (status === 429 ? seconds(String(headers['ratelimit-reset'])) : undefined);
}

/**
 * `Retry-After`, in seconds or as a date, in milliseconds; `undefined` when it is missing or cannot be read.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number): number | undefined {
  const asked = headers['retry-after']?.trim() ?? '';
  return seconds(asked) ?? untilDate(asked, now);
}

/** In milliseconds, which stay a number that can be counted with however many digits there are. */
const seconds = (text: string): number | undefined =>
  /^[0-9]+$/.test(text) ? Math.min(Number(text) * 1000, Number.MAX_SAFE_INTEGER) : undefined;

/** All three forms of an HTTP date are in UTC and begin with a day's name; one of them does not say that it is in UTC. */
function untilDate(text: string, now: number): number | undefined {
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  const at = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
