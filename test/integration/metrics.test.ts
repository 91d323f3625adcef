import { expect, test } from 'vitest';
import type { Stack } from '../../infra/local/stack.ts';
import { message, watchedStack } from '../support/watched-stack.ts';

type Line = Readonly<Record<string, unknown>>;

/** What all batches together came to: counts added up, durations in a row. */
function summed({ log }: Pick<Stack, 'log'>): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const line of log.lines.filter(({ event }) => event === 'batch.measured')) {
    const [{ Metrics }] = (line['_aws'] as { CloudWatchMetrics: [{ Metrics: { Name: string; Unit: string }[] }] })
      .CloudWatchMetrics;
    for (const { Name, Unit } of Metrics) {
      const values = [(line as Line)[Name]].flat() as number[];
      const more = Unit === 'Milliseconds' ? values.length : values.reduce((sum, value) => sum + value, 0);
      sums[Name] = (sums[Name] ?? 0) + more;
    }
  }
  return sums;
}

test('what the bundle counts is what has happened', async () => {
  await using stack = await watchedStack({ vault: { states: { 1: 'inactive', 404: 'absent' } } });
  stack.vault.script(6, ['bad-gateway']);
  const reportedAt = new Date(Date.now() - 120_000).toISOString();
  await stack.send(message([1, 5, 6, 404]));
  await stack.send(message([7], { reportedAt }));
  await stack.send('not JSON');
  await stack.settled();
  expect(summed(stack)).toEqual({
    Disabled: 3,
    AlreadyDisabled: 1,
    NotFound: 1,
    TimeToDisable: 4,
    DisabledInTime: 3,
    DisabledLate: 1,
    QueueAge: 3,
    Calls: 6,
    Retries: 1,
    TokenRequests: 1,
    DeadLetters1005: 1,
    DeadLettersMalformed: 1,
    CircuitOpen: 0,
  });
});

test('a dry run is not counted as anything disabled', async () => {
  await using stack = await watchedStack({ vault: { names: { 5: {} } } });
  await stack.send(message([5], { dryRun: true }));
  await stack.settled();
  const sums = summed(stack);
  expect(sums).toMatchObject({ WouldDisable: 1, QueueAge: 1 });
  expect(Object.keys(sums).filter((name) => /Disabled|TimeTo/.test(name))).toEqual([]);
});
