import type * as z from 'zod/mini';
import type { Alert } from '../alert/alert.ts';

/** A request as it came over the wire. The names of the headers are in lower case. */
export type Received = Readonly<{ headers: Readonly<Record<string, string | undefined>>; body: Buffer }>;

/**
 * Why a request is not taken: it is not what the source sends (`invalid_request`), or it is not known to come from the source.
 * The codes are those of the push delivery of security event tokens.
 * @see https://www.rfc-editor.org/rfc/rfc8935#section-2.4
 */
export type Refused = Readonly<{
  kind: 'refused';
  code: 'invalid_request' | 'invalid_key' | 'invalid_issuer' | 'invalid_audience' | 'authentication_failed';
  status: 400 | 401 | 422;
  /** Who has signed it, or given a token: nobody, somebody without a key of ours, or one who has a key. */
  signer: 'nobody' | 'unknown' | 'known';
  /** For people; repeats nothing of the request. */
  reason: string;
}>;

export type Verified = { readonly kind: 'verified' } | Refused;

/** A known event that says of nothing that it has leaked just now, and why. */
export type Nothing = Readonly<{ kind: 'nothing'; reason: string }>;

export type Translated = { readonly kind: 'alert'; readonly alert: Alert } | Nothing | Refused;

/** Tells whether a request comes from the source, now, in milliseconds since the epoch. */
export type Verify = (received: Received, now: number) => Verified | Promise<Verified>;

/** One that sends alerts over HTTP. */
export type Source = Readonly<{
  /** The last part of its path, and `reportedBy` of its messages. */
  name: string;
  /** What the answers look like: problem documents, or what RFC 8935 says. */
  answers: 'problem' | 'security-event-token';
  /** With its keys as Secrets Manager holds them. @returns every field that is wrong with them, without a value, where they are not usable */
  withKeys: (document: unknown) => { readonly kind: 'keys'; readonly verify: Verify } | Unusable;
  /** Reads a verified request. */
  translate: (received: Received) => Translated;
}>;

type Unusable = Readonly<{ kind: 'unusable'; reason: string }>;

/** A source by its parts; what its keys look like is nobody else's business. */
export function source<Keys>(parts: {
  readonly name: string;
  readonly answers?: Source['answers'];
  readonly keys: z.ZodMiniType<Keys>;
  readonly verify: (received: Received, keys: Keys, now: number) => Verified | Promise<Verified>;
  readonly translate: Source['translate'];
}): Source {
  const { name, answers = 'problem', keys, verify, translate } = parts;
  return {
    name,
    answers,
    withKeys: (document) => {
      const read = keys.safeParse(document);
      if (read.success) return { kind: 'keys', verify: (received, now) => verify(received, read.data, now) };
      const faults = read.error.issues.map(({ path, message }) => `${[name, ...path].join('.')} ${message}`);
      return { kind: 'unusable', reason: faults.join('; ') };
    },
    translate,
  };
}

export const VERIFIED: Verified = { kind: 'verified' };

/** Does not even say that it comes from the source. */
export const unsigned = (reason: string): Refused => unauthentic('nobody', reason);

/** Says so, by a signature or a token that is of no key of ours. */
export const notAuthentic = (reason: string, code?: Refused['code']): Refused => unauthentic('unknown', reason, code);

/** Came from the source once, but not now. */
export const stale = (reason: string): Refused => unauthentic('known', reason);

const unauthentic = (
  signer: Refused['signer'],
  reason: string,
  code: Refused['code'] = 'authentication_failed',
): Refused => ({ kind: 'refused', code, status: 401, signer, reason });

/** Comes from the source, and is not what its documentation says. */
export const malformed = (reason: string): Refused => ({
  kind: 'refused',
  code: 'invalid_request',
  status: 400,
  signer: 'known',
  reason,
});

/** @param reason for people; repeats nothing of the event */
export const nothing = (reason: string): Nothing => ({ kind: 'nothing', reason });

/** Comes from the source, and is none of the events that say that something has leaked. */
export const unknownEvent = (reason: string): Refused => ({
  kind: 'refused',
  code: 'invalid_request',
  status: 422,
  signer: 'known',
  reason,
});
