import type { Attributes } from './aws.ts';
import { type Finding, ok, warning } from './finding.ts';
import { tlsFinding } from './policies.ts';
import { encryption, size } from './queues.ts';

/** As long as SQS keeps anything: somebody has to decide. In seconds. */
const RETENTION_SECONDS = 1_209_600;

/** What the queue is like on which messages wait for approval, against what the template makes of it. */
export function approvalQueueFindings(queue: Attributes): readonly Finding[] {
  const retention = Number(queue['MessageRetentionPeriod']);
  const waiting = Number(queue['ApproximateNumberOfMessages'] ?? 0);
  return [
    retention >= RETENTION_SECONDS
      ? ok('retention of the approval queue', `${retention} s`)
      : warning(
          'retention of the approval queue',
          `${retention} s, and then SQS deletes what nobody has decided about`,
          'deploy the template again: it keeps it for 14 days',
        ),
    encryption('approval queue', queue),
    size('approval queue', queue),
    tlsFinding('approval queue', queue),
    waiting === 0
      ? ok('waits for approval', 'nothing')
      : warning(
          'waits for approval',
          `about ${waiting} messages, of which nothing is disabled`,
          'look at them with revoke approve --list, and release what is meant',
        ),
  ];
}
