const CREDENTIALS = 'log in (aws sso login, or the like), or name a profile with --profile or AWS_PROFILE';
const EXPIRED = `the AWS credentials have expired: ${CREDENTIALS}`;
const WRONG = `AWS does not take the credentials: ${CREDENTIALS}`;
const DENIED = 'these credentials may not send to the queue: they need sqs:SendMessage on it';
const NO_QUEUE = 'there is no such queue: check --queue-url or QUEUE_URL, and the region';
const UNREACHED = 'SQS cannot be reached: check the network, --queue-url or QUEUE_URL, and the region';

/** What to do about the names of errors that AWS, its SDK and Node have for what goes wrong on the way. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['NoRegion', 'no AWS region is known: give --region or set AWS_REGION'],
  ['CredentialsProviderError', `no AWS credentials were found: ${CREDENTIALS}`],
  ['TokenProviderError', EXPIRED],
  ['ExpiredToken', EXPIRED],
  ['ExpiredTokenException', EXPIRED],
  ['RequestExpired', EXPIRED],
  ['InvalidClientTokenId', WRONG],
  ['UnrecognizedClientException', WRONG],
  ['SignatureDoesNotMatch', WRONG],
  ['InvalidSignatureException', WRONG],
  ['InvalidSecurity', WRONG],
  ['AccessDenied', DENIED],
  ['AccessDeniedException', DENIED],
  ['QueueDoesNotExist', NO_QUEUE],
  ['AWS.SimpleQueueService.NonExistentQueue', NO_QUEUE],
  ['InvalidAddress', NO_QUEUE],
  ['ECONNREFUSED', UNREACHED],
  ['ECONNRESET', UNREACHED],
  ['ENOTFOUND', UNREACHED],
  ['EAI_AGAIN', UNREACHED],
  ['EHOSTUNREACH', UNREACHED],
  ['ENETUNREACH', UNREACHED],
  ['ETIMEDOUT', UNREACHED],
  ['TimeoutError', UNREACHED],
]);

/** The same for the table of the audit trail, where that is something else. */
const TABLE_ADVICE: ReadonlyMap<string, string> = new Map([
  [DENIED, 'these credentials may not read the table: they need dynamodb:Query on it'],
  [UNREACHED, 'DynamoDB cannot be reached: check the network and the region'],
]);

/** Why the audit trail could not be read and what to do about it. */
export function adviceForTable(reason: string): string {
  if (reason === 'ResourceNotFoundException') {
    return `there is no such table: check --table or AUDIT_TABLE, and the region (${reason})`;
  }
  const advice = ADVICE.get(reason);
  return advice === undefined ? reason : `${TABLE_ADVICE.get(advice) ?? advice} (${reason})`;
}

/** Why nothing could be sent and what to do about it; an error that nobody has met yet is called by its name. */
export function adviceFor(reason: string): string {
  const advice = ADVICE.get(reason);
  return advice === undefined ? reason : `${advice} (${reason})`;
}
