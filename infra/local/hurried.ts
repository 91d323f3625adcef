/** The fields in which SQS is asked to wait before it delivers a message, in seconds. */
const DELAYS: ReadonlySet<string> = new Set(['DelaySeconds', 'VisibilityTimeout']);

/** A request to SQS, or an entry of a batch, in which every delay is so many times shorter. */
export function hurried(request: unknown, times: number): unknown {
  if (Array.isArray(request)) return request.map((entry) => hurried(entry, times));
  if (typeof request !== 'object' || request === null) return request;
  return Object.fromEntries(
    Object.entries(request).map(([name, value]) => {
      if (DELAYS.has(name) && typeof value === 'number') return [name, value / times];
      return [name, name === 'Entries' ? hurried(value, times) : value];
    }),
  );
}
