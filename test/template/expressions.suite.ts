import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { METRICS } from '../../lib/report/metrics.ts';
import { secretEntry } from '../../lib/report/secret.ts';
import { entry } from '../../lib/webhook/entry.ts';
import { body, delivery, fate, OUTCOMES, secret } from '../support/messages.ts';
import { widgetsOf } from './metrics-named.ts';
import { packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';

const GIVEN = {
  AlertKeysSecretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:keys-AbCdEf',
  AccessKeyExpiresOn: '2027-01-09',
};

let template: CloudFormation;

beforeAll(async () => {
  template = resolved(await read(await packagedOnce()), GIVEN);
}, 60_000);

const ofType = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);

/** One thing of a graph or an alarm: what it is called, what it is reckoned from, and whether it is what is looked at. */
type Line = Readonly<{ id: string | undefined; expression: string | undefined; isSeen: boolean }>;

type Queried = Readonly<{ Id: string; Expression?: string | { 'Fn::Sub': [string] }; ReturnData?: boolean }>;

const alarmLines = () =>
  ofType('AWS::CloudWatch::Alarm').flatMap(([where, { Properties }]) => {
    const metrics = (Properties['Metrics'] ?? []) as unknown as readonly Queried[];
    const lines = metrics.map(({ Id, Expression, ReturnData = true }): Line => {
      const expression = typeof Expression === 'object' ? Expression['Fn::Sub'][0] : Expression;
      return { id: Id, expression: expression?.replaceAll(/\$\{\w+\}/g, '1'), isSeen: ReturnData };
    });
    return lines.length === 0 ? [] : [{ where, lines }];
  });

const widgetLines = () =>
  ofType('AWS::CloudWatch::Dashboard')
    .flatMap(([, dashboard]) => widgetsOf(dashboard))
    .filter(({ properties }) => properties.metrics !== undefined)
    .map(({ properties: { metrics = [], title } }) => ({
      where: title,
      lines: metrics.map((metric): Line => {
        const last = metric.at(-1);
        const { id, expression, visible } = (typeof last === 'object' ? last : {}) as {
          id?: string;
          expression?: string;
          visible?: boolean;
        };
        return { id, expression, isSeen: visible !== false };
      }),
    }));

/** The ids in an expression: CloudWatch's own functions are in capitals, ids begin with a small letter. */
const idsIn = (expression: string) => expression.match(/\b[a-z]\w*\b/g) ?? [];

describe('an expression', () => {
  const withIds = () => [...alarmLines(), ...widgetLines()];

  test('is reckoned from ids that there are, of an alarm or of a widget', () => {
    const expressions = withIds().flatMap(({ lines }) => lines.flatMap(({ expression }) => expression ?? []));
    expect(expressions.length).toBeGreaterThanOrEqual(6);
    const unknown = withIds().flatMap(({ where, lines }) =>
      lines
        .flatMap(({ expression = '' }) => idsIn(expression))
        .filter((id) => !lines.some((line) => line.id === id))
        .map((id) => `${where}: ${id}`),
    );
    expect(unknown).toEqual([]);
  });

  test('leaves out nothing that is there for its sake alone', () => {
    const idle = withIds().flatMap(({ where, lines }) => {
      const used = lines.flatMap(({ expression = '' }) => idsIn(expression));
      return lines.filter(({ id, isSeen }) => !isSeen && !used.includes(id ?? '')).map(({ id }) => `${where}: ${id}`);
    });
    expect(idle).toEqual([]);
  });

  test('is the one thing that its alarm looks at, and no id is there twice', () => {
    for (const { where, lines } of alarmLines())
      expect([where, lines.filter(({ isSeen }) => isSeen).map(({ expression }) => typeof expression)]).toEqual([
        where,
        ['string'],
      ]);
    for (const { where, lines } of withIds()) {
      const ids = lines.flatMap(({ id }) => id ?? []);
      expect([where, ids]).toEqual([where, [...new Set(ids)]]);
    }
  });
});

/** What each line of the log may say, by the functions that write it, and what Logs Insights and Lambda put beside that. */
const OF_SECRETS = Object.keys(secretEntry(delivery(body([7])), secret(7), fate(OUTCOMES.disabled)).fields);
const OF_ALERTS = Object.keys(
  entry('generic', { kind: 'refused', code: 'invalid_key', status: 401, signer: 'unknown', reason: 'why' }).fields,
);
const EVERYWHERE = ['@timestamp', 'level'];

const WORDS = ['filter', 'stats', 'sort', 'display', 'limit', 'by', 'as', 'and', 'in', 'desc'];

/** The fields that a query of Logs Insights names, but for those that it makes itself. */
function fieldsIn(query: string): readonly string[] {
  const bare = query.replace(/SOURCE '[^']*'/, '').replaceAll(/"[^"]*"/g, '');
  const made = [...bare.matchAll(/ as (\w+)/g)].map(([, name = '']) => name);
  const named = bare.match(/@?\b[a-zA-Z]\w*\b(?!\()/g) ?? [];
  return named.filter((word) => !WORDS.includes(word) && !made.includes(word));
}

describe('a query of the log', () => {
  const queries = () => [
    ...ofType('AWS::Logs::QueryDefinition').map(([, { Properties }]) => String(Properties['QueryString'])),
    ...ofType('AWS::CloudWatch::Dashboard')
      .flatMap(([, dashboard]) => widgetsOf(dashboard))
      .flatMap(({ properties }) => properties.query ?? []),
  ];

  test('names fields that the lines have that it asks for, in Logs Insights and on the dashboard', () => {
    expect(queries()).toHaveLength(7);
    for (const query of queries()) {
      const written = query.includes('"alert.') ? OF_ALERTS : OF_SECRETS;
      expect(fieldsIn(query).length).toBeGreaterThan(1);
      expect([query, fieldsIn(query).filter((field) => ![...written, ...EVERYWHERE].includes(field))]).toEqual([
        query,
        [],
      ]);
    }
  });

  test('would be found out if it named another', () => {
    expect(
      fieldsIn('filter event = "a" | stats count(*) as times, latest(reasons) as why by incident | sort times'),
    ).toEqual(['event', 'reasons', 'incident']);
  });

  test('of the runbook names such fields, too', async () => {
    const runbook = await readFile('docs/runbook.md', 'utf8');
    const named = [...runbook.matchAll(/\$\.(\w+)/g)].map(([, field = '']) => field);
    expect(named.length).toBeGreaterThan(20);
    const known = [...OF_SECRETS, ...OF_ALERTS, ...Object.keys(METRICS), 'level', 'type'];
    expect(named.filter((field) => !known.includes(field))).toEqual([]);
  });
});
