import { expect, test, vi } from 'vitest';
import { NAMESPACE, openMetrics } from '../../../functions/metrics.ts';
import { METRICS } from '../../../lib/report/metrics.ts';
import { deployed } from '../../support/deployed.ts';
import { loaded } from '../../support/loaded.ts';
import { body, secrets } from '../../support/messages.ts';
import { record } from '../../support/records.ts';

const FUNCTION = 'mysafe-kill-switch-prod';

const sentNow = (text: string) => record(text, {}, { SentTimestamp: String(Date.now()) });

const isMeasured = ({ _aws }: { _aws?: unknown }) => _aws !== undefined;

test('a batch writes one line of metrics, whose only dimension is the name of the function', async () => {
  const { invoke, log } = await deployed({ AWS_LAMBDA_FUNCTION_NAME: FUNCTION });
  await invoke([sentNow(body([5, 404])), sentNow('not JSON')]);
  const [line, ...others] = log().filter(isMeasured);
  expect(others).toEqual([]);
  expect(line).toMatchObject({
    service: FUNCTION,
    level: 'INFO',
    event: 'batch.measured',
    Disabled: 1,
    NotFound: 1,
    DeadLetters1005: 1,
    DeadLettersMalformed: 1,
    DisabledInTime: 1,
    TimeToDisable: expect.any(Number),
    QueueAge: [expect.any(Number), expect.any(Number)],
    Calls: 2,
    TokenRequests: 1,
    CircuitOpen: 0,
  });
  const [{ Namespace, Dimensions, Metrics }] = line._aws.CloudWatchMetrics;
  expect([Namespace, Dimensions]).toEqual([NAMESPACE, [['service']]]);
  for (const { Name, Unit } of Metrics) expect(METRICS).toHaveProperty(Name, expect.objectContaining({ unit: Unit }));
});

test('the namespace can be another one', async () => {
  const { invoke, log } = await deployed({ POWERTOOLS_METRICS_NAMESPACE: 'Security' });
  await invoke([sentNow(body([5]))]);
  expect(log().find(isMeasured)._aws.CloudWatchMetrics[0].Namespace).toBe('Security');
});

test('they can be switched off', async () => {
  const { invoke, log } = await deployed({ POWERTOOLS_METRICS_DISABLED: 'true' });
  await invoke([sentNow(body([5]))]);
  expect(log().filter(isMeasured)).toEqual([]);
});

test('its level is the least that the log keeps, so that Lambda keeps it, too', async () => {
  const { invoke, log } = await deployed({ POWERTOOLS_LOG_LEVEL: 'ERROR' });
  await invoke([sentNow(body([5]))]);
  expect(log()).toEqual([expect.objectContaining({ level: 'ERROR', event: 'batch.measured', Disabled: 1 })]);
});

test('without a namespace, a service and a function there is no line of warning', async () => {
  const { invoke, log } = await deployed();
  await invoke([]);
  await invoke([sentNow(body([5]))]);
  expect(log().filter(({ level }) => level !== 'INFO')).toEqual([]);
});

test('a duration has at most a hundred values a line, and none is lost', async () => {
  const { invoke, log } = await deployed();
  await invoke([sentNow(body(secrets(99))), sentNow(body(secrets(99))), sentNow(body(secrets(52)))]);
  const lines = log().filter(isMeasured);
  const times = lines.map((line) => [line.TimeToDisable ?? []].flat().length);
  expect(times).toEqual([100, 100, 50]);
  expect(lines.map(({ event, level }) => [event, level])).toEqual(Array(3).fill(['batch.measured', 'INFO']));
  expect(lines.flatMap(({ Disabled }) => Disabled ?? [])).toEqual([99]);
});

test('a fault of it fails nothing and is told', async () => {
  const warn = vi.fn();
  const logger = { getLevelName: () => 'INFO' as const, debug: vi.fn(), info: vi.fn(), warn, error: vi.fn() };
  const { exports: publish } = await loaded({}, async () =>
    openMetrics({}, { of: METRICS, event: 'batch.measured', logger, expect: () => {} }),
  );
  publish([{ name: 'Calls', values: ['five' as never] }]);
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^No metrics in batch.measured: five is not/));
});
