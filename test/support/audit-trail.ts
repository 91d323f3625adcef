import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SERVED_TABLES } from '../../infra/local/served-tables.ts';
import type { Stack } from '../../infra/local/stack.ts';
import { fromItem } from '../../lib/audit/read-item.ts';
import type { AuditRecord } from '../../lib/audit/record.ts';

/** Every record of a stack's audit trail, or those of one incident; in the order of their keys. */
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
  return Items.map((item) => {
    const record = fromItem(item);
    if (record === undefined) throw new Error(`no record: ${JSON.stringify(item)}`);
    return record;
  });
}
