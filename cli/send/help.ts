export const HELP = `Sends secrets to be disabled.

  revoke send 5 7 9 --incident INC-1 --reason 'found in a public repository'
  revoke send --file leaked.csv --yes
  grep -o '"id":[0-9]*' scan.log | cut -d: -f2 | revoke send --file - --yes
  revoke send --identifier-code crm-api --tag leaver-mmustermann
  revoke send 5 --dry-run --json
  revoke send 5 7 9 --wait && echo 'all disabled'

Which secrets:
  ID…                      numbers that the vault gave them
  --file, -f FILE          a file that names them, or - for standard input; may be repeated
  --identifier-code CODE   the one secret for which that code was chosen; may be repeated
  --tag TAG                everything that has the tag; may be repeated
  --skip-bad               leaves out rows that cannot be read. Without it nothing is sent when there is one
  --ignore-dates           also those whose last day is yet to come. Without it nothing is sent when there is one

A FILE is CSV with a header, JSON (a list, an object with a list called secrets, or one object), JSON Lines, or text
with one number a line. Its columns or keys, in letters of any size: identifier, id, secret_id, secretId;
identifier_code, identifierCode, code; tag; for who leaves last_day, leaves or date, like 2026-12-01. Others are ignored.
A row that cannot be read is called by its line, and never shown.

What is said of them:
  --incident ID            found again in logs and dead letters; without it one is made up and printed
  --reason TEXT            for people
  --reported-by NAME       your user name by default
  --dry-run                the function says in its log what it would do, and disables nothing. One that is older
                           than this option does not know it, and DISABLES them

  --yes, -y                does not ask. It asks when there are more than ten secrets, or a tag, which may be
                           on as many as it likes; without a terminal it then sends nothing
  --json                   prints the result as one JSON document; everything else goes to stderr

  --wait, -w               stays until each secret has its outcome, and says how it ended. It reads the audit trail:
  --table NAME             AUDIT_TABLE by default; the stack's output AuditTableName, where AuditTrail is on
  --timeout SECONDS        the longest to wait (900). What is open then is tried on, for up to six hours

Where to, and as whom:
  --queue-url URL          QUEUE_URL by default; the stack's output QueueUrl
  --profile, --region      AWS_PROFILE, AWS_REGION and whatever else AWS's tools know by default; a queue URL that
                           names its region goes before AWS_REGION

Exit code: 0 when everything was sent, with --wait when everything is disabled; 1 when you were asked and did not say
yes, with --wait when something is not disabled; 2 when something is wrong with what you typed or with a file and
nothing was sent; 3 when AWS could not be reached or did not take everything.
`;
