import { SQSClient } from '@aws-sdk/client-sqs';

/** As whom AWS is spoken to; what is not given is left to AWS's own variables and files. */
export type Identity = Readonly<{ profile: string | undefined; region: string | undefined }>;

/** The SDK waits for ever unless told otherwise. In milliseconds. */
const PATIENCE = { connectionTimeout: 5000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** How every client of AWS is made that somebody sits and waits for. */
export const clientOptions = ({ profile, region }: Identity) => ({
  ...(profile === undefined ? {} : { profile }),
  ...(region === undefined ? {} : { region }),
  // Said outright, because a default could be switched off by NODE_TLS_REJECT_UNAUTHORIZED.
  requestHandler: { ...PATIENCE, httpsAgent: { keepAlive: true, rejectUnauthorized: true } },
  // What it has to say is for programmers, and on the console it would stand between what is said to a person.
  logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
});

/** What {@link adviceFor} knows the want of a region by; the SDK itself has no name for it. */
export const NO_REGION = 'NoRegion';

/** Whether a client knows in which region to call. */
export const hasRegion = (client: { readonly config: { readonly region: () => Promise<string> } }): Promise<boolean> =>
  client.config.region().then(
    () => true,
    () => false,
  );

/** Whether a region is given, or AWS's own variables and files name one. */
export async function knowsRegion(identity: Identity): Promise<boolean> {
  const client = new SQSClient(clientOptions(identity));
  const isKnown = await hasRegion(client);
  client.destroy();
  return isKnown;
}

function ignore(): void {}
