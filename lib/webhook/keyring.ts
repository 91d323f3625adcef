import { type Register, registerSchema } from '../alert/register.ts';
import type { Source, Verify } from '../source/source.ts';

/** What Secrets Manager keeps for the sources: how each that is set up is verified, and the operator's register. */
export type Keyring = Readonly<{ verifiers: ReadonlyMap<string, Verify>; register: Register }>;

export type ReadKeyring =
  | { readonly kind: 'keyring'; readonly keyring: Keyring }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The field of the secret that is no source. */
const REGISTER = 'register';

/**
 * Reads the secret's JSON: for each source that is set up its keys under its name, and the `register`. A reason names the
 * secret's id and every field at fault at once, and no value.
 */
export function readKeyring(secretId: string, json: string, sources: readonly Source[]): ReadKeyring {
  const document = parse(json);
  if (document === undefined) return unreadable(secretId, ['the whole must be a JSON object']);
  const faults = Object.keys(document)
    .filter((name) => name !== REGISTER && !sources.some((source) => source.name === name))
    // Somebody may have put a key where a name belongs.
    .map((name) => `there is no source ${/^[a-z-]{1,20}$/.test(name) ? name : 'of one of the names'}`);
  const verifiers = new Map<string, Verify>();
  for (const source of sources.filter(({ name }) => Object.hasOwn(document, name))) {
    const keys = source.withKeys(document[source.name]);
    if (keys.kind === 'keys') verifiers.set(source.name, keys.verify);
    else faults.push(keys.reason);
  }
  const register = registerSchema.safeParse(document[REGISTER] ?? []);
  if (!register.success)
    faults.push(...register.error.issues.map(({ path, message }) => `${[REGISTER, ...path].join('.')} ${message}`));
  if (faults.length > 0 || !register.success) return unreadable(secretId, faults);
  return { kind: 'keyring', keyring: { verifiers, register: register.data } };
}

const unreadable = (secretId: string, faults: readonly string[]): ReadKeyring => ({
  kind: 'unreadable',
  reason: `Secret ${secretId} does not hold usable keys: ${faults.join('; ')}`,
});

// The parser's own message would quote what it stumbled over.
function parse(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const document: unknown = JSON.parse(json);
    const isObject = typeof document === 'object' && document !== null && !Array.isArray(document);
    return isObject ? (document as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
