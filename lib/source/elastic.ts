import * as z from 'zod/mini';
import { readJson } from './json.ts';
import { reported, reportShape } from './report.ts';
import { sharedSecrets } from './shared-secret.ts';
import { source } from './source.ts';
import { verifyStandardWebhook } from './standard-webhooks.ts';

const id = z.string().check(z.minLength(1), z.maxLength(1024));

const shape = z.extend(reportShape, {
  rule: z.object({ id, name: z.optional(z.string()) }),
  alert: z.object({ uuid: id }),
  date: z.optional(z.string()),
});

/**
 * A rule of Kibana, whose action writes its body from a template: the rule and the alert by the names of Kibana's variables, and
 * beside them the secrets as the generic source has them. An alert is one incident for as long as it is active.
 * @see https://www.elastic.co/docs/explore-analyze/alerts-cases/alerts/rule-action-variables
 */
export const elastic = source({
  name: 'elastic',
  keys: sharedSecrets,
  verify: verifyStandardWebhook,
  translate: ({ body }) => {
    const read = readJson(body, shape);
    if (read.kind === 'refused') return read;
    const { rule, alert, date, ...report } = read.document;
    const eventId = JSON.stringify([rule.id, alert.uuid]);
    return { kind: 'alert', alert: reported(eventId, { ...report, reason: report.reason ?? rule.name }, date) };
  },
});
