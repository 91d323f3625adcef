import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientOptions, type Identity } from '../aws.ts';
import { regionOf } from '../queue/region.ts';

/** A queue's attributes, as SQS gives them. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export type Attributes = Readonly<Record<string, string>>;

/** A queue's attributes, or the name of the error. */
export type ReadAttributes =
  | { readonly kind: 'attributes'; readonly attributes: Attributes }
  | { readonly kind: 'failed'; readonly reason: string };

/** Asks SQS what a queue is like. */
export async function readAttributes(
  queueUrl: string,
  { profile, region, endpointIsSet }: Identity & Readonly<{ endpointIsSet: boolean }>,
): Promise<ReadAttributes> {
  const client = new SQSClient({
    ...clientOptions({ profile, region: region ?? regionOf(queueUrl) }),
    useQueueUrlAsEndpoint: !endpointIsSet,
  });
  try {
    const asked = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] });
    const { Attributes = {} } = await client.send(asked);
    return { kind: 'attributes', attributes: Attributes };
  } catch (error) {
    return { kind: 'failed', reason: nameOf(error) };
  } finally {
    client.destroy();
  }
}

/** What went wrong by name: Node's own code goes before what the SDK makes of it. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
