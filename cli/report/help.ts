export const HELP = `Writes what became of an incident, for its ticket or for another system.

  revoke report INC-1 --html report.html     one page that needs nothing else, and can be printed
  revoke report INC-1 --html - | less
  revoke report INC-1 --json
  revoke report INC-1 --ocsf > activities.jsonl

It reads the audit trail, which is there where the stack has AuditTrail on. There is no secret material in it.

  --html FILE              a page: what was reported, by whom, what became of each secret and when, what is left to do;
                           - writes it to standard output
  --json                   the same as revoke status --json
  --ocsf                   each settled secret as a Remediation Activity (class 7001) of OCSF, one a line; dry runs are
                           none
  --table NAME             AUDIT_TABLE by default; the stack's output AuditTableName
  --profile, --region      AWS_PROFILE, AWS_REGION and whatever else AWS's tools know by default. What they must
                           allow is dynamodb:Query on the table

Exit code: 0 when the report was written, 1 when nothing is known of the incident, 2 when something is wrong with what
you typed or the file cannot be written, 3 when AWS could not be reached.
`;
