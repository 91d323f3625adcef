export const HELP = `Looks after the secrets that were not disabled: what lies on the dead-letter queue, why, and what to do.

  revoke dead-letters list
  revoke dead-letters list --incident INC-1 --json
  revoke dead-letters explain 1006
  revoke dead-letters redrive --code 1006 --incident INC-1 --dry-run
  revoke dead-letters redrive --all --rate 50 --yes
  revoke dead-letters discard --code 1005 --incident INC-1 --reason 'deleted in the vault, and rotated'

list      counts by code, and each letter with its reason
explain   what a code means, what to check in which order, and whether putting back can help
redrive   puts letters back on the source queue to be tried again, after the cause has been mended. It says first what
          it would put back, and asks. What would come back the same (1005, malformed, a fingerprint of an alert, an event of
          AWS) stays, unless --force says otherwise
discard   takes letters away for good, with a reason, and writes that into the audit trail first

Which:
  --code CODE              of this code; may be repeated, as the others
  --incident ID            of this incident, as an attribute or the body says
  --message-id ID          this letter
  --all                    all that lie there when it begins, and none that come later
  --force                  also what would come back the same. With --all SQS itself moves the whole queue, also what comes
                           until it is done, which is quick with many thousands and not counted in Redrives
  --again                  also what may have been put back when an earlier redrive was interrupted

  --rate N                 letters a second, 10 by default, 500 at most
  --reason, --by           why and who discards them; your user name by default
  --table NAME             the audit trail that it is written into: AUDIT_TABLE by default
  --unrecorded             discards them without a trail

  --dry-run                only says what would be put back
  --yes, -y                does not ask; without a terminal it does nothing without
  --json                   prints the result as one JSON document; everything else goes to stderr

Where, and as whom:
  --dead-letter-queue-url URL   DEAD_LETTER_QUEUE_URL by default; the stack's output DeadLetterQueueUrl
  --queue-url URL               QUEUE_URL by default; the stack's output QueueUrl
  --profile, --region           AWS_PROFILE, AWS_REGION and whatever else AWS's tools know by default

Looking hides letters from others who look, until the command ends, or for five minutes where it is ended by force. Ctrl-C
ends a redrive after what it has begun. That is noted in ~/.local/state/mysafe-revoke (XDG_STATE_HOME): a redrive that was
interrupted, even by force, is done again from the same account of the same machine, and loses and doubles nothing.

Exit code: 0 when all of it was shown, put back or discarded, 1 when nothing was, or you ended it, 2 when something is
wrong with what you typed, 3 when AWS could not be reached or did not take everything.
`;
