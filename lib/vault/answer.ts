import type { Answer, FinalOutcome, Refused, Unavailable } from '../outcome/outcome.ts';
import type { HttpAnswer } from './http.ts';
import { asCount, asObject, asText, readObject } from './json.ts';
import { askedOf } from './retry-after.ts';
import { isSourceAddressRefused } from './source-address.ts';

/**
 * Reads what the vault, or the gateway in front of it, answered to the request to disable a secret. The status decides
 * for 401, 403, 429 and 5xx; after that the vault's own number does, never a sentence. Whatever is not known to be
 * final may pass.
 * @see https://docs.senhasegura.io (A2A, MySafe API, v3-32 to v4)
 */
export function readAnswer(answer: HttpAnswer, now: number): Answer {
  const judged = judge(answer, now);
  if (judged.kind !== 'success') return judged;
  // The only sign that it was inactive before.
  return /\balready\b/i.test(judged.message) ? { kind: 'already-disabled' } : { kind: 'disabled' };
}

/** MySafe did what it was asked. */
type Success = { readonly kind: 'success'; readonly message: string };

/** MySafe says by its number why it did not. */
type Failed = Extract<FinalOutcome, { code: number }>;

/** What an answer of MySafe, or of the gateway in front of it, means, whatever was asked. */
export function judge(answer: HttpAnswer, now: number): Success | Failed | Unavailable | Refused {
  const { status } = answer;
  const said = read(answer.body);
  if (status === 401 || status === 403) return refused(status, said);
  if (status === 429 || status >= 500) return unavailable(answer, said, now);
  if (status === 404 && /no route matched/i.test(said.message ?? answer.body))
    return refused(status, said, ' (wrong baseUrl, or a wrong or expired access key)');
  return readMySafe(status, said) ?? unavailable(answer, said, now);
}

/** What the body says: in MySafe's shape, in the gateway's `{"message"}`, or nothing that can be read. */
type Said = {
  /** MySafe's number for what is wrong. */
  readonly code: number | undefined;
  /** MySafe says outright that nothing is wrong. */
  readonly success: boolean;
  readonly message: string | undefined;
};

function readMySafe(status: number, { code, success, message = '' }: Said): Success | Failed | undefined {
  if (status !== 200 && status < 400) return undefined;
  if (code !== undefined) return failed(code, message);
  return status === 200 && success ? { kind: 'success', message } : undefined;
}

function failed(code: number, message: string): Failed {
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

function refused(status: number, { message }: Said, causes = ''): Refused {
  const reason = `The vault refused access: ${inWords(status, message)}${causes}`;
  return { kind: 'refused', reason, sourceAddress: isSourceAddressRefused(message ?? '') };
}

function unavailable(answer: HttpAnswer, { message }: Said, now: number): Unavailable {
  const reason = `No usable answer from the vault: ${inWords(answer.status, message)}`;
  return { kind: 'unavailable', reason, ...askedOf(answer, now) };
}

const inWords = (status: number, message: string | undefined) => `HTTP ${status}${message ? ` ${message}` : ''}`;

function read(body: string): Said {
  const document = readObject(body);
  const response = asObject(document['response']);
  const exceptionCode = asCode(asObject(document['exception'])?.['code']);
  if (response === undefined) return { code: exceptionCode, success: false, message: asText(document['message']) };
  const texts = [response['message'], response['mensagem']].flatMap((text) => asText(text) ?? []);
  const message = texts.find((text) => text !== '');
  const success = (response['error'] ?? response['erro']) === false;
  // `response.error_code` is only ever 0 or 1.
  const openings = success ? [] : texts.flatMap((text) => asCode(/^\s*(\d+)\b/.exec(text)?.[1]) ?? []);
  return { code: exceptionCode ?? openings[0], success, message };
}

/** MySafe's numbers have four digits; nothing says that they always will. */
const asCode = (value: unknown): number | undefined => asCount(value, 9);
