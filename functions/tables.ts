/** What the function loads only where one of its tables is named: the client of DynamoDB, and all that speaks to it. */
export { openTable as openAuditTable } from '../lib/audit/table.ts';
export { tallyTable } from '../lib/limit/table.ts';
export { dynamoDbClient } from './dynamodb.ts';
