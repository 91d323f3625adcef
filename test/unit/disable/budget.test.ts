import { expect, test } from 'vitest';
import { openBudget } from '../../../lib/disable/budget.ts';

/** Spends until nothing is left. @returns how many retries there were */
function emptied(budget: ReturnType<typeof openBudget>): number {
  let retries = 0;
  while (budget.spend()) retries += 1;
  return retries;
}

test('a new container has a retry for each secret of the largest message', () => {
  expect(emptied(openBudget())).toBe(500);
});

test('once it is empty, retries are at most a tenth of the calls', () => {
  const budget = openBudget();
  emptied(budget);
  let retries = 0;
  for (let firstTries = 1; firstTries <= 10_000; firstTries += 1) {
    budget.earn();
    retries += emptied(budget);
    expect(retries).toBeLessThanOrEqual((firstTries + retries) / 10);
  }
  expect(retries).toBe(1000);
});

test('what is not spent does not pile up beyond what it began with', () => {
  const budget = openBudget();
  for (let firstTries = 0; firstTries < 1000; firstTries += 1) budget.earn();
  expect(emptied(budget)).toBe(500);
});
