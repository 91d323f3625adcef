export const HELP = `Enables again, in the vault, what an incident disabled by mistake.

  revoke undo INC-1 --reason 'false alarm of the scanner'
  revoke undo INC-1 --identifier 5 --identifier 7 --reason 'still in use'
  revoke undo INC-1 --reason 'false alarm' --confirm INC-1

Only secrets that this incident itself disabled are enabled: by the audit trail their outcome is disabled, and not
already-disabled. It shows which they are, and has you type the incident's id. What is begun and what is done, by whom and
why, goes into the audit trail, the beginning before anything is enabled. The function that disables cannot do this: it is
done from here, with your permissions.

Another incident that wants the same secret disabled is not looked up: send it again, then: revoke send ID --incident INC-2.
Secrets that a time-out, or a delivery that could not be written down, may have disabled are named, and left alone.

  --identifier ID          only this one; may be repeated
  --reason TEXT            why; needed
  --by NAME                who, your user name by default
  --confirm INCIDENT       the incident's id once more, for a script that cannot be asked
  --secret-id NAME         MYSAFE_SECRET_ID by default: the secret in Secrets Manager with credentials of the vault, those
                           of the function or better others, that may edit the secrets
  --table NAME             AUDIT_TABLE by default; the stack's output AuditTableName
  --json                   prints the result as one JSON document; everything else goes to stderr
  --profile, --region      AWS_PROFILE, AWS_REGION and whatever else AWS's tools know by default. What they must allow is
                           dynamodb:Query and dynamodb:PutItem on the table, secretsmanager:GetSecretValue on the secret

Exit code: 0 when all of it is enabled and written down, 1 when something could not be enabled, or may not have been,
there is nothing to be enabled, or you did not type the id, 2 when something is wrong with what you typed or nobody can be
asked, 3 when AWS or the vault could not be
reached, or what was done could not be written down.
`;
