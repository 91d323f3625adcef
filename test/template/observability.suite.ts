import { glob, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { NAMESPACE } from '../../functions/metrics.ts';
import { METRICS } from '../../lib/report/metrics.ts';
import { delaySeconds } from '../../lib/settle/delay.ts';
import { ALERT_METRICS } from '../../lib/webhook/metrics.ts';
import { OUTCOMES } from '../support/messages.ts';
import { metricsNamed, widgetsOf } from './metrics-named.ts';
import { packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';

const GIVEN = {
  AlertKeysSecretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:keys-AbCdEf',
  Offboarding: 'on',
  AuditTrail: 'on',
  OutcomeEvents: 'on',
  LeaversBucket: 'people',
  LeaversKey: 'hr/leavers.csv',
};

/** What AWS publishes by itself, and the dimension that we look at it by. */
const OF_AWS: Readonly<Record<string, { dimension: string; names: readonly string[] }>> = {
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  'AWS/SQS': {
    dimension: 'QueueName',
    names: [
      'ApproximateAgeOfOldestMessage',
      'ApproximateNumberOfMessagesDelayed',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesVisible',
      'NumberOfEmptyReceives',
    ],
  },
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  'AWS/Lambda': {
    dimension: 'FunctionName',
    names: ['ConcurrentExecutions', 'Duration', 'Errors', 'Invocations', 'Throttles'],
  },
};

let whole: CloudFormation;
let template: CloudFormation;

beforeAll(async () => {
  whole = await read(await packagedOnce());
  template = resolved(whole, { ...GIVEN, AccessKeyExpiresOn: '2027-01-09' });
}, 60_000);

const ofType = (type: string) => Object.values(template.Resources).filter(({ Type }) => Type === type);

describe('a metric that an alarm or the dashboard names', () => {
  test('is one of ours or of AWS, each of them', () => {
    const known = [NAMESPACE, ...Object.keys(OF_AWS)];
    expect(metricsNamed(template).length).toBeGreaterThan(60);
    expect(metricsNamed(template).filter(({ namespace }) => !known.includes(namespace))).toEqual([]);
  });

  test('is written by the code, with the dimension that it is written with', () => {
    const ours = metricsNamed(template).filter(({ namespace }) => namespace === NAMESPACE);
    const writer = (name: string) =>
      name in METRICS ? 'DisableSecrets' : name in ALERT_METRICS ? 'ReceiveAlert' : undefined;
    const wrong = ours.filter(
      ({ name, dimension, value }) => dimension !== 'service' || value !== `\${${writer(name)}LambdaFunction}`,
    );
    expect(wrong).toEqual([]);
  });

  test('is in the namespace that docs/metrics.md tells', async () => {
    expect(await readFile('docs/metrics.md', 'utf8')).toContain(`the namespace \`${NAMESPACE}\``);
  });

  test('is one that AWS has, of a queue or function of the stack', () => {
    const queues = [
      'SourceQueue',
      'DeadLetterQueue',
      'ScheduleDeadLetterQueue',
      'ApprovalQueue',
      'UntoldEventsQueue',
    ].map((name) => `\${${name}.QueueName}`);
    const functions = ['DisableSecrets', 'ReceiveAlert', 'SweepLeavers'].map((name) => `\${${name}LambdaFunction}`);
    const wrong = metricsNamed(template).filter(({ namespace, name, dimension, value }) => {
      const of = OF_AWS[namespace];
      if (of === undefined) return false;
      const values = dimension === 'QueueName' ? queues : functions;
      return !of.names.includes(name) || dimension !== of.dimension || !values.includes(value);
    });
    expect(wrong).toEqual([]);
  });

  test('would be found out if nobody wrote it', () => {
    const misspelt = JSON.parse(JSON.stringify(template).replaceAll('DisabledLate', 'DisabledTooLate'));
    const names = metricsNamed(misspelt).filter(({ name }) => name === 'DisabledTooLate');
    expect(names.map(({ where }) => where)).toContain('LateWithinAnHour');
    expect(names.map(({ where }) => where).filter((where) => where.startsWith('Dashboard'))).toHaveLength(1);
  });
});

describe('the dashboard', () => {
  const widgets = () => ofType('AWS::CloudWatch::Dashboard').flatMap(widgetsOf);

  test('shows every metric that the function writes', () => {
    const shown = metricsNamed(template).filter(({ where }) => where.startsWith('Dashboard'));
    const names = shown.filter(({ namespace }) => namespace === NAMESPACE).map(({ name }) => name);
    expect(Object.keys(METRICS).filter((name) => !names.includes(name))).toEqual([]);
  });

  test('shows the time to disable as the median, 95 % and 99 %', () => {
    const { metrics = [] } =
      widgets().find(({ properties }) => properties.title.startsWith('Time from'))?.properties ?? {};
    expect(metrics.map((metric) => (metric.at(-1) as { stat: string }).stat)).toEqual(['p50', 'p95', 'p99']);
  });

  test('names only what is in the stack whatever its parameters are', () => {
    const always = Object.keys(resolved(whole).Resources);
    const named = [...JSON.stringify(ofType('AWS::CloudWatch::Dashboard')).matchAll(/\$\{(\w+)[.}]/g)];
    expect(named.length).toBeGreaterThan(10);
    expect(named.flatMap(([, name = '']) => (always.includes(name) ? [] : name))).toEqual([]);
  });

  test('has its widgets beside each other, none over another', () => {
    const taken = widgets().flatMap((widget) => {
      const { x, y, width, height } = widget as unknown as Record<'x' | 'y' | 'width' | 'height', number>;
      return Array.from(
        { length: width * height },
        (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`,
      );
    });
    expect(new Set(taken).size).toBe(taken.length);
  });
});

describe('the objective', () => {
  const late = (name: string) => {
    const { Threshold, Metrics } = template.Resources[name]?.Properties ?? {};
    const periods = (Metrics as { MetricStat?: { Period: number } }[]).flatMap(
      ({ MetricStat }) => MetricStat?.Period ?? [],
    );
    return { percent: Threshold, seconds: periods };
  };

  test.each([
    ['LateWithinAnHour', 14.4, 3600],
    ['LateWithinFiveMinutes', 14.4, 300],
    ['LateWithinSixHours', 6, 21_600],
    ['LateWithinHalfAnHour', 6, 1800],
  ])('has the window of its burn rate: %s', (name, percent, seconds) => {
    expect(late(name)).toEqual({ percent, seconds: [seconds, seconds] });
  });

  test.each([
    ['LateFastAlarm', 'LateWithinAnHour', 'LateWithinFiveMinutes'],
    ['LateSlowAlarm', 'LateWithinSixHours', 'LateWithinHalfAnHour'],
  ])('is told of when the long and the short window agree: %s', (name, long, short) => {
    expect(template.Resources[name]?.Properties['AlarmRule']).toEqual({
      'Fn::Sub': `ALARM("\${${long}}") AND ALARM("\${${short}}")`,
    });
  });
});

describe('the alarm for an access key that expires', () => {
  /** What CloudWatch would reckon, on a day. */
  function daysLeft(expiresOn: string, today: Date): number {
    const { Metrics } = template.Resources['AccessKeyExpiresAlarm']?.Properties ?? {};
    const [{ Expression } = { Expression: undefined }] = Metrics as unknown as {
      Expression: { 'Fn::Sub': [string] };
    }[];
    const [Year, Month, Day] = expiresOn.split('-');
    const values: Record<string, string | number | undefined> = { Year, Month, Day };
    const now = { YEAR: today.getUTCFullYear(), MONTH: today.getUTCMonth() + 1, DATE: today.getUTCDate() };
    const sum = (Expression?.['Fn::Sub'][0] ?? '')
      .replace(/\$\{(\w+)\}/g, (_, name) => String(values[name]))
      .replace(/(YEAR|MONTH|DATE)\(asked\)/g, (_, name: keyof typeof now) => String(now[name]));
    expect(sum).toMatch(/^[0-9+*() -]+$/);
    return new Function(`return ${sum};`)() as number;
  }

  test('is there only where the day is given', () => {
    const { Resources } = resolved(whole);
    expect(Object.keys(Resources)).not.toContain('AccessKeyExpiresAlarm');
    expect(Object.keys(template.Resources)).toContain('AccessKeyExpiresAlarm');
  });

  test('reckons right to three days, on every day of the last two months and after', () => {
    for (const expiresOn of ['2027-01-09', '2028-03-31', '2027-08-08', '2030-12-31']) {
      const end = Date.parse(expiresOn);
      for (let left = 62; left >= -10; left -= 1) {
        const reckoned = daysLeft(expiresOn, new Date(end - left * 86_400_000));
        expect(Math.abs(reckoned - left)).toBeLessThanOrEqual(3);
      }
    }
  });

  test('has started when there are 26 days left, and not before 33, whatever the day', () => {
    for (let day = 0; day < 1461; day += 1) {
      const end = Date.UTC(2027, 0, 1) + day * 86_400_000;
      const expiresOn = new Date(end).toISOString().slice(0, 10);
      const at = (left: number) => daysLeft(expiresOn, new Date(end - left * 86_400_000)) < 30;
      expect([expiresOn, at(26), at(33)]).toEqual([expiresOn, true, false]);
    }
  });
});

describe('the alarm for access that is broken', () => {
  test('stays on from one try of a message that waits to the next, and starts within a minute', () => {
    const { Period, EvaluationPeriods, DatapointsToAlarm } = template.Resources['UnauthorizedAlarm']?.Properties ?? {};
    const longestWait = delaySeconds(100, 86_400_000, () => 1);
    expect(Number(Period) * Number(EvaluationPeriods)).toBeGreaterThan(longestWait + 2 * 60);
    expect([Period, DatapointsToAlarm]).toEqual([60, 1]);
  });
});

describe('the alarm for errors of the function', () => {
  test('stays on from one delivery of the same messages to the next, and starts within a minute', () => {
    const { Period, EvaluationPeriods, DatapointsToAlarm } = template.Resources['ErrorsAlarm']?.Properties ?? {};
    const visibility = template.Resources['SourceQueue']?.Properties['VisibilityTimeout'];
    expect(Number(Period) * Number(EvaluationPeriods)).toBeGreaterThan(Number(visibility) + 2 * 60);
    expect([Period, DatapointsToAlarm]).toEqual([60, 1]);
  });
});

describe('a saved query', () => {
  const queries = () => ofType('AWS::Logs::QueryDefinition').map(({ Properties }) => String(Properties['QueryString']));

  test('asks for events and outcomes that the log has, each of them', async () => {
    const files = await Array.fromAsync(glob('lib/{report,webhook}/*.ts'));
    const sources = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
    const quoted = queries().flatMap((query) => [
      ...query.matchAll(/(event|outcome|last) (?:=|in) (\[[^\]]+\]|"[^"]+")/g),
    ]);
    expect(queries()).toHaveLength(6);
    expect(quoted.length).toBeGreaterThan(8);
    for (const [, field, values = ''] of quoted) {
      for (const [, value = ''] of values.matchAll(/"([^"]+)"/g)) {
        if (field === 'event') expect(sources).toContain(`event: '${value}'`);
        else expect(OUTCOMES).toHaveProperty(value);
      }
    }
  });

  test('looks at a log of the stack, each of them', () => {
    for (const { Properties } of ofType('AWS::Logs::QueryDefinition'))
      expect([[{ Ref: 'DisableSecretsLogGroup' }], [{ Ref: 'ReceiveAlertLogGroup' }]]).toContainEqual(
        Properties['LogGroupNames'],
      );
  });
});
