import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { readJson } from './json.ts';
import { isRecent } from './replay-window.ts';
import { isMadeWith, sharedSecrets } from './shared-secret.ts';
import { malformed, notAuthentic, source, stale, unknownEvent, unsigned, VERIFIED } from './source.ts';

/** New, or found again after it had been dealt with. */
const LEAKS = ['incident_triggered', 'incident_regression', 'incident_reopened'];

const named = z.string().check(z.minLength(1), z.maxLength(256));

const shape = z.object({
  action: z.string(),
  message: z.optional(z.string()),
  timestamp: named,
  incident: z.optional(
    z.object({
      id: z.int(),
      secret_hash: z.optional(named),
      gitguardian_url: z.nullish(z.string()),
    }),
  ),
});

/**
 * GitGuardian's custom webhooks. The leaked text is not in them: a secret goes by the `secret_hash` that GitGuardian gives it,
 * which the operator's register has as its fingerprint. An incident that is opened again is another event.
 * @see https://docs.gitguardian.com/platform/configure-alerting/notifiers-integrations/custom-webhook
 */
export const gitguardian = source({
  name: 'gitguardian',
  keys: sharedSecrets,
  verify: ({ headers, body }, secrets, now) => {
    const timestamp = headers['timestamp'] ?? '';
    const make = (secret: string) =>
      `sha256=${createHmac('sha256', timestamp + secret)
        .update(body)
        .digest('hex')}`;
    const signature = headers['gitguardian-signature'];
    if (signature === undefined) return unsigned('The header Gitguardian-Signature is needed');
    if (!isMadeWith(secrets, make, [signature]))
      return notAuthentic('The signature in Gitguardian-Signature is not one of ours');
    return isRecent(readTime(timestamp), now) ? VERIFIED : stale('The Timestamp is not within five minutes');
  },
  translate: ({ body }) => {
    const read = readJson(body, shape);
    if (read.kind === 'refused') return read;
    const { action, message, timestamp, incident } = read.document;
    if (!LEAKS.includes(action)) return unknownEvent('The action is none that says that a secret has leaked');
    if (incident?.secret_hash === undefined) return malformed('incident.secret_hash is not as documented');
    return {
      kind: 'alert',
      alert: {
        eventId: JSON.stringify([incident.id, action, timestamp]),
        reason: [message, incident.gitguardian_url].filter((part) => part).join(' '),
        reportedAt: timestamp,
        secrets: [{ by: 'fingerprint', fingerprint: incident.secret_hash }],
      },
    };
  },
});

/** The documentation does not say how the header writes the time: in seconds since the epoch, or as ISO 8601. */
const readTime = (text: string): number =>
  /^[0-9]{1,12}(\.[0-9]{1,9})?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
