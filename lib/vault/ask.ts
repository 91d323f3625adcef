import type { Sensitive } from '../sensitive.ts';
import type { Credentials } from './credentials.ts';
import type { Connection, HttpAnswer } from './http.ts';
import { redact } from './redact.ts';
import { gatewayRequestId } from './request-id.ts';

/** An access token, with the way in that it was granted for. */
export type Token = Readonly<{ accessToken: Sensitive; credentials: Credentials; connection: Connection }>;

/** What is asked, below the API's own path, and how the answer is read. */
type Asking<Said> = Readonly<{
  method: 'GET' | 'POST';
  path: string;
  maxAnswerBytes?: number;
  read: (answer: HttpAnswer, now: number) => Said;
}>;

/** Makes one call, and takes care that nothing of what is secret comes back. */
export async function ask<Said extends object>(
  { accessToken, credentials, connection }: Token,
  { method, path, maxAnswerBytes, read }: Asking<Said>,
  timeoutMs: number,
  now: () => number,
) {
  const answer = await connection.request(
    {
      method,
      url: new URL(`${credentials.baseUrl}/api/mysafe/${path}`),
      headers: { authorization: `Bearer ${accessToken.reveal()}` },
      ...(maxAnswerBytes !== undefined && { maxAnswerBytes }),
    },
    timeoutMs,
  );
  if (answer.kind === 'no-answer') {
    const reason = `The vault gave no usable answer: ${answer.reason}`;
    return { answer: { kind: 'unavailable' as const, reason }, requestId: undefined };
  }
  const secrets = [accessToken, credentials.clientSecret];
  return { answer: redacted(read(answer, now()), secrets), requestId: gatewayRequestId(answer, secrets) };
}

function redacted<Said extends object>(said: Said, secrets: readonly Sensitive[]): Said {
  if ('said' in said && typeof said.said === 'string') return { ...said, said: redact(said.said, secrets) };
  if ('reason' in said && typeof said.reason === 'string') return { ...said, reason: redact(said.reason, secrets) };
  return said;
}
