export const HELP = `Says how an incident stands: who reported what, and what became of each secret.

  revoke status INC-1
  revoke status INC-1 --json
  revoke status message:0c1d4e2a-…      a message that belongs to no incident, by its id

It reads the audit trail, which is there where the stack has AuditTrail on. A secret that is not disabled is named with
the reason, and what to do. Still open is what was reported and has no outcome yet: it is being tried, waits for its
next try, or lies on the queue. Names (codes and tags) are in the trail as hashes only.

  --table NAME             AUDIT_TABLE by default; the stack's output AuditTableName
  --json                   prints everything as one JSON document; long lists are cut without it
  --profile, --region      AWS_PROFILE, AWS_REGION and whatever else AWS's tools know by default. What they must
                           allow is dynamodb:Query on the table

Exit code: 0 when everything is disabled, 1 when something is not or nothing is known of the incident, 2 when something
is wrong with what you typed, 3 when AWS could not be reached.
`;
