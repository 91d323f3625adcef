import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { toItem } from '../../lib/audit/item.ts';
import { type IncidentRecords, readIncident } from '../../lib/audit/read-incident.ts';
import type { ByHand } from '../../lib/audit/standing.ts';
import { openTable } from '../../lib/audit/table.ts';
import { refused } from '../../lib/audit/write.ts';
import { nameOf, type Sent } from '../../lib/queue/queue.ts';
import { clientOptions, hasRegion, type Identity, NO_REGION } from '../aws.ts';

/** Writing one record, in milliseconds: somebody is sitting there. */
const LONGEST_MS = 10_000;

/** Which table, and as whom it is read. */
export type Where = Identity & Readonly<{ table: string }>;

/** A `failed` has a reason that {@link adviceFor} knows. */
export type Read =
  | (Readonly<{ kind: 'read' }> & IncidentRecords)
  | { readonly kind: 'failed'; readonly reason: string };

/** The audit trail, open for reading. */
export type Trail = Readonly<{
  /** Everything that is written down of an incident by now. */
  read: (incidentId: string) => Promise<Read>;
  /** Writes down what somebody did; what is there already stays as it is, and counts as written. */
  write: (record: ByHand) => Promise<Sent>;
  close: () => void;
}>;

export function openTrail({ table, ...identity }: Where): Trail {
  const client = new DynamoDBClient(clientOptions(identity));
  const put = openTable(table, clientOptions(identity));
  return {
    read: async (incidentId) => {
      if (!(await hasRegion(client))) return { kind: 'failed', reason: NO_REGION };
      try {
        return { kind: 'read', ...(await readIncident(client, table, incidentId)) };
      } catch (error) {
        return { kind: 'failed', reason: nameOf(error, 'DynamoDB') };
      }
    },
    write: async (record) => {
      if (!(await hasRegion(client))) return { kind: 'failed', reason: NO_REGION };
      try {
        await put(toItem(record), AbortSignal.timeout(LONGEST_MS));
        return { kind: 'sent' };
      } catch (error) {
        return refused(error);
      }
    },
    close: () => client.destroy(),
  };
}
