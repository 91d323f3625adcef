const CREDENTIALS = 'log in (aws sso login, or the like), or name a profile with --profile or AWS_PROFILE';
const EXPIRED = `the AWS credentials have expired: ${CREDENTIALS}`;
const WRONG = `AWS does not take the credentials: ${CREDENTIALS}`;
const CLOCK =
  "AWS takes this machine's clock for wrong, or the request was too long on its way: set the clock, and try again";
const KEY =
  'the queue is encrypted with a customer key: these credentials need kms:Decrypt, and to send kms:GenerateDataKey, on that key, which must be there and enabled';

/** What to do about the errors that mean something else for each service of AWS. */
export type ServiceAdvice = Readonly<{ denied: string; missing: string; unreached: string }>;

const SQS: ServiceAdvice = {
  denied: 'these credentials may not send to the queue: they need sqs:SendMessage on it',
  missing: 'there is no such queue: check --queue-url or QUEUE_URL, and the region',
  unreached: 'SQS cannot be reached: check the network, --queue-url or QUEUE_URL, and the region',
};

/** What to do about the names of errors that AWS and its SDK have for what is wrong with who is calling. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['NoRegion', 'no AWS region is known: give --region or set AWS_REGION'],
  ['CredentialsProviderError', `no AWS credentials were found: ${CREDENTIALS}`],
  ['TokenProviderError', EXPIRED],
  ['ExpiredToken', EXPIRED],
  ['ExpiredTokenException', EXPIRED],
  ['RequestExpired', CLOCK],
  ['RequestTimeTooSkewed', CLOCK],
  ['InvalidClientTokenId', WRONG],
  ['UnrecognizedClientException', WRONG],
  // So is one of a wrong clock called, too.
  ['SignatureDoesNotMatch', `${WRONG}. If they are right, this machine's clock may be wrong`],
  ['InvalidSignatureException', `${WRONG}. If they are right, this machine's clock may be wrong`],
  ['InvalidSecurity', WRONG],
]);

/** What the names of other errors of theirs, and of Node's, mean. */
const MEANINGS: ReadonlyMap<string, keyof ServiceAdvice> = new Map([
  ['AccessDenied', 'denied'],
  ['AccessDeniedException', 'denied'],
  ['QueueDoesNotExist', 'missing'],
  ['AWS.SimpleQueueService.NonExistentQueue', 'missing'],
  ['InvalidAddress', 'missing'],
  ['ResourceNotFoundException', 'missing'],
  ['ECONNREFUSED', 'unreached'],
  ['ECONNRESET', 'unreached'],
  ['ENOTFOUND', 'unreached'],
  ['EAI_AGAIN', 'unreached'],
  ['EHOSTUNREACH', 'unreached'],
  ['ENETUNREACH', 'unreached'],
  ['ETIMEDOUT', 'unreached'],
  ['TimeoutError', 'unreached'],
]);

/** SQS passes on what the key management service has against it: `KmsAccessDenied`, `KMS.DisabledException`. */
const OF_THE_KEY = /^kms/i;

/** Why nothing could be sent and what to do about it; an error that nobody has met yet is called by its name. */
export function adviceFor(reason: string, service: ServiceAdvice = SQS): string {
  const meaning = MEANINGS.get(reason);
  const known = OF_THE_KEY.test(reason) ? KEY : ADVICE.get(reason);
  const advice = meaning === undefined ? known : service[meaning];
  return advice === undefined ? reason : `${advice} (${reason})`;
}

const TABLE: ServiceAdvice = {
  denied: 'these credentials may not read the table: they need dynamodb:Query on it',
  missing: 'there is no such table: check --table or AUDIT_TABLE, and the region',
  unreached: 'DynamoDB cannot be reached: check the network and the region',
};

/** Why the audit trail could not be read and what to do about it. */
export const adviceForTable = (reason: string): string => adviceFor(reason, TABLE);
