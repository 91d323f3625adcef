import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../lib/settings.ts';
import { check, pack, packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';
import { unzip } from './unzip.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 60_000;

const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:mysafe/kill-switch=1-AbCdEf';

let packaged: string;
let packagedElsewhere: string;
let template: CloudFormation;

beforeAll(async () => {
  const given = ['--param', `MySafeSecretArn=${ARN}`, '--param', 'MaxReceiveCount=20'];
  [packaged, packagedElsewhere] = await Promise.all([packagedOnce(), pack(given, { TZ: 'Asia/Tokyo' })]);
  template = await read(packaged);
}, TIMEOUT_MS);

/** The function's environment as Lambda would set it, with made-up values where only AWS knows them. */
function environment(): Record<string, string> {
  const { Resources } = resolved(template, { MySafeSecretArn: ARN });
  const environment = Resources['DisableSecretsLambdaFunction']?.Properties['Environment'] ?? {};
  const { Variables } = environment as { Variables: Record<string, unknown> };
  const known: Record<string, string> = {
    SourceQueue: 'https://sqs.eu-central-1.amazonaws.com/123456789012/source',
    DeadLetterQueue: 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead-letters',
    ApprovalQueue: 'https://sqs.eu-central-1.amazonaws.com/123456789012/approval',
    LimitsTable: 'limits',
  };
  const text = (value: unknown) =>
    typeof value === 'object' ? (known[(value as { Ref: string }).Ref] ?? '') : String(value);
  return Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, text(value)]));
}

test('the template keeps every rule that CDK checks templates by', () => {
  expect(check(packaged).findResources('AWS::Lambda::Function')).toHaveProperty('DisableSecretsLambdaFunction');
});

describe('the artifact', () => {
  test('holds the bundle with what it loads late, and nothing else', async () => {
    const files = unzip(await readFile(join(packaged, 'disable-secrets.zip')));
    expect(Object.keys(files)).toEqual(['disable-secrets.mjs', 'tables.mjs']);
    for (const [name, content] of Object.entries(files)) {
      expect(content).toEqual(await readFile(`dist/functions/${name}`));
    }
  });

  test('starts with the environment that the template sets, and exports the handler that it names', async () => {
    const { Resources } = resolved(template);
    const [module, name] = String(Resources['DisableSecretsLambdaFunction']?.Properties['Handler']).split('.');
    const files = unzip(await readFile(join(packaged, 'disable-secrets.zip')));
    for (const [file, content] of Object.entries(files)) await writeFile(join(packaged, file), content);
    await writeFile(
      join(packaged, 'probe.mjs'),
      `import * as bundle from './${module}.mjs'; console.log(typeof bundle.${name}); process.exit();`,
    );
    const env = { ...environment(), AWS_REGION: 'eu-central-1' };
    const { stdout } = await run(process.execPath, [join(packaged, 'probe.mjs')], { env });
    expect(stdout).toBe('function\n');
  });

  test('is the same to the byte when it is made again elsewhere and later', async () => {
    const [first, second] = [packaged, packagedElsewhere].map((folder) =>
      readFile(join(folder, 'disable-secrets.zip')),
    );
    expect(await first).toEqual(await second);
  });
});

describe('the environment', () => {
  test('sets every variable that the settings read', async () => {
    const source = await readFile('lib/settings.ts', 'utf8');
    const names = [...source.matchAll(/^ {2}([A-Z_]+): (?!unset,)/gm)].map(([, name]) => name);
    expect(names).toContain('MYSAFE_SECRET_ID');
    expect(Object.keys(environment())).toEqual(expect.arrayContaining(names));
  });

  test('has the defaults that the settings have', () => {
    const { MYSAFE_SECRET_ID, QUEUE_URL, DEAD_LETTER_QUEUE_URL, APPROVAL_QUEUE_URL, LIMITS_TABLE } = environment();
    const withoutDefault = { MYSAFE_SECRET_ID, QUEUE_URL, DEAD_LETTER_QUEUE_URL, APPROVAL_QUEUE_URL, LIMITS_TABLE };
    expect(readSettings(environment())).toEqual(readSettings(withoutDefault));
  });

  test('names the queues of the stack and the credentials that were given, each for what it is', () => {
    expect(environment()).toMatchObject({
      MYSAFE_SECRET_ID: ARN,
      QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/source',
      DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead-letters',
      APPROVAL_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/approval',
      LIMITS_TABLE: 'limits',
    });
  });

  test('names the service and the log level for the logger', () => {
    expect(environment()).toMatchObject({ POWERTOOLS_SERVICE_NAME: 'mysafe-kill-switch', LOG_LEVEL: 'INFO' });
  });

  test('does not touch how certificates are verified', () => {
    expect(Object.keys(environment()).filter((name) => name.startsWith('NODE_'))).toEqual([]);
  });
});

describe('a parameter', () => {
  test('has a description, each of them', () => {
    const short = Object.entries(template.Parameters).filter(([, { Description }]) => (Description ?? '').length < 20);
    expect(Object.keys(template.Parameters).length).toBeGreaterThan(20);
    expect(short).toEqual([]);
  });

  test('is used, each of them', () => {
    const rest = JSON.stringify([template.Resources, template.Conditions]);
    const mentions = (name: string) => rest.includes(`"Ref":"${name}"`) || rest.includes(`\${${name}}`);
    expect(Object.keys(template.Parameters).filter((name) => !mentions(name))).toEqual([]);
  });

  test('has a default, all but the ARN of the credentials', () => {
    const required = Object.entries(template.Parameters).filter(([, { Default }]) => Default === undefined);
    expect(required.map(([name]) => name)).toEqual(['MySafeSecretArn']);
  });

  test('gets the value that the command line gives it, whatever it is', async () => {
    const { MySafeSecretArn, MaxReceiveCount, Concurrency } = (await read(packagedElsewhere)).Parameters;
    expect([MySafeSecretArn?.Default, MaxReceiveCount?.Default, Concurrency?.Default]).toEqual([ARN, '20', 10]);
  });

  test('that does not exist, or with a value that it does not allow, stops the packaging with its name', async () => {
    const wrong = ['Typo=1', 'MySafeSecretArn=mysafe', 'MaxReceiveCount=4', 'Concurrency=1.5', 'Tracing=maybe'];
    const failure = pack(wrong.flatMap((assignment) => ['--param', assignment]));
    const faults =
      'there is no parameter Typo; MySafeSecretArn must be the whole ARN of a Secrets Manager secret; ' +
      'MaxReceiveCount must be a whole number from 5 to 1000; Concurrency must be a whole number from 1 to 1000; ' +
      'Tracing must be one of on, off';
    await expect(failure).rejects.toMatchObject({ stdout: expect.stringContaining(faults) });
  });

  test('that contradicts another stops the packaging too', async () => {
    const given = ['SubnetId=subnet-0123456789abcdef0', 'FixedEgress=on'];
    const failure = pack(given.flatMap((assignment) => ['--param', assignment]));
    const faults = 'SecurityGroupId must be given with SubnetId; FixedEgress must be off where SubnetId is given';
    await expect(failure).rejects.toMatchObject({ stdout: expect.stringContaining(faults) });
  });
});
