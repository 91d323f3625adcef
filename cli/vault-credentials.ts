import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ReadCredentials } from '../lib/vault/credentials.ts';
import { fetchCredentials } from '../lib/vault/secrets-manager.ts';
import { clientOptions, type Identity } from './aws.ts';

/** All of it together, in milliseconds: somebody is sitting there. */
const LONGEST_MS = 30_000;

/** Reads the vault's credentials as the function does. */
export async function readSecret(
  secretId: string,
  { profile, region }: Identity,
): Promise<ReadCredentials | { readonly kind: 'unavailable'; readonly reason: string }> {
  const client = new SecretsManagerClient(clientOptions({ profile, region: region ?? secretId.split(':')[3] }));
  try {
    return await fetchCredentials(client, secretId, AbortSignal.timeout(LONGEST_MS));
  } finally {
    client.destroy();
  }
}
