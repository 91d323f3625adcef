import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

const SEEDS = 2000;
const AT_A_TIME = 250;

test.each(Array.from({ length: SEEDS / AT_A_TIME }, (_, index) => 1 + index * AT_A_TIME))(
  'from seed %i on, every secret is disabled, dead-lettered for the right reason, or still queued, and no promise is broken',
  async (from) => {
    const broken = [];
    for (let seed = from; seed < from + AT_A_TIME; seed += 1) {
      const { faults } = await simulate(seed);
      if (faults.length > 0) broken.push(`npm run simulate -- --seed ${seed}: ${faults.join('; ')}`);
    }
    expect(broken).toEqual([]);
  },
);

test.each([7, 42, 1234])('seed %i gives the same run, byte for byte, each time', async (seed) => {
  const [one, other] = [await simulate(seed), await simulate(seed)];
  expect(one.story.length).toBeGreaterThan(10);
  expect(one.story).toEqual(other.story);
  expect(one.digest).toBe(other.digest);
});

test('the runs are hard enough: crashes, dead letters and failed calls all come about', async () => {
  const runs = [];
  for (let seed = 1; seed <= 50; seed += 1) runs.push(await simulate(seed));
  expect(runs.filter(({ crashes }) => crashes > 0).length).toBeGreaterThan(10);
  expect(runs.filter(({ deadLetters }) => deadLetters > 0).length).toBeGreaterThan(10);
  expect(runs.reduce((sum, { calls }) => sum + calls, 0)).toBeGreaterThan(1000);
});
