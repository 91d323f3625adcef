import { readSettings, type Settings } from '../../lib/settings.ts';
import type { ReadCredentials } from '../../lib/vault/credentials.ts';
import type { World } from '../command.ts';
import type { readSecret } from '../vault-credentials.ts';
import type { DoctorOptions } from './arguments.ts';
import type { ReadAttributes, readAttributes } from './aws.ts';
import { type Finding, notChecked, ok, wrong } from './finding.ts';
import { queueFindings } from './queues.ts';
import type { vaultFindings } from './vault.ts';

/** What examining needs of the world. */
export type Surroundings = Pick<World, 'print' | 'tell'> &
  Readonly<{
    readAttributes: typeof readAttributes;
    readSecret: typeof readSecret;
    vaultFindings: typeof vaultFindings;
  }>;

/** `revoke doctor`. @returns the exit code */
export async function runDoctor(options: DoctorOptions, surroundings: Surroundings): Promise<number> {
  const { findings, reachedAws } = await examine(options, surroundings);
  surroundings.print(options.json ? inJson(findings) : inLines(findings));
  if (!reachedAws) return 3;
  return findings.some(({ verdict }) => verdict === 'wrong') ? 1 : 0;
}

async function examine(options: DoctorOptions, { readAttributes, readSecret, vaultFindings }: Surroundings) {
  const settings = readIfUsable(options.env);
  if ('fault' in settings) {
    const unread = ['queues', 'credentials', 'vault'].map((about) => notChecked(about, 'the settings come first'));
    const remedy =
      'set the variables as the function has them, or give --secret-id, --queue-url, --dead-letter-queue-url';
    return { findings: [wrong('settings', settings.fault, remedy), ...unread], reachedAws: true };
  }
  const { profile, region, secret } = options;
  const asked = { profile, region, endpointIsSet: settings.sqsEndpointIsSet };
  const [source, deadLetters, read] = await Promise.all([
    readAttributes(settings.queueUrl, asked),
    readAttributes(settings.deadLetterQueueUrl, asked),
    readSecret(settings.secretId, { profile, region }),
  ]);
  const findings = [
    ok('settings', 'all there'),
    ...queues(source, deadLetters, settings),
    credentials(read),
    ...(read.kind === 'credentials'
      ? await vaultFindings(read.credentials, secret)
      : [notChecked('vault', 'the credentials come first')]),
  ];
  const reachedAws = ![source, deadLetters].every((each) => each.kind === 'failed' && UNREACHED.test(each.reason));
  return { findings, reachedAws };
}

/** What Node and the SDK call it when nobody answers. */
const UNREACHED = /^(E(CONN|HOST|NET)[A-Z]+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|TimeoutError)$/;

/** Whoever approves has set one of the two variables of the limit, which the function needs both. */
function readIfUsable(env: DoctorOptions['env']): Settings | { readonly fault: string } {
  try {
    return readSettings(env['LIMITS_TABLE'] ? env : { ...env, APPROVAL_QUEUE_URL: undefined });
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'unknown error' };
  }
}

function queues(source: ReadAttributes, deadLetters: ReadAttributes, settings: Settings): readonly Finding[] {
  if (source.kind === 'attributes' && deadLetters.kind === 'attributes')
    return queueFindings(source.attributes, deadLetters.attributes, settings);
  return [
    ...unread('source queue', 'QUEUE_URL', source),
    ...unread('dead-letter queue', 'DEAD_LETTER_QUEUE_URL', deadLetters),
  ];
}

const unread = (about: string, variable: string, read: ReadAttributes): readonly Finding[] =>
  read.kind === 'attributes'
    ? [notChecked(about, 'the other queue comes first')]
    : [
        wrong(
          about,
          `SQS does not say what it is like: ${read.reason}`,
          `check ${variable}, the region, your AWS credentials, and that they may sqs:GetQueueAttributes`,
        ),
      ];

function credentials(read: ReadCredentials | { readonly kind: 'unavailable'; readonly reason: string }): Finding {
  if (read.kind === 'credentials') return ok('credentials', 'readable and complete');
  return wrong(
    'credentials',
    read.reason,
    'check MYSAFE_SECRET_ID, the region, that you may secretsmanager:GetSecretValue (and kms:Decrypt), and the fields that are named',
  );
}

const MARKS = { ok: 'ok', warning: 'warning', wrong: 'WRONG', 'not-checked': '-' } as const;

function inLines(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ about }) => about.length));
  const lines = findings.flatMap(({ about, verdict, said, remedy }) => [
    `${MARKS[verdict].padEnd(7)}  ${about.padEnd(width)}  ${said}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(9 + width)}  → ${remedy}`]),
  ]);
  return `${lines.join('\n')}\n`;
}

const inJson = (findings: readonly Finding[]): string => `${JSON.stringify({ findings }, null, 2)}\n`;
