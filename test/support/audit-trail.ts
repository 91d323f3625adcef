import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SERVED_TABLES } from '../../infra/local/served-tables.ts';
import type { Stack } from '../../infra/local/stack.ts';
import { fromItem } from '../../lib/audit/read-item.ts';
import type { AuditRecord } from '../../lib/audit/record.ts';

/** Every record of a stack's audit trail, or those of one incident; in the order of their places. */
export async function trailOf(
  { tables }: Pick<Stack, 'tables'>,
  incidentId?: string,
  TableName: string = SERVED_TABLES.AUDIT_TABLE.name,
): Promise<readonly AuditRecord[]> {
  const command =
    incidentId === undefined
      ? new ScanCommand({ TableName })
      : new QueryCommand({
          TableName,
          KeyConditionExpression: 'IncidentId = :incident',
          ExpressionAttributeValues: { ':incident': { S: incidentId } },
        });
  const { Items = [] } = (await tables?.client.send(command)) ?? {};
  const records = Items.flatMap((item) =>
    fromItem(item).map((record) => {
      if (record === undefined) throw new Error(`no record: ${JSON.stringify(item)}`);
      return record;
    }),
  );
  const place = ({ incidentId, recordId }: AuditRecord) => `${incidentId} ${recordId}`;
  return records.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
}
