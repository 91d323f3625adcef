import type { Answer, FinalOutcome } from '../outcome/outcome.ts';
import type { HttpAnswer } from './http.ts';
import { asObject, readObject } from './json.ts';
import { retryAfterMs } from './retry-after.ts';
import { isSourceAddressRefused } from './source-address.ts';

/**
 * Reads what the vault, or the gateway in front of it, answered to the request to disable a secret. The status decides
 * for 401, 403, 429 and 5xx; after that the vault's own number does, never a sentence. Whatever is not known to be
 * final may pass.
 * @see https://docs.senhasegura.io (A2A, MySafe API, v3-32 to v4)
 */
export function readAnswer(answer: HttpAnswer, now: number): Answer {
  const { status } = answer;
  const said = readDocument(answer.body);
  if (status === 401 || status === 403) return refused(status, said);
  if (status === 429 || status >= 500) return unavailable(answer, said, now);
  if (status === 404 && /no route matched/i.test(said.message ?? answer.body)) return refused(status, said);
  return readMySafe(status, said) ?? unavailable(answer, said, now);
}

/** What the body says, of MySafe's shape, of the gateway's `{"message"}`, or nothing that can be read. */
type Document = {
  /** In MySafe's shape: `response.error`. `undefined` in any other. */
  readonly error: boolean | undefined;
  readonly code: number | undefined;
  readonly message: string | undefined;
};

function readMySafe(status: number, { error, code, message = '' }: Document): FinalOutcome | undefined {
  if (error === undefined) return undefined;
  if (status !== 200 && (status < 400 || status > 499)) return undefined;
  if (code !== undefined) return failed(code, message);
  if (status !== 200 || error) return undefined;
  // The only sign that it was inactive before.
  return /\balready\b/i.test(message) ? { kind: 'already-disabled' } : { kind: 'disabled' };
}

function failed(code: number, message: string): FinalOutcome {
  const said = message === '' ? `MySafe error ${code}` : `MySafe says ${message}`;
  switch (code) {
    case 1005:
      return { kind: 'not-found', code, said };
    case 1006:
      return { kind: 'access-denied', code, said };
    default:
      return { kind: 'rejected', code, said };
  }
}

function refused(status: number, { message }: Document): Answer {
  const reason = `The vault refused access: ${inWords(status, message)}`;
  return { kind: 'refused', reason, sourceAddress: isSourceAddressRefused(message ?? '') };
}

function unavailable(answer: HttpAnswer, { message }: Document, now: number): Answer {
  const asked = retryAfterMs(answer.headers, now);
  const reason = `No usable answer from the vault: ${inWords(answer.status, message)}`;
  return { kind: 'unavailable', reason, ...(asked !== undefined && { retryAfterMs: asked }) };
}

const inWords = (status: number, message: string | undefined) => `HTTP ${status}${message ? ` ${message}` : ''}`;

function readDocument(body: string): Document {
  const document = readObject(body);
  const response = asObject(document['response']);
  const gateway = asText(document['message']);
  if (response === undefined) return { error: undefined, code: undefined, message: gateway };
  const message = asText(response['message']) ?? asText(response['mensagem']) ?? gateway;
  const error = [response['error'], response['erro']].find((flag) => typeof flag === 'boolean');
  return { error, code: readCode(asObject(document['exception'])?.['code'], error, message), message };
}

/** `exception.code`, else, of an error, the digits that open the message. `response.error_code` is only ever 0 or 1. */
function readCode(exceptionCode: unknown, error: boolean | undefined, message: string | undefined): number | undefined {
  const digits = /^[1-9][0-9]{0,8}$/.test(String(exceptionCode)) ? String(exceptionCode) : undefined;
  const opening = error === false ? undefined : /^\s*([1-9][0-9]{0,8})\b/.exec(message ?? '')?.[1];
  const code = digits ?? opening;
  return code === undefined ? undefined : Number(code);
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
