import * as z from 'zod/mini';
import { byFingerprint, eventSource, text, timeOf } from './event-bridge.ts';
import { malformed, nothing, unknownEvent } from './source.ts';

/**
 * AWS Health, which tells of access keys that AWS has found in public, and once more when that is over.
 * @see https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html
 */
export const awsHealth = eventSource({
  name: 'aws-health',
  from: 'aws.health',
  detailTypes: ['AWS Health Event', 'AWS Health Abuse Event'],
  shape: z.object({
    eventArn: text,
    eventTypeCode: text,
    statusCode: z.optional(z.string()),
    affectedEntities: z.optional(z.array(z.object({ entityValue: text, status: z.optional(z.string()) }))),
  }),
  translate: ({ eventArn, eventTypeCode, statusCode, affectedEntities = [] }, event) => {
    if (eventTypeCode !== 'AWS_RISK_CREDENTIALS_EXPOSED')
      return unknownEvent('The event is not of exposed credentials');
    if (statusCode === 'closed') return nothing('The event is closed');
    if (affectedEntities.length === 0) return malformed('the event names no access key');
    const exposed = affectedEntities.filter(({ status }) => status !== 'RESOLVED');
    if (exposed.length === 0) return nothing('Every access key of the event is resolved');
    return {
      kind: 'alert',
      alert: {
        eventId: eventArn,
        reason: eventTypeCode,
        reportedAt: timeOf(event),
        secrets: exposed.map(({ entityValue }) => byFingerprint(entityValue)),
      },
    };
  },
});
