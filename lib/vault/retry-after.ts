import type { IncomingHttpHeaders } from 'node:http';

/**
 * How long an answer asks to be left alone, in milliseconds: `Retry-After` as seconds or as a date, else Kong's
 * `RateLimit-Reset` in seconds where only that is there. `undefined` when nothing readable was asked.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 * @see https://developer.konghq.com/plugins/rate-limiting/
 */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number): number | undefined {
  const asked = headers['retry-after']?.trim();
  if (asked === undefined) return seconds(String(headers['ratelimit-reset'] ?? ''));
  return seconds(asked) ?? untilDate(asked, now);
}

function seconds(text: string): number | undefined {
  return /^[0-9]{1,9}$/.test(text) ? Number(text) * 1000 : undefined;
}

// The three forms of an HTTP date begin with a day's name; `Date.parse` alone would also take "-5" for a year.
function untilDate(text: string, now: number): number | undefined {
  const at = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
