import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type ReadCredentials, readCredentials } from './credentials.ts';

/** Reads the vault's credentials from Secrets Manager; why it could not is a value. */
export async function fetchCredentials(
  client: SecretsManagerClient,
  secretId: string,
  signal: AbortSignal,
): Promise<ReadCredentials | { readonly kind: 'unavailable'; readonly reason: string }> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }), {
      abortSignal: signal,
    });
    return readCredentials(secretId, SecretString ?? '');
  } catch (error) {
    if (signal.aborted)
      return { kind: 'unavailable', reason: `Secrets Manager did not give secret ${secretId} in time` };
    const name = error instanceof Error ? error.name : 'unknown error';
    return { kind: 'unreadable', reason: `Secrets Manager did not give secret ${secretId}: ${name}` };
  }
}
