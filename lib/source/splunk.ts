import * as z from 'zod/mini';
import { meansDryRun } from '../message/dry-run.ts';
import { readDocument, readJson } from './json.ts';
import { named, reported, reportShape } from './report.ts';
import { sharedSecrets } from './shared-secret.ts';
import { malformed, source } from './source.ts';
import { verifyStandardWebhook } from './standard-webhooks.ts';

const shape = z.looseObject({
  sid: z.string().check(z.minLength(1), z.maxLength(1024)),
  search_name: z.nullish(z.string()),
  result: z.record(z.string(), z.unknown()),
});

/**
 * What Splunk's webhook says, sent by an alert action that signs, which that webhook does not. The first row of the results
 * names the secrets, in a field called as in an entry of the generic source; one with several values names several. All that
 * one search has found is one incident.
 * @see https://docs.splunk.com/Documentation/Splunk/latest/Alert/Webhooks
 */
export const splunk = source({
  name: 'splunk',
  keys: sharedSecrets,
  verify: verifyStandardWebhook,
  translate: ({ body }) => {
    const read = readJson(body, shape);
    if (read.kind === 'refused') return read;
    const { sid, search_name, result } = read.document;
    const dryRun = Object.entries({ ...result, ...read.document }).filter(([field]) => meansDryRun(field));
    const [secrets] = Object.keys(named.shape)
      .map((field) => valuesOf(result[field]).map((value) => ({ [field]: value })))
      .filter(({ length }) => length > 0);
    if (secrets === undefined) return malformed('no field of the result names a secret as documented');
    const report = readDocument(
      { ...Object.fromEntries(dryRun), reason: search_name ?? undefined, secrets },
      reportShape,
    );
    return report.kind === 'refused' ? report : { kind: 'alert', alert: reported(sid, report.document) };
  },
});

/** Of a field that is not there, or empty, none. */
const valuesOf = (field: unknown): readonly unknown[] =>
  [field].flat().filter((value) => value !== undefined && value !== null && value !== '');
