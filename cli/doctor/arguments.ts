import { readIdentifier, type SecretId } from '../../lib/message/identifier.ts';
import { AWS_OPTIONS, readTyped, type Wrong, wrong } from '../typed.ts';

export type DoctorOptions = Readonly<{
  /** The function's environment, as far as it was given. */
  env: Readonly<Record<string, string | undefined>>;
  /** One that the function shall be able to disable. */
  secret: SecretId | undefined;
  json: boolean;
  profile: string | undefined;
  region: string | undefined;
}>;

export const OPTIONS = {
  'secret-id': { type: 'string' },
  'queue-url': { type: 'string' },
  'dead-letter-queue-url': { type: 'string' },
  secret: { type: 'string' },
  json: { type: 'boolean' },
  ...AWS_OPTIONS,
} as const;

/** Reads what was typed after `revoke doctor`. Options stand in for the function's variables. */
export function readArguments(
  args: readonly string[],
  env: DoctorOptions['env'],
): { readonly kind: 'doctor'; readonly options: DoctorOptions } | Wrong {
  const typed = readTyped('doctor', OPTIONS, args);
  if (typed.kind === 'wrong') return typed;
  const { values, positionals } = typed;
  if (positionals.length > 0)
    return wrong('revoke doctor takes options only; a secret to try is named with --secret ID.');
  const secret = values.secret === undefined ? undefined : readIdentifier(values.secret);
  if (values.secret !== undefined && secret === undefined)
    return wrong('--secret must be the number that the vault gave a secret.');
  const given = {
    MYSAFE_SECRET_ID: values['secret-id'],
    QUEUE_URL: values['queue-url'],
    DEAD_LETTER_QUEUE_URL: values['dead-letter-queue-url'],
  };
  const options = {
    env: { ...env, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) },
    secret,
    json: values.json ?? false,
    profile: values.profile,
    region: values.region,
  };
  return { kind: 'doctor', options };
}
