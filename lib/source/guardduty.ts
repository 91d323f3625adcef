import * as z from 'zod/mini';
import { byFingerprint, eventSource, text, timeOf } from './event-bridge.ts';
import { malformed, nothing, unknownEvent } from './source.ts';

/** Others are about access keys too, and do not say that somebody else has them. */
const LEAKS = /^(UnauthorizedAccess|CredentialAccess):IAMUser\//;

/**
 * GuardDuty's findings about access keys that others use. A finding that is updated keeps its id.
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 */
export const guardDuty = eventSource({
  name: 'guardduty',
  from: 'aws.guardduty',
  detailTypes: ['GuardDuty Finding'],
  shape: z.object({
    id: text,
    type: text,
    service: z.optional(z.object({ archived: z.optional(z.boolean()) })),
    resource: z.object({ accessKeyDetails: z.optional(z.object({ accessKeyId: text })) }),
  }),
  translate: ({ id, type, service, resource }, event) => {
    if (!LEAKS.test(type)) return unknownEvent('The finding is not of credentials that others use');
    if (service?.archived === true) return nothing('The finding is archived');
    if (resource.accessKeyDetails === undefined) return malformed('the finding names no access key');
    return {
      kind: 'alert',
      alert: {
        eventId: id,
        reason: type,
        reportedAt: timeOf(event),
        secrets: [byFingerprint(resource.accessKeyDetails.accessKeyId)],
      },
    };
  },
});
