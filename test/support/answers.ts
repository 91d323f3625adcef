import type { HttpAnswer } from '../../lib/vault/http.ts';

/** An answer as it comes off the wire; a body that is no string is written as JSON. */
export const answer = (status: number, body: unknown, headers: HttpAnswer['headers'] = {}): HttpAnswer => ({
  kind: 'answer',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** MySafe's own answer, with its fields in both of its languages. */
export function mySafe(status: number, message: string, code?: number) {
  const error = status !== 200 || code !== undefined;
  const number = error ? 1 : 0;
  return {
    code: status,
    response: {
      status,
      message,
      error,
      error_code: number,
      detail: '',
      mensagem: message,
      erro: error,
      cod_erro: number,
    },
    ...(code !== undefined && { exception: { code, message, detail: null } }),
  };
}
