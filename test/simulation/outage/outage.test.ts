import { describe, expect, test } from 'vitest';
import { readArguments } from './arguments.ts';
import { exceeded } from './bars.ts';
import { figures } from './figures.ts';
import { playOne } from './nights.ts';
import { play } from './play.ts';

/** Of the first 200 the one with the fewest secrets, and so with the most calls for each. */
const SEED = 77;

const nights = [await playOne(SEED, 'refused'), await playOne(SEED, 'silent')] as const;

test.each(nights)(
  'a vault that is down ($howDown) gets hardly more calls than it is owed, no herd when it returns, and all is disabled in a quarter of an hour',
  ({ figures: { waited, amplification }, exceeded }) => {
    expect(exceeded).toEqual([]);
    // Otherwise there was nothing to make worse.
    expect(waited).toBeGreaterThan(3000);
    expect(amplification).toBeGreaterThan(0);
  },
);

test('without the restraint the same night exceeds two bars: it is hard enough, and they would notice', async () => {
  const night = figures(await play(SEED, 'silent', { restrained: false }));
  expect(exceeded(night)).toEqual(
    expect.arrayContaining([
      'calls while it is down, per secret that waits',
      'calls in flight in the first second of its return',
    ]),
  );
});

test.each([
  ['calls while it is down, per secret that waits', { amplification: 1.11 }],
  ['calls in flight in the first second of its return', { inFlightAtFirst: 51 }],
  ['calls a second in the busiest ten seconds after its return', { callsPerSecond: 30.1 }],
  ['% of the calls after its return that it was too full for', { overloaded: 0.011 }],
  ['minutes from its return until everything is disabled', { minutesToDone: 15.1 }],
  ['minutes from its return until everything is disabled', { minutesToDone: Number.NaN }],
  ['secrets that are not disabled', { notDisabled: 1 }],
])('a night exceeds the bar of %s with %j', (bar, found) => {
  expect(exceeded({ ...nights[0].figures, ...found })).toEqual([bar]);
});

test('the same seed gives the same night', async () => {
  expect(await playOne(SEED, 'silent')).toEqual(nights[1]);
});

describe('npm run outage', () => {
  test('plays twenty nights where nothing else is asked', () => {
    expect(readArguments([])).toEqual({ kind: 'play', seed: 1, seeds: 20, json: false, write: false });
  });

  test.each([
    [['--help', '--seeds', '3'], { kind: 'help' }],
    [['--seed', '0', '--seeds=3', '--json'], { kind: 'play', seed: 0, seeds: 3, json: true }],
    [['--write'], { kind: 'play', write: true }],
  ])('reads %j', (args, asked) => {
    expect(readArguments(args)).toMatchObject(asked);
  });

  test.each([
    [['--seed', '-1'], /^Option '--seed' argument is ambiguous/],
    [['--seed', '4294967296'], /^--seed must be a whole number from 0 to 4294967295\. See npm run outage -- --help\.$/],
    [['--seeds', '0'], /^--seeds must be a whole number from 1 to /],
    [['--seeds', '1e3'], /^--seeds must be a whole number/],
    [['--sed', '1'], /^Unknown option '--sed'\. See/],
    [['night'], /^Unexpected argument 'night'/],
  ])('says in one line what is wrong with %j', (args, reason) => {
    expect(readArguments(args)).toEqual({ kind: 'wrong', reason: expect.stringMatching(reason) });
    expect(readArguments(args)).not.toEqual({ kind: 'wrong', reason: expect.stringContaining('\n') });
  });
});
