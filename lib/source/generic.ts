import { readJson } from './json.ts';
import { reported, reportShape } from './report.ts';
import { sharedSecrets } from './shared-secret.ts';
import { source } from './source.ts';
import { verifyStandardWebhook } from './standard-webhooks.ts';

/**
 * Whoever can send a body of their own choosing and sign it: scripts, and SIEMs that have no source of their own.
 * An event's id is its `webhook-id`, which is signed.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const generic = source({
  name: 'generic',
  keys: sharedSecrets,
  verify: verifyStandardWebhook,
  translate: ({ headers, body }) => {
    const read = readJson(body, reportShape);
    if (read.kind === 'refused') return read;
    return { kind: 'alert', alert: reported(headers['webhook-id'] ?? '', read.document) };
  },
});
