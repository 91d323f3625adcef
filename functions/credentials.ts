import { fromEnv } from '@aws-sdk/credential-provider-env';
import { fromHttp } from '@aws-sdk/credential-provider-http';

type Options = NonNullable<Parameters<typeof fromHttp>[0]>;

/**
 * Gets the function's credentials from where Lambda puts them: its environment, or an address that its environment names.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export const lambdaCredentials = (options: Pick<Options, 'logger'>) => () =>
  fromEnv()().catch(() => fromHttp(options)());
