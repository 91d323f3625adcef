import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startTables } from '../../infra/local/tables.ts';

test('what is put into a table can be got again by its keys, and is put there once under a condition', async () => {
  const tables = await startTables([{ name: 'records', partitionKey: 'Incident', sortKey: 'At' }]);
  onTestFinished(tables.stop);
  const key = { Incident: { S: 'INC-1' }, At: { S: '1' } };
  const put = () =>
    tables.client.send(
      new PutItemCommand({
        TableName: 'records',
        Item: { ...key, Said: { S: 'yes' } },
        ConditionExpression: 'attribute_not_exists(Incident)',
      }),
    );
  await put();
  await expect(put()).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  const { Item } = await tables.client.send(new GetItemCommand({ TableName: 'records', Key: key }));
  expect(Item).toMatchObject({ Said: { S: 'yes' } });
});
