import { spawnSync } from 'node:child_process';
import { glob, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../cli/commands.ts';
import { dispositionOf } from '../../lib/outcome/disposition.ts';
import { malformedLetter } from '../../lib/settle/dead-letter.ts';
import { delivery, NOW, OUTCOMES } from '../support/messages.ts';
import { packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';

const GIVEN = {
  AlertKeysSecretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:keys-AbCdEf',
  AccessKeyExpiresOn: '2027-01-09',
  FixedEgress: 'on',
  Offboarding: 'on',
  AuditTrail: 'on',
  OutcomeEvents: 'on',
  LeaversBucket: 'people',
  LeaversKey: 'hr/leavers.csv',
};

const PAGES = 'docs/runbook.md#';

/** Each page of the runbook, by its heading. */
const pages = new Map(
  (await readFile('docs/runbook.md', 'utf8'))
    .split(/^### /m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf('\n')), text.replace(/^## [\s\S]*/m, '')] as const),
);

let template: CloudFormation;

beforeAll(async () => {
  template = resolved(await read(await packagedOnce()), GIVEN);
}, 60_000);

const said = (value: unknown) => (value as { 'Fn::Sub': string })['Fn::Sub'];

/** Each alarm by its name without the stack's, and the page that its description names. */
const alarms = () =>
  Object.values(template.Resources)
    .filter(({ Type }) => /^AWS::CloudWatch::(Composite)?Alarm$/.test(Type))
    .map(({ Properties }) => ({
      name: said(Properties['AlarmName']).replace(`\${AWS::StackName}-`, ''),
      description: said(Properties['AlarmDescription']),
    }));

/** Every `ErrorCode` that a dead letter can have, but for the numbers of MySafe's, of which there is one of each kind. */
const errorCodes = async (): Promise<readonly string[]> => {
  const decided = Object.values(OUTCOMES).flatMap((outcome) => {
    const disposition = dispositionOf(outcome);
    return disposition.kind === 'done' ? [] : disposition.failure.errorCode;
  });
  const { attributes } = malformedLetter(delivery(''), 'empty', NOW);
  const ofAlerts = [...(await readFile('lib/alert/message.ts', 'utf8')).matchAll(/'ErrorCode', .*value: '([^']+)'/g)];
  const malformed = attributes.flatMap(({ name, value }) => (name === 'ErrorCode' ? value : []));
  return [...new Set([...decided, ...malformed, ...ofAlerts.flatMap(([, code]) => code ?? [])])];
};

/** All numbers but two share a page. */
const pageOf = (code: string) =>
  `dead-letters-${/^\d+$/.test(code) && !['1005', '1006'].includes(code) ? 'rejected' : code}`;

describe('an alarm', () => {
  test('ends its description with a page of the runbook that is there, each of them', () => {
    expect(alarms().length).toBeGreaterThan(20);
    const missing = alarms().filter(({ description }) => {
      const [, page = ''] = /: docs\/runbook\.md#([a-z0-9-]+)$/.exec(description) ?? [];
      return !pages.has(page);
    });
    expect(missing).toEqual([]);
  });

  test('names the page that has its name, unless it is a window of another one', () => {
    const others = alarms().filter(({ name, description }) => !description.endsWith(`${PAGES}${name}`));
    expect(others.map(({ name }) => name)).toEqual(['late-1h', 'late-5m', 'late-6h', 'late-30m']);
  });

  test('has a description that CloudWatch takes, with the names of the stack in it', () => {
    for (const { description } of alarms())
      expect(description.replace(/\$\{[^}]+\}/g, 'x'.repeat(64)).length).toBeLessThanOrEqual(1024);
  });
});

describe('an error code', () => {
  test('has a page of the runbook, each of them', async () => {
    const codes = await errorCodes();
    expect(codes).toEqual(
      expect.arrayContaining(['1005', '1006', '1010', 'unresolved', 'unavailable', 'unauthorized', 'malformed']),
    );
    expect(codes.filter((code) => !pages.has(pageOf(code)))).toEqual([]);
  });

  test('is written by nothing that is not looked at here', async () => {
    const writing: string[] = [];
    for await (const file of glob('lib/**/*.ts')) {
      if (/(text\(|name: )'ErrorCode'/.test(await readFile(file, 'utf8'))) writing.push(file);
    }
    expect(writing.toSorted()).toEqual(['lib/alert/message.ts', 'lib/settle/dead-letter.ts']);
  });
});

describe('a page of the runbook', () => {
  test('is that of an alarm or of an error code, each of them', async () => {
    const known = [...alarms().map(({ name }) => name), ...(await errorCodes()).map(pageOf)];
    expect([...pages.keys()].filter((page) => !known.includes(page))).toEqual([]);
  });

  test.each([...pages])('says what one sees, why, what to run and when it is over: %s', (_, text) => {
    const parts = ['Symptom', 'Likely causes', 'Do', 'Over when'].map((part) => text.indexOf(`**${part}`));
    expect(parts).toEqual(parts.toSorted((one, other) => one - other));
    expect(parts).not.toContain(-1);
    expect(text).toMatch(/```sh\n[\s\S]+?```/);
  });
});

test('the page about events that were not told names every line of the log that says which', async () => {
  const functions = ['announce-outcomes', 'push-security-events'];
  const sources = await Promise.all(functions.map((name) => readFile(`functions/${name}.ts`, 'utf8')));
  const events = sources.flatMap((source) => [...source.matchAll(/logger\.error\([^;]+event: '([^']+)'/g)]);
  expect(events.map(([, event]) => event)).toEqual(['outcomes.not-announced', 'event.not-taken']);
  for (const [, event] of events) expect(pages.get('untold-events')).toContain(`$.event = "${event}"`);
});

describe('the runbook', () => {
  test('has commands that a shell can read', async () => {
    const text = await readFile('docs/runbook.md', 'utf8');
    const commands = [...text.matchAll(/```sh\n([\s\S]+?)```/g)].map(([, lines]) => lines).join('\n');
    const { status, stderr } = spawnSync('bash', ['-n'], { input: commands, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  test('uses commands and options of revoke that there are', async () => {
    const text = await readFile('docs/runbook.md', 'utf8');
    const used = [...text.matchAll(/npx revoke ([\w-]+)([^\n#|&`]*)/g)];
    expect(used.length).toBeGreaterThan(8);
    for (const [, name, options = ''] of used) {
      const help = COMMANDS.find((command) => command.name === name)?.help ?? '';
      for (const [option] of options.matchAll(/--[a-z-]+/g)) expect(help).toContain(option);
      expect(help).not.toBe('');
    }
  });

  test('uses outputs that the stack has, and events and outcomes that the log has', async () => {
    const text = await readFile('docs/runbook.md', 'utf8');
    const outputs = [...text.matchAll(/\boutput ([A-Z]\w+)/g)].map(([, name = '']) => name);
    expect(outputs).toContain('QueueUrl');
    expect(outputs.filter((name) => !Object.keys(template.Outputs).includes(name))).toEqual([]);
    const files = await Array.fromAsync(glob('{lib,functions}/**/*.ts'));
    const sources = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
    const events = [...text.matchAll(/\$\.event = "([^"*]+)"/g)].map(([, event]) => event);
    expect(events.length).toBeGreaterThan(8);
    expect(events.filter((event) => !sources.includes(`'${event}'`))).toEqual([]);
    for (const [, outcome = ''] of text.matchAll(/\$\.outcome = "([^"]+)"/g)) expect(OUTCOMES).toHaveProperty(outcome);
  });

  test('leads nowhere that is not there', async () => {
    const text = await readFile('docs/runbook.md', 'utf8');
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, page = '']) => page);
    expect(links.filter((page) => !pages.has(page))).toEqual([]);
  });

  test('calls saved queries by the names that they have', async () => {
    const names = Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::Logs::QueryDefinition')
      .map(({ Properties }) => said(Properties['Name']).split('/').at(-1));
    const called = [...(await readFile('docs/runbook.md', 'utf8')).matchAll(/saved query _([^_]+)_/g)];
    expect(called.length).toBeGreaterThan(2);
    expect(called.map(([, name]) => name).filter((name) => !names.includes(name))).toEqual([]);
  });
});
