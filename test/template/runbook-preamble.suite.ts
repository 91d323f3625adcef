import { spawnSync } from 'node:child_process';
import { chmod, readFile } from 'node:fs/promises';
import { delimiter, dirname } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFile } from '../support/temporary-file.ts';
import { packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';

const GIVEN = {
  MySafeSecretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:vault-AbCdEf',
  AlertKeysSecretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:keys-AbCdEf',
  FixedEgress: 'on',
  Offboarding: 'on',
  AuditTrail: 'on',
  LeaversBucket: 'people',
  LeaversKey: 'hr/leavers.csv',
  MaxReceiveCount: '30',
  GiveUpAfterSeconds: '7200',
};

/** Answers `describe-stacks` as AWS's command does: the one value that is asked for, or nothing at all where there is none. */
const AWS = `#!/bin/bash
[[ "$*" =~ (Outputs|Parameters)\\[\\?(Output|Parameter)Key==\\'([A-Za-z]+)\\'\\] ]] || exit 0
grep "^\${BASH_REMATCH[1]}.\${BASH_REMATCH[3]}=" "$STACK_IS" | cut -d= -f2-
`;

let template: CloudFormation;
beforeAll(async () => {
  template = resolved(await read(await packagedOnce()), GIVEN);
}, 60_000);

const text = await readFile('docs/runbook.md', 'utf8');
const commandsOf = (page: string) => [...page.matchAll(/```sh\n([\s\S]+?)```/g)].map(([, lines]) => lines).join('\n');
const [preamble = '', ...pages] = text.split(/^### /m).map(commandsOf);

/** The environment that the preamble leaves behind, where the stack is the packaged one. */
async function environment(): Promise<Readonly<Record<string, string | undefined>>> {
  const outputs = Object.entries(template.Outputs).map(
    ([name, { Value }]) => `Outputs.${name}=${JSON.stringify(Value)}`,
  );
  const parameters = Object.keys(template.Parameters).map(
    (name) => `Parameters.${name}=${JSON.stringify(givenAs(name))}`,
  );
  const stack = await temporaryFile('stack', `${[...outputs, ...parameters].join('\n')}\n`);
  const aws = await temporaryFile('aws', AWS);
  await chmod(aws, 0o755);
  const path = [dirname(aws), process.env['PATH']].join(delimiter);
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-euc', `${preamble}\nprintf "\\0"; env -0`], {
    env: { PATH: path, STACK_IS: stack },
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return Object.fromEntries(stdout.split('\0').map((line) => line.split(/=(.*)/s, 2)));
}

const givenAs = (name: string) =>
  (GIVEN as Readonly<Record<string, string>>)[name] ?? template.Parameters[name]?.Default;

describe('the preamble of the runbook', () => {
  test('sets what the responder’s command looks for as the function itself has it', async () => {
    const left = await environment();
    const { Environment } = template.Resources['DisableSecretsLambdaFunction']?.Properties ?? {};
    const { Variables } = Environment as { Variables: Readonly<Record<string, unknown>> };
    const needed = [
      'MYSAFE_SECRET_ID',
      'QUEUE_URL',
      'DEAD_LETTER_QUEUE_URL',
      'APPROVAL_QUEUE_URL',
      'AUDIT_TABLE',
      'LIMITS_TABLE',
    ];
    const numbers = ['MAX_RECEIVE_COUNT', 'GIVE_UP_AFTER_SECONDS'];
    for (const name of needed) expect([name, left[name]]).toEqual([name, JSON.stringify(Variables[name])]);
    for (const name of numbers) expect([name, left[name]]).toEqual([name, JSON.stringify(String(Variables[name]))]);
    expect(left['AWS_REGION']).toMatch(/^[a-z]+-[a-z]+-\d$/);
  });

  test('asks only for outputs and parameters that the stack has', () => {
    const asked = (word: string) =>
      [...text.matchAll(new RegExp(`\\b${word} ([A-Z]\\w+)`, 'g'))].map(([, name]) => name);
    expect(asked('output').length).toBeGreaterThan(5);
    expect(asked('parameter').length).toBeGreaterThan(2);
    expect(Object.keys(template.Outputs)).toEqual(expect.arrayContaining(asked('output')));
    expect(Object.keys(template.Parameters)).toEqual(expect.arrayContaining(asked('parameter')));
  });

  test('or the page itself sets every variable that a command uses', () => {
    const set = (commands: string) => [...commands.matchAll(/\b([A-Z][A-Z_]+)=/g)].map(([, name]) => name);
    const used = (commands: string) => [...commands.matchAll(/\$\{?([A-Z][A-Z_]+)/g)].map(([, name]) => name);
    expect(pages.flatMap(used)).toContain('DEAD_LETTER_QUEUE_URL');
    const unset = pages.flatMap((page) =>
      used(page).filter((name) => ![...set(preamble), ...set(page)].includes(name)),
    );
    expect(unset).toEqual([]);
  });
});
