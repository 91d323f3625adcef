import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import * as z from 'zod/mini';
import { Sensitive } from '../sensitive.ts';
import { asObject } from './json.ts';

/** What Secrets Manager keeps for us: where the vault is and how to get in. */
export type Credentials = Readonly<{
  /** Without a trailing slash. */
  baseUrl: string;
  clientId: string;
  clientSecret: Sensitive;
  tokenPath: string;
  tokenMethod: 'POST' | 'GET';
  tenant: string | undefined;
  /** PEM; trusted instead of the public authorities. */
  ca: string | undefined;
  /** PEM; what we show where the vault asks for a client certificate. */
  identity: Readonly<{ certificate: string; privateKey: Sensitive }> | undefined;
}>;

const text = z.string({ error: 'must be a string' }).check(z.minLength(1, { error: 'must not be empty' }));

const pem = (what: string, readable: (value: string) => unknown) =>
  z.optional(text.check(z.refine(succeeds(readable), { error: `must be ${what} in PEM format` })));

const shape = z
  .object(
    {
      baseUrl: text.check(
        z.refine(isSafeBaseUrl, {
          error:
            'must be an https URL (http only to a loopback address) without user, query, fragment, white space or control characters',
        }),
      ),
      clientId: text,
      clientSecret: text,
      tokenPath: z._default(
        text.check(z.regex(/^\/[^\s?#\\]*$/, { error: 'must be a path that begins with /' })),
        '/api/oauth2/token',
      ),
      tokenMethod: z._default(z.enum(['POST', 'GET'], { error: 'must be POST or GET' }), 'POST'),
      tenant: z.optional(text),
      ca: pem('one or more certificates', (value) => new X509Certificate(value)),
      certificate: pem('a certificate', (value) => new X509Certificate(value)),
      privateKey: pem('an unencrypted private key', (value) => createPrivateKey(value)),
    },
    { error: 'must be a JSON object' },
  )
  .check(
    z.refine(({ certificate, privateKey }) => (certificate === undefined) === (privateKey === undefined), {
      path: ['privateKey'],
      error: 'must be given together with certificate',
      // Also when another field is at fault, so that one reading names everything.
      when: ({ value }) => asObject(value) !== undefined,
    }),
    z.refine(
      succeeds(({ certificate: cert, privateKey: key }) => cert && key && createSecureContext({ cert, key })),
      {
        path: ['privateKey'],
        error: 'must belong to certificate',
      },
    ),
  );

/** The credentials, or every field that is wrong with them, without a value. */
export type ReadCredentials =
  | { readonly kind: 'credentials'; readonly credentials: Credentials }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads the secret's JSON. A reason names the secret's id and every field at fault at once, and no value. */
export function readCredentials(secretId: string, json: string): ReadCredentials {
  const document = parse(json);
  const checked = shape.safeParse(document);
  if (!checked.success) {
    const faults = checked.error.issues.map(({ path, message }) => `${path.join() || 'the whole'} ${message}`);
    return { kind: 'unreadable', reason: `Secret ${secretId} does not hold usable credentials: ${faults.join('; ')}` };
  }
  const { baseUrl, clientSecret, tenant, ca, certificate, privateKey, ...plain } = checked.data;
  const identity = certificate && privateKey ? { certificate, privateKey: new Sensitive(privateKey) } : undefined;
  return {
    kind: 'credentials',
    credentials: {
      ...plain,
      baseUrl: baseUrl.replace(/\/+$/, ''),
      clientSecret: new Sensitive(clientSecret),
      tenant,
      ca,
      identity,
    },
  };
}

// The parser's own message would quote what it stumbled over.
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function succeeds<T>(attempt: (value: T) => unknown): (value: T) => boolean {
  return (value) => {
    try {
      attempt(value);
      return true;
    } catch {
      return false;
    }
  };
}

function isSafeBaseUrl(value: string): boolean {
  const url = URL.parse(value);
  // `URL` overlooks control characters at the end of a URL, but not where a path follows.
  if (url === null || url.username || url.password || /[?#\s\\\p{Cc}]/u.test(value)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** `URL` has already written every spelling of an IPv4 address as four decimal numbers. */
const isLoopback = (hostname: string) => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
