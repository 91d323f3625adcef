import * as z from 'zod/mini';
import { readJson } from './json.ts';
import { reported, reportShape } from './report.ts';
import { sharedSecrets } from './shared-secret.ts';
import { nothing, source } from './source.ts';
import { verifyStandardWebhook } from './standard-webhooks.ts';

const shape = z.extend(reportShape, {
  incident: z.object({
    id: z.string().check(z.minLength(1), z.maxLength(1024)),
    properties: z.optional(
      z.object({
        title: z.optional(z.string()),
        status: z.optional(z.string()),
        createdTimeUtc: z.optional(z.string()),
      }),
    ),
  }),
});

/**
 * A playbook of Microsoft Sentinel, which writes its body itself: the incident as the trigger has it, and beside it the secrets
 * as the generic source has them. An incident of Sentinel is one of ours, however often its playbook runs.
 * @see https://learn.microsoft.com/en-us/azure/sentinel/automation/playbook-triggers-actions
 * @see https://learn.microsoft.com/en-us/rest/api/securityinsights/incidents/get
 */
export const sentinel = source({
  name: 'sentinel',
  keys: sharedSecrets,
  verify: verifyStandardWebhook,
  translate: ({ body }) => {
    const read = readJson(body, shape);
    if (read.kind === 'refused') return read;
    const { incident, ...report } = read.document;
    const { title, status, createdTimeUtc } = incident.properties ?? {};
    // A playbook may run at each change of an incident, that to its end included.
    if (status === 'Closed') return nothing('The incident is closed');
    return {
      kind: 'alert',
      alert: reported(incident.id, { ...report, reason: report.reason ?? title }, createdTimeUtc),
    };
  },
});
