import * as z from 'zod/mini';
import { Sensitive } from '../sensitive.ts';

const text = z.string({ error: 'must be a text' }).check(z.minLength(1, { error: 'must not be empty' }));

/** A private key for ES256, of which every receiver has the public half. @see https://www.rfc-editor.org/rfc/rfc7517 */
const privateKey = z.looseObject(
  {
    kty: z.literal('EC', { error: 'must be EC' }),
    crv: z.literal('P-256', { error: 'must be P-256' }),
    kid: text,
    x: text,
    y: text,
    d: text,
  },
  { error: 'must be a private key as a JWK' },
);

const receivers = z.object(
  {
    issuer: text,
    key: privateKey,
    receivers: z
      .array(
        z.object(
          {
            url: text.check(
              z.regex(/^https:\/\/[^\s@#]+$|^http:\/\/127\.0\.0\.1(:\d+)?\//, {
                error: 'must be an https URL',
                abort: true,
              }),
              z.refine((url) => URL.canParse(url), { error: 'must be an https URL' }),
            ),
            audience: text,
            authorization: z.optional(text),
          },
          { error: 'must be an object' },
        ),
        { error: 'must be a list' },
      )
      .check(z.minLength(1, { error: 'must not be empty' })),
  },
  { error: 'must be a JSON object' },
);

/** Who is told, by what URL, and with what authorization of theirs. */
export type Receiver = Readonly<{ url: string; audience: string; authorization: Sensitive | undefined }>;

/** Who is told, and with what key that is signed: a private one for ES256, as the JSON of a JWK. */
export type Receivers = Readonly<{
  issuer: string;
  key: Readonly<{ kid: string; jwk: Sensitive }>;
  receivers: readonly Receiver[];
}>;

/**
 * Reads the JSON of the secret that names the receivers.
 * @throws Error that names the secret's id and every field at fault, and no value
 */
export function readReceivers(secretId: string, json: string): Receivers {
  const checked = receivers.safeParse(parse(json));
  if (checked.success) return wrapped(checked.data);
  const faults = checked.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'} ${message}`);
  throw new Error(`Secret ${secretId} does not hold usable receivers: ${faults.join('; ')}`);
}

const wrapped = ({ issuer, key, receivers: all }: z.infer<typeof receivers>): Receivers => ({
  issuer,
  key: { kid: key.kid, jwk: new Sensitive(JSON.stringify(key)) },
  receivers: all.map(({ url, audience, authorization }) => ({
    url,
    audience,
    authorization: authorization === undefined ? undefined : new Sensitive(authorization),
  })),
});

// The parser's own message would quote what it stumbled over.
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
