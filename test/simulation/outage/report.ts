import { BARS } from './bars.ts';
import type { HowDown } from './crowded-vault.ts';
import { type Figures, figures } from './figures.ts';
import { type Outcome, WAYS } from './nights.ts';
import type { Pair } from './picture.ts';

/** All that was played: many nights with the restraint, and the first of them without it, too. */
export type Shown = Readonly<{ outcomes: readonly Outcome[]; first: Readonly<Record<HowDown, Pair>> }>;

/** The figures and what they are held to, a row each; the first row says what the columns are. */
export function rows({ outcomes, first }: Shown): readonly (readonly string[])[] {
  const nights = outcomes.length / WAYS.length;
  const columns = WAYS.flatMap((howDown) => {
    const { restrained, unrestrained } = first[howDown];
    const all = outcomes.filter((outcome) => outcome.howDown === howDown).map((outcome) => outcome.figures);
    return [
      { name: `${howDown}: first night`, nights: [figures(restrained)] },
      { name: `worst of ${nights}`, nights: all },
      { name: 'without restraint', nights: [figures(unrestrained)] },
    ];
  });
  return [
    ['', 'bar', ...columns.map(({ name }) => name)],
    ...BARS.map(({ name, of, digits, most }) => {
      const worst = (all: readonly Figures[]) => Math.max(...all.map(of)).toFixed(digits);
      return [name, most === undefined ? '' : `≤ ${most}`, ...columns.map((column) => worst(column.nights))];
    }),
  ];
}

/** What was played, in one sentence. */
export function introduction({ outcomes, first }: Shown): string {
  const { messages, secrets, waited } = figures(first.refused.restrained);
  const all = outcomes.map((outcome) => outcome.figures.waited);
  const [least, most] = [Math.min(...all), Math.max(...all)].map(grouped);
  return `In the first night ${messages} messages name ${grouped(secrets)} secrets, ${grouped(waited)} of which wait while the vault is down; in all ${outcomes.length / WAYS.length} nights it is ${least} to ${most}.`;
}

const grouped = (number: number): string => number.toLocaleString('en');

export const oneLine = ({ seed, howDown, figures, exceeded }: Outcome): string =>
  [
    `seed ${seed}, ${howDown}:`,
    `${figures.waited} secrets waited,`,
    `${figures.amplification.toFixed(2)} calls each,`,
    `done after ${figures.minutesToDone.toFixed(1)} min`,
    ...exceeded.map((name) => `TOO MUCH: ${name}`),
  ].join(' ');
