import type { SecretId } from '../../lib/message/identifier.ts';
import type { Listing } from '../../lib/outcome/outcome.ts';
import { type Finding, notChecked, ok, wrong } from './finding.ts';

const URL_ABOUT = 'address of the API';

const CHECK_URL =
  'check "baseUrl" in the secret: https://VAULT without a path, unless a gateway adds one; or the access key has expired';

/** Judges from the answer to a list call whether the API is where it is looked for. */
export function addressFinding(listing: Listing<SecretId>): Finding {
  switch (listing.kind) {
    case 'listed':
      return ok(URL_ABOUT, '/api/mysafe/secretapi answers');
    case 'not-listed':
      return ok(URL_ABOUT, `/api/mysafe/secretapi answers, and lists nothing: ${listing.reason}`);
    case 'refused':
      return wrong(URL_ABOUT, listing.reason, CHECK_URL);
    case 'unavailable':
      return wrong(URL_ABOUT, listing.reason, `${CHECK_URL}; or the vault is down`);
  }
}

/** Judges whether the access key may disable a secret: it must see it, and may edit it (`can_write`). */
export function permissionFinding(id: SecretId | undefined, listing: Listing<SecretId>): Finding {
  const about = id === undefined ? 'permission' : `permission on secret ${id}`;
  if (id === undefined)
    return notChecked(
      about,
      'name a secret that the function shall be able to disable: --secret ID (nothing is done to it)',
    );
  if (listing.kind !== 'listed') return notChecked(about, `the vault gave no list: ${listing.reason}`);
  const found = listing.secrets.find((secret) => secret.id === id);
  if (found === undefined)
    return wrong(
      about,
      'the access key does not see it: it would come back as 1005 or 1006',
      'check the number, and give the access key’s user access to the secret in the vault',
    );
  if (!found.canEdit)
    return wrong(
      about,
      'the access key sees it and may not edit it: 1006',
      'give the access key’s user edit permission',
    );
  return ok(about, 'may be edited, and so disabled');
}
