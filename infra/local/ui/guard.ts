import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whom the page lets itself be used by: nobody but itself. `Host` is looked at because another web page may have its own name
 * lead to 127.0.0.1; `Origin` and `Sec-Fetch-Site`, because it may simply send a request.
 * @param origin where it is, such as `http://127.0.0.1:1234`
 * @returns why a request is refused, if it is
 */
export function refusalOf(
  { method, headers }: Readonly<{ method: string; headers: IncomingHttpHeaders }>,
  origin: string,
): string | undefined {
  const { port } = new URL(origin);
  const { host, origin: asker } = headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return 'This is no name of this page.';
  const site = headers['sec-fetch-site'];
  // "none": somebody typed the address.
  if (site !== undefined && site !== 'same-origin' && !(site === 'none' && method === 'GET')) {
    return 'Another page may not ask for anything here.';
  }
  if (method !== 'GET' && asker !== `http://${host}`) return 'Another page may not change anything here.';
  return undefined;
}

/** On every answer. No other page may have it in a frame, where somebody could be made to press its buttons. */
export const PROTECTION = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;
