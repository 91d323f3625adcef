import { DescribeContinuousBackupsCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { nameOf } from '../../lib/queue/queue.ts';
import { clientOptions, type Identity } from '../aws.ts';
import type { DescribedTable } from './tables.ts';

/** Asks DynamoDB what a table is like. */
export async function describeTable(TableName: string, identity: Identity): Promise<DescribedTable> {
  const client = new DynamoDBClient(clientOptions(identity));
  try {
    const { Table = {} } = await client.send(new DescribeTableCommand({ TableName }));
    const { TableStatus = 'without a status', KeySchema = [], AttributeDefinitions = [] } = Table;
    const typeOf = (key: string | undefined) =>
      AttributeDefinitions.find(({ AttributeName }) => AttributeName === key)?.AttributeType;
    const isBackedUp = await backups(client, TableName);
    return {
      kind: 'table',
      status: TableStatus,
      keys: KeySchema.map(({ AttributeName }) => `${AttributeName} ${typeOf(AttributeName)}`),
      isProtected: Table.DeletionProtectionEnabled === true,
      ...(isBackedUp !== undefined && { isBackedUp }),
    };
  } catch (error) {
    return { kind: 'failed', reason: nameOf(error, 'DynamoDB') };
  } finally {
    client.destroy();
  }
}

/** A permission of its own, which whoever looks need not have. */
async function backups(client: DynamoDBClient, TableName: string): Promise<boolean | undefined> {
  try {
    const { ContinuousBackupsDescription } = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
    return ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
  } catch {
    return undefined;
  }
}
