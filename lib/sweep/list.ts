import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** The list's bytes. A reason is one line for the log, and repeats nothing of the list. */
export type Fetched =
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly reason: string };

/** More than this is no list of leavers. */
const MOST_BYTES = 10 * 1024 * 1024;

/** Reads the list of leavers from where it lies. */
export async function fetchList(
  client: S3Client,
  { bucket, key }: Readonly<{ bucket: string; key: string }>,
  signal: AbortSignal,
): Promise<Fetched> {
  try {
    const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
    if (object.Body === undefined || (object.ContentLength ?? Number.POSITIVE_INFINITY) > MOST_BYTES) {
      return { kind: 'failed', reason: `The list of leavers has more than ${MOST_BYTES} bytes` };
    }
    return { kind: 'fetched', bytes: await object.Body.transformToByteArray() };
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    return { kind: 'failed', reason: `The list of leavers cannot be read from S3 (${name})${WHY.get(name) ?? ''}` };
  }
}

const WHY: ReadonlyMap<string, string> = new Map([
  // Who may not list a bucket is not told that something is not in it.
  ['AccessDenied', ': there is none under its key, or the bucket or its key of KMS does not let this function read it'],
  ['NoSuchKey', ': there is none under its key'],
  ['NoSuchBucket', ': there is no such bucket'],
]);
