import { randomBytes } from 'node:crypto';

export const REGION = 'us-east-1';

/** The account that the stand-ins say they belong to. */
export const ACCOUNT = '000000000000';

/**
 * Another one at each start, and it opens nothing anywhere. The stand-in for Secrets Manager takes no other, because it may
 * hold the credentials of a real vault.
 */
export const ACCESS_KEY = { accessKeyId: `LOCAL${randomBytes(12).toString('hex')}`, secretAccessKey: 'local' } as const;

export const FUNCTION_NAME = 'disable-secrets';

export const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${FUNCTION_NAME}`;
