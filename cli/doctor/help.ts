export const HELP = `Says whether everything that the function needs is as it should be. It changes nothing, and disables nothing.

  revoke doctor --secret-id mysafe/kill-switch
  revoke doctor --secret 5 --json

It reads the settings, asks the queues and tables what they are like, reads the vault's credentials from Secrets Manager,
looks how long certificates are good for, and goes to the vault as far as a token and a list of secrets, from this machine
and with your permissions.

  --secret ID                    also says whether the access key may disable this one; nothing is done to it
  --secret-id NAME               MYSAFE_SECRET_ID by default: name or ARN of the secret with the vault's credentials
  --queue-url URL                QUEUE_URL by default; the stack's output QueueUrl
  --dead-letter-queue-url URL    DEAD_LETTER_QUEUE_URL by default; the stack's output DeadLetterQueueUrl
  --json                         prints the findings as one JSON document
  --profile, --region            AWS_PROFILE, AWS_REGION and whatever else AWS's tools know by default

The function's other variables (MAX_RECEIVE_COUNT, GIVE_UP_AFTER_SECONDS …) count here as they do there. With
APPROVAL_QUEUE_URL and LIMITS_TABLE, and with AUDIT_TABLE, it looks at those, too.
You need sqs:GetQueueAttributes on the queues, secretsmanager:GetSecretValue on the secret, and for the tables
dynamodb:DescribeTable and dynamodb:DescribeContinuousBackups.

Exit code: 0 when nothing is wrong (there may be warnings), 1 when something is, 2 when something is wrong with what you
typed, 3 when AWS could not be reached at all or no region is known.
`;
