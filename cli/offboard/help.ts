export const HELP = `Has secrets disabled at a time to come, as when somebody leaves.

  revoke offboard --file leavers.csv --at 2026-12-01T18:00+01:00
  revoke offboard --tag leaver-mmustermann --at 2026-12-01T18:00 --time-zone Europe/Berlin --incident HR-117
  revoke offboard 5 7 --at 2026-12-01T17:00Z --yes --json
  revoke offboard list
  revoke offboard cancel offboard-20261201T170000Z-0123456789abcdef0123456789abcdef
  revoke offboard cancel --incident HR-117

Which secrets: as with revoke send, whose help says what a file may look like. All of them at the same time. Where
somebody's last day (last_day, leaves or date) is later than that, nothing is scheduled without --ignore-dates.
  ID…, --file FILE, --identifier-code CODE, --tag TAG, --skip-bad, --ignore-dates

When:
  --at TIME                with an offset or Z. From a minute to a year ahead
  --time-zone ZONE         for a TIME without an offset: Europe/Berlin, America/New_York. A time that the clocks leave
                           out, or show twice, is refused

What is said of them:
  --incident ID            found again in logs and dead letters; without it OFFBOARD- and the time
  --reason TEXT            for people

  --yes, -y                does not ask. It asks when there are more than ten secrets, or a tag, and before it cancels;
                           without a terminal it then does nothing
  --json                   prints the result as one JSON document; everything else goes to stderr

The same secrets at the same time for the same incident are scheduled once, however often it is said. Each schedule
sends one message and then is gone.

list                       what waits, the next one first
cancel NAME…               by the names that list prints; or --incident ID; or --all

Where, and as whom:
  --group NAME             SCHEDULE_GROUP by default; the stack's output ScheduleGroup, where Offboarding is on
  --role-arn ARN           SCHEDULE_ROLE_ARN; ScheduleRoleArn
  --queue-arn ARN          QUEUE_ARN; QueueArn
  --schedule-dead-letter-queue-arn ARN
                           SCHEDULE_DEAD_LETTER_QUEUE_ARN; ScheduleDeadLetterQueueArn
  --profile, --region      AWS_PROFILE, AWS_REGION and whatever else AWS's tools know by default; the region of the
                           queue goes before AWS_REGION. list and cancel need the group alone

Exit code: 0 when all of it was done, 1 when you were asked and did not say yes or when something to be cancelled was
gone, 2 when something is wrong with what you typed or with a file and nothing was done, 3 when AWS could not be reached
or did not take everything.
`;
