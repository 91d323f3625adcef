export const HELP = `Shows what waits for approval, because one source would have had too much disabled in an hour, and releases it.

  revoke approve                   what waits: incident, who reported it, secrets, why, since when, message id
  revoke approve INC-1
  revoke approve --message-id 0f3c2f1e-… --yes
  revoke approve --all --by ann

Which:
  INCIDENT…                all messages of these incidents
  --message-id ID          one message, by its id on the approval queue or the one in the function's log; may be
                           repeated
  --all                    everything that waits
  --list                   only shows it, as without any of these

  --by NAME                who approves, your user name by default; goes along with the message
  --yes, -y                does not ask. Otherwise it shows what will be disabled, and asks; without a terminal it
                           then approves nothing
  --json                   prints the result as one JSON document; everything else goes to stderr

Where to, and as whom:
  --approval-queue-url URL   APPROVAL_QUEUE_URL by default; the stack's output ApprovalQueueUrl
  --queue-url URL            QUEUE_URL by default; the stack's output QueueUrl
  --profile, --region        AWS_PROFILE, AWS_REGION and whatever else AWS's tools know by default

Looking hides what waits from others who look, until the command ends, or for five minutes where it is ended by force.
With sqs:GetQueueAttributes on the approval queue it also says how many messages it could not see.
What nobody approves is deleted by SQS after 14 days; to be rid of it sooner, delete it from the approval queue.

Exit code: 0 when all of it was shown or approved, 1 when nothing of that waits, or you were asked and did not say yes,
2 when something is wrong with what you typed, 3 when AWS could not be reached or did not take everything.
`;
