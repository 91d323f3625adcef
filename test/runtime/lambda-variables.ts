import { dirname, parse } from 'node:path';
import { FUNCTION_NAME, REGION } from '../../infra/local/account.ts';
import type { Environment } from '../../infra/local/environment.ts';

/**
 * The variables that Lambda sets by itself, for the function as it is deployed.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function variablesOfLambda(bundle: string): Environment {
  return {
    _HANDLER: `${parse(bundle).name}.handler`,
    LAMBDA_TASK_ROOT: dirname(bundle),
    AWS_DEFAULT_REGION: REGION,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_FUNCTION_NAME: FUNCTION_NAME,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${FUNCTION_NAME}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/24/[$LATEST]local',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_LEVEL: 'INFO',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}
