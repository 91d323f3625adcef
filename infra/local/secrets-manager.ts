import type { IncomingMessage, ServerResponse } from 'node:http';
import { ACCESS_KEY, ACCOUNT, REGION } from './account.ts';
import { SECRET_ID } from './environment.ts';
import { bodyOf, listenOnLoopback } from './loopback.ts';

/** An error of Secrets Manager by its name, or no answer at all. */
export type SecretsManagerFault = 'AccessDeniedException' | 'DecryptionFailure' | 'InternalServiceError' | 'silence';

/** A stand-in for AWS Secrets Manager with one secret, on a free port of 127.0.0.1. */
export type SecretsManager = Readonly<{
  endpoint: string;
  /** How often the secret has been read, failed readings included. */
  reads: () => number;
  /** Keeps another value from now on. */
  rotate: (secretString: string) => void;
  /** What goes wrong with the next readings, one fault each. */
  script: (faults: readonly SecretsManagerFault[]) => void;
  stop: () => Promise<void>;
}>;

const ARN = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${SECRET_ID}-a1b2c3`;

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export async function startSecretsManager(secretString: string): Promise<SecretsManager> {
  let kept = secretString;
  let version = 1;
  let reads = 0;
  const script: SecretsManagerFault[] = [];

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') {
      return fail(response, 'UnknownOperationException', 'Only GetSecretValue is known here');
    }
    if (!request.headers.authorization?.includes(`Credential=${ACCESS_KEY.accessKeyId}/`)) {
      return fail(response, 'UnrecognizedClientException', 'The security token included in the request is invalid.');
    }
    reads += 1;
    const fault = script.shift();
    if (fault === 'silence') return;
    if (fault !== undefined) return fail(response, fault, 'So says the script');
    const { SecretId } = JSON.parse(body) as { readonly SecretId?: unknown };
    if (SecretId !== SECRET_ID && SecretId !== ARN) {
      return fail(response, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    }
    answer(response, 200, {
      ARN,
      Name: SECRET_ID,
      SecretString: kept,
      VersionId: `00000000-0000-4000-8000-${String(version).padStart(12, '0')}`,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: Date.now() / 1000,
    });
  }

  const server = await listenOnLoopback((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  return {
    endpoint: server.origin,
    reads: () => reads,
    rotate: (next) => {
      kept = next;
      version += 1;
    },
    script: (faults) => void script.push(...faults),
    stop: server.stop,
  };
}

const fail = (response: ServerResponse, name: string, message: string): void =>
  answer(response, name === 'InternalServiceError' ? 500 : 400, { __type: name, message });

function answer(response: ServerResponse, status: number, document: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(document));
}
