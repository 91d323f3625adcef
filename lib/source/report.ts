import * as z from 'zod/mini';
import type { Alert, Named } from '../alert/alert.ts';
import { blotted, fingerprintOf } from '../alert/fingerprint.ts';
import { meansDryRun } from '../message/dry-run.ts';
import { readIdentifier } from '../message/identifier.ts';
import { isName } from '../message/reference.ts';

const text = z.string().check(z.minLength(1), z.maxLength(4096));

/** The ways to say which secret it is. */
export const named = z.object({
  identifier: z.optional(z.union([z.number(), z.string()])),
  identifierCode: z.optional(z.string()),
  tag: z.optional(z.string()),
  clientId: z.optional(text),
  fingerprint: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/i))),
});

const entry = z
  .looseObject(named.shape)
  .check(z.refine((given) => name(given) !== undefined && !Object.keys(given).some(meansDryRun)));

/** What a sender writes that has no format of its own. The first that is there of an entry's fields counts, in this order. */
export const reportShape = z
  .looseObject({
    reason: z.optional(z.string()),
    reportedAt: z.optional(z.string()),
    dryRun: z.optional(z.boolean()),
    secrets: z.array(entry).check(z.minLength(1)),
  })
  .check(
    z.refine((report) => !Object.keys(report).some((field) => meansDryRun(field) && field !== 'dryRun'), {
      path: ['dryRun'],
    }),
  );

type Entry = z.infer<typeof named>;

/** Which secret an entry is about; `undefined` where it does not say, or not in a way that can be. */
export function name({ identifier, identifierCode, tag, clientId, fingerprint }: Entry): Named | undefined {
  if (identifier !== undefined) {
    const id = readIdentifier(identifier);
    return id === undefined ? undefined : { by: 'identifier', identifier: id };
  }
  if (identifierCode !== undefined)
    return isName(identifierCode) ? { by: 'identifierCode', identifierCode } : undefined;
  if (tag !== undefined) return isName(tag) ? { by: 'tag', tag } : undefined;
  if (clientId !== undefined) return { by: 'fingerprint', fingerprint: fingerprintOf(clientId) };
  return fingerprint === undefined ? undefined : { by: 'fingerprint', fingerprint: fingerprint.toLowerCase() };
}

/** The alert that such a report is. */
export function reported(
  eventId: string,
  { reason, reportedAt, dryRun, secrets }: z.infer<typeof reportShape>,
  otherwise?: string,
): Alert {
  const leaked = [...new Set(secrets.flatMap(({ clientId }) => clientId ?? []))];
  return {
    eventId,
    reason: reason === undefined ? undefined : blotted(reason, leaked),
    reportedAt: reportedAt ?? otherwise,
    ...(dryRun !== undefined && { dryRun }),
    secrets: secrets.flatMap((each) => name(each) ?? []),
  };
}
