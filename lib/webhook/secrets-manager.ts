import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Source } from '../source/source.ts';
import { type ReadKeyring, readKeyring } from './keyring.ts';

/** Reads the keys from Secrets Manager; why it could not is a value. */
export async function fetchKeyring(
  client: SecretsManagerClient,
  secretId: string,
  sources: readonly Source[],
): Promise<ReadKeyring> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return readKeyring(secretId, SecretString ?? '', sources);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    return { kind: 'unreadable', reason: `Secrets Manager did not give secret ${secretId}: ${name}` };
  }
}
