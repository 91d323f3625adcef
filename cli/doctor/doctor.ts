import { readSettings, type Settings } from '../../lib/settings.ts';
import type { ReadCredentials } from '../../lib/vault/credentials.ts';
import type { knowsRegion } from '../aws.ts';
import type { World } from '../command.ts';
import { regionOf } from '../queue/region.ts';
import type { readSecret } from '../vault-credentials.ts';
import { approvalQueueFindings } from './approval.ts';
import type { DoctorOptions } from './arguments.ts';
import type { ReadAttributes, readAttributes } from './aws.ts';
import type { describeTable } from './describe-table.ts';
import { type Finding, notChecked, ok, wrong } from './finding.ts';
import { queueFindings } from './queues.ts';
import { auditTableFindings, limitsTableFinding } from './tables.ts';
import { inJson, inLines } from './told.ts';
import type { vaultFindings } from './vault.ts';

/** What examining needs of the world. */
export type Surroundings = Pick<World, 'print' | 'tell'> &
  Readonly<{
    knowsRegion: typeof knowsRegion;
    readAttributes: typeof readAttributes;
    describeTable: typeof describeTable;
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

type Examined = Readonly<{ findings: readonly Finding[]; reachedAws: boolean }>;

const REST = ['queues', 'tables', 'credentials', 'vault'];

async function examine(options: DoctorOptions, surroundings: Surroundings): Promise<Examined> {
  const settings = readIfUsable(options.env);
  if ('fault' in settings) {
    const unread = REST.map((about) => notChecked(about, 'the settings come first'));
    const remedy =
      'set the variables as the function has them, or give --secret-id, --queue-url, --dead-letter-queue-url';
    return { findings: [wrong('settings', settings.fault, remedy), ...unread], reachedAws: true };
  }
  const { profile } = options;
  // What the queue's own URL says comes last, as everything of the stack is in one region.
  const isKnown = await surroundings.knowsRegion({ profile, region: options.region });
  const region = isKnown ? options.region : regionOf(settings.queueUrl);
  if (!isKnown && region === undefined) {
    const unread = REST.map((about) => notChecked(about, 'the region comes first'));
    const unknown = wrong('region', 'no AWS region is known', 'give --region or set AWS_REGION');
    return { findings: [ok('settings', 'all there'), unknown, ...unread], reachedAws: false };
  }
  return examineAll(settings, { ...options, region }, surroundings);
}

async function examineAll(
  settings: Settings,
  { profile, region, secret }: DoctorOptions,
  { readAttributes, describeTable, readSecret, vaultFindings }: Surroundings,
): Promise<Examined> {
  const identity = { profile, region };
  const asked = { ...identity, endpointIsSet: settings.sqsEndpointIsSet };
  const { approval, auditTable } = settings;
  const [source, deadLetters, waiting, limits, audit, read] = await Promise.all([
    readAttributes(settings.queueUrl, asked),
    readAttributes(settings.deadLetterQueueUrl, asked),
    approval && readAttributes(approval.queueUrl, asked),
    approval && describeTable(approval.table, identity),
    auditTable === undefined ? undefined : describeTable(auditTable, identity),
    readSecret(settings.secretId, identity),
  ]);
  const findings = [
    ok('settings', 'all there'),
    ...queues(source, deadLetters, settings),
    ...(waiting && limits ? [...approvalQueue(waiting), limitsTableFinding(limits)] : [NO_LIMIT]),
    ...(audit ? auditTableFindings(audit) : [NO_TRAIL]),
    credentials(read),
    ...(read.kind === 'credentials'
      ? await vaultFindings(read.credentials, secret)
      : [notChecked('vault', 'the credentials come first')]),
  ];
  const reachedAws = ![source, deadLetters].every((each) => each.kind === 'failed' && UNREACHED.test(each.reason));
  return { findings, reachedAws };
}

const NO_LIMIT = notChecked('limit', 'APPROVAL_QUEUE_URL and LIMITS_TABLE are not both set');
const NO_TRAIL = notChecked('audit table', 'AUDIT_TABLE is not set');

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

const approvalQueue = (read: ReadAttributes): readonly Finding[] =>
  read.kind === 'attributes'
    ? approvalQueueFindings(read.attributes)
    : unread('approval queue', 'APPROVAL_QUEUE_URL', read);

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
