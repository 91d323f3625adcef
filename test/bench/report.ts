import { counted, table } from '../../infra/local/command/table.ts';
import type { Figure } from './measurement.ts';
import { isMet, median, ratioOf } from './spread.ts';

/** What one measurement has come to. */
export type Measured = Readonly<{ name: string; figures: readonly Figure[] }>;

const number = (value: number): string =>
  value.toLocaleString('en', { maximumSignificantDigits: 3, useGrouping: false });

const ratio = (value: number): string => value.toFixed(value < 10 ? 2 : 1);

/** The ratio and its spread, against its bar. */
export function inWords(figure: Figure): readonly [ratio: string, spread: string, bar: string] {
  const { median: middle, lowest, highest } = ratioOf(figure);
  const bar = figure.bar === undefined ? '' : `≤ ${figure.bar}${isMet(figure) ? '' : '  NOT MET'}`;
  return [`${ratio(middle)} ×`, `${ratio(lowest)}–${ratio(highest)}`, bar];
}

/** One line for each figure: the median of the rounds' ratios, the lowest and highest of them, and what they are made of. */
export function reportLines(measured: readonly Measured[]): readonly string[] {
  const rows = measured.flatMap(({ name, figures }) =>
    figures.map((figure) => {
      const absolute = [figure.ours, figure.against].map((values) => `${number(median(values))} ${figure.unit}`);
      return [name, figure.name, ...inWords(figure), absolute.join(' : ')];
    }),
  );
  return table([['', 'FIGURE', 'MEDIAN', 'SPREAD', 'BAR', 'MEDIANS OF BOTH'], ...rows]);
}

/** The last line: whether every bar was met. */
export function verdict(measured: readonly Measured[]): string {
  const barred = measured.flatMap(({ figures }) => figures).filter(({ bar }) => bar !== undefined);
  const missed = barred.filter((figure) => !isMet(figure));
  return `${counted(barred.length, 'bar')}, ${barred.length - missed.length} met, ${missed.length} not met`;
}
