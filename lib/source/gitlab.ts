import * as z from 'zod/mini';
import { blotted, fingerprintOf } from '../alert/fingerprint.ts';
import { readJson } from './json.ts';
import { isMadeWith, sharedSecrets } from './shared-secret.ts';
import { malformed, notAuthentic, source, VERIFIED } from './source.ts';

const text = z.nullish(z.string());

const shape = z
  .array(z.object({ type: z.string(), token: z.string().check(z.minLength(1)), location: text, url: text }))
  .check(z.minLength(1));

/**
 * GitLab's requests to a Token Revocation API, and those of its partner program, which only differ in the header of the token
 * and in what they call the place. GitLab signs nothing: whoever knows the token may send any body at any time.
 * @see https://docs.gitlab.com/development/sec/token_revocation_api
 */
export const gitlab = source({
  name: 'gitlab',
  keys: sharedSecrets,
  verify: ({ headers }, secrets) => {
    const given = [headers['authorization'], headers['x-gitlab-token']].filter((token) => token !== undefined);
    const isTheirs = isMadeWith(
      secrets,
      (secret) => secret,
      given.map((token) => token.replace(/^Bearer /, '')),
    );
    return isTheirs ? VERIFIED : notAuthentic('The token in Authorization or X-Gitlab-Token is not one of ours');
  },
  translate: ({ body }) => {
    const read = readJson(body, shape);
    if (read.kind === 'refused') return read;
    const found = read.document.map(({ token, type, location, url }) => ({
      type,
      place: location ?? url ?? '',
      fingerprint: fingerprintOf(token),
    }));
    const [first] = found;
    if (first === undefined) return malformed('the body is not as documented');
    const leaked = read.document.map(({ token }) => token);
    return {
      kind: 'alert',
      alert: {
        eventId: JSON.stringify(
          found.map(({ type, place, fingerprint }) => JSON.stringify([type, place, fingerprint])).toSorted(),
        ),
        reason: blotted(`${first.type} found by GitLab secret detection: ${first.place || 'no place given'}`, leaked),
        reportedAt: undefined,
        secrets: found.map(({ fingerprint }) => ({ by: 'fingerprint', fingerprint })),
      },
    };
  },
});
