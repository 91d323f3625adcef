import * as z from 'zod/mini';
import { byFingerprint, eventSource, text, timeOf } from './event-bridge.ts';
import { nothing, unknownEvent } from './source.ts';

const finding = z.object({
  Id: text,
  Types: z.optional(z.array(z.string())),
  Workflow: z.optional(z.object({ Status: z.optional(z.string()) })),
  RecordState: z.optional(z.string()),
  Resources: z.array(
    z.object({
      Type: z.string(),
      Id: text,
      Details: z.optional(z.object({ AwsIamAccessKey: z.optional(z.object({ AccessKeyId: z.optional(text) })) })),
    }),
  ),
});

type Finding = z.infer<typeof finding>;

/** Most findings about access keys are about their age or their rights. */
const LEAKS = /^TTPs\/Credential Access|(UnauthorizedAccess|CredentialAccess):IAMUser/;

const BY_HAND = 'Security Hub Findings - Custom Action';

/**
 * Security Hub's findings about access keys that others use; whatever somebody sends by a custom action is meant.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html
 */
export const securityHub = eventSource({
  name: 'security-hub',
  from: 'aws.securityhub',
  detailTypes: ['Security Hub Findings - Imported', BY_HAND],
  shape: z.object({ findings: z.array(finding).check(z.minLength(1)) }),
  translate: ({ findings }, event) => {
    const isByHand = event['detail-type'] === BY_HAND;
    const ofLeaks = findings.filter(({ Types = [] }) => isByHand || Types.some((type) => LEAKS.test(type)));
    const meant = ofLeaks.filter((each) => isByHand || !isOver(each));
    if (ofLeaks.length > 0 && meant.length === 0) return nothing('Every finding is resolved, suppressed or archived');
    const keys = meant.flatMap(({ Resources }) => Resources.flatMap((resource) => accessKeyOf(resource) ?? []));
    if (keys.length === 0) return unknownEvent('No finding is of an access key that others use');
    return {
      kind: 'alert',
      alert: {
        eventId: JSON.stringify(meant.map(({ Id }) => Id).toSorted()),
        reason: [...new Set(meant.flatMap(({ Types = [] }) => Types))].join(', ') || BY_HAND,
        reportedAt: timeOf(event),
        secrets: keys.map(byFingerprint),
      },
    };
  },
});

/** Security Hub tells of each change of a finding, that of its workflow and its archiving included. */
const isOver = ({ Workflow, RecordState }: Finding): boolean =>
  RecordState === 'ARCHIVED' || Workflow?.Status === 'RESOLVED' || Workflow?.Status === 'SUPPRESSED';

/** Where the details do not have it, it ends the id of the resource. */
function accessKeyOf({ Type, Id, Details }: Finding['Resources'][number]): string | undefined {
  if (Type !== 'AwsIamAccessKey') return undefined;
  return Details?.AwsIamAccessKey?.AccessKeyId ?? /[A-Z0-9]{16,128}$/.exec(Id)?.[0];
}
