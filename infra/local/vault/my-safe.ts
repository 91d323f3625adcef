import type { Replying } from './reply.ts';

/**
 * Versions of the vault word the same answer differently: `older` writes other sentences, and no top-level `code` in a
 * success.
 */
export type Wording = 'current' | 'older';

type Sentence = Readonly<Record<Wording, string>>;

const DEACTIVATED: Sentence = {
  current: 'Api secret successfully deactivated',
  older: 'API secret  successfully deactivated',
};
const ALREADY_DEACTIVATED: Sentence = {
  current: 'Api secret has already been deactivated',
  older: 'API secret has already been deactivated',
};
const NOT_FOUND: Sentence = { current: '1005: Api secret not found', older: '1005: API secret not found' };

export const deactivated = (wording: Wording): Replying => success(DEACTIVATED[wording], wording);
export const alreadyDeactivated = (wording: Wording): Replying => success(ALREADY_DEACTIVATED[wording], wording);
export const activated = (wording: Wording): Replying => success('Api secret activated successfully', wording);
export const notFound = (wording: Wording): Replying => failure(400, NOT_FOUND[wording], 1005);
export const NO_ACCESS: Replying = failure(400, '1006: User does not have access', 1006);

/** A list of API secrets, without the value of any. */
export const list = (secrets: readonly Readonly<{ identifier: string; canWrite: boolean }>[]): Replying =>
  fromVault(200, {
    code: 200,
    response: response(200, '', false),
    api_secret_on_list: secrets.map(({ identifier, canWrite }) => ({
      identifier,
      name: `API secret ${identifier}`,
      need_justify: '0',
      need_approval: '0',
      can_view: true,
      can_write: canWrite,
    })),
  });

function success(message: string, wording: Wording): Replying {
  return fromVault(200, { ...(wording === 'current' && { code: 200 }), response: response(200, message, false) });
}

/** A failure in MySafe's own shape; `code` is its number for what is wrong, where it gives one. */
export function failure(status: number, message: string, code?: number): Replying {
  return fromVault(status, {
    code: status,
    response: response(status, message, true),
    ...(code !== undefined && { exception: { code, message, detail: null } }),
  });
}

/** Every field stands there in the vendor's two languages. */
function response(status: number, message: string, error: boolean) {
  const code = error ? 1 : 0;
  return {
    status,
    message,
    error,
    error_code: code,
    detail: '',
    mensagem: message,
    erro: error,
    cod_erro: code,
  };
}

/** An answer that the gateway passes on; it adds its id of the request to the headers. */
export function fromVault(status: number, document: unknown): Replying {
  return ({ requestId }) => ({
    kind: 'whole',
    status,
    headers: { 'content-type': 'application/json', 'x-kong-request-id': requestId },
    body: JSON.stringify(document),
  });
}
