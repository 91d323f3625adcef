import * as z from 'zod/mini';
import { readJson } from './json.ts';
import { leaksFound } from './leaks-found.ts';
import { isMadeWith, sharedSecrets } from './shared-secret.ts';
import { notAuthentic, source, unsigned, VERIFIED } from './source.ts';

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
    if (given.length === 0) return unsigned('A token in Authorization or X-Gitlab-Token is needed');
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
    const leaks = read.document.map(({ token, type, location, url }) => ({
      token,
      type,
      place: location ?? url ?? '',
    }));
    return leaksFound(leaks, 'GitLab secret detection', 'no place given');
  },
});
