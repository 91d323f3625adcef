import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientOptions } from './clients.ts';

/** The client of DynamoDB; for what is quick or may fail. */
export function dynamoDbClient(warn: (message: string) => void): DynamoDBClient {
  const { requestHandler, ...others } = clientOptions(warn);
  return new DynamoDBClient({
    ...others,
    requestHandler: { ...requestHandler, connectionTimeout: 1000, requestTimeout: 1000 },
  });
}
