import * as z from 'zod/mini';
import { byFingerprint, eventSource, text, timeOf } from './event-bridge.ts';
import { malformed, unknownEvent } from './source.ts';

/**
 * AWS Health, which tells of access keys that AWS has found in public.
 * @see https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html
 */
export const awsHealth = eventSource({
  name: 'aws-health',
  from: 'aws.health',
  detailTypes: ['AWS Health Event', 'AWS Health Abuse Event'],
  shape: z.object({
    eventArn: text,
    eventTypeCode: text,
    affectedEntities: z.optional(z.array(z.object({ entityValue: text }))),
  }),
  translate: ({ eventArn, eventTypeCode, affectedEntities = [] }, event) => {
    if (eventTypeCode !== 'AWS_RISK_CREDENTIALS_EXPOSED')
      return unknownEvent('The event is not of exposed credentials');
    if (affectedEntities.length === 0) return malformed('the event names no access key');
    return {
      kind: 'alert',
      alert: {
        eventId: eventArn,
        reason: eventTypeCode,
        reportedAt: timeOf(event),
        secrets: affectedEntities.map(({ entityValue }) => byFingerprint(entityValue)),
      },
    };
  },
});
