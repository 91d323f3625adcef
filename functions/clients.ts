import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { lambdaCredentials } from './credentials.ts';

type Warn = (message: string) => void;

/** The SDK waits for ever unless told otherwise. In milliseconds. */
const PATIENCE = { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true };

/** How all clients reach AWS, and where their words go: on the console they would be lines that are not JSON. */
export const clientOptions = (warn: Warn) => {
  // Information and errors of the SDK repeat whole requests, so only its warnings pass.
  const logger = {
    debug: ignore,
    info: ignore,
    warn: (...words: unknown[]) => warn(words.map(String).join(' ')),
    error: ignore,
  };
  return {
    credentials: lambdaCredentials({ logger }),
    requestHandler: {
      ...PATIENCE,
      // Said outright, because a default could be switched off by NODE_TLS_REJECT_UNAUTHORIZED.
      httpsAgent: { keepAlive: true, maxSockets: 50, rejectUnauthorized: true },
    },
    logger,
  };
};

function ignore(): void {}

/** The client of Secrets Manager. */
export const secretsManagerClient = (warn: Warn): SecretsManagerClient => new SecretsManagerClient(clientOptions(warn));

/** The client of SQS. @param endpointIsSet whether AWS's variables name an endpoint; by default the client prefers the queue URL's host */
export const sqsClient = (warn: Warn, endpointIsSet: boolean): SQSClient =>
  new SQSClient({ ...clientOptions(warn), useQueueUrlAsEndpoint: !endpointIsSet });
