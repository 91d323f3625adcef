import { type Plot, plot } from '../../support/plot.ts';
import type { Figure } from '../measurement.ts';
import { median, ratioOf } from '../spread.ts';
import { CONTAINERS, containersName } from '../warm/containers.ts';
import { GROWTH, peakName, processorName } from '../warm/growth.ts';
import { LATENCIES_MS, SECRETS, wallName } from '../warm/wall.ts';

type Read = (name: string) => Figure | undefined;

type Point = readonly [x: number, y: number];

const secretsInABatch = { name: 'secrets in a batch', scale: 'log' } as const;

/** Every plot of the page by its file's name. */
const PLOTS: Readonly<Record<string, (read: Read) => Plot>> = {
  'wall.svg': (read) => ({
    title: 'Time for a batch, as a multiple of its limit',
    x: secretsInABatch,
    y: { name: '× the limit', least: 0.9 },
    series: [
      ...LATENCIES_MS.map((latencyMs) => ({
        name: `vault at ${latencyMs} ms`,
        points: points(SECRETS, (secrets) => ratio(read(wallName(secrets, latencyMs)))),
      })),
      { name: 'the limit', line: 'dashed' as const, points: points(SECRETS, () => 1) },
    ],
  }),
  'processor.svg': (read) => ({
    title: 'Processor time of a batch, against a batch of 1,000',
    x: secretsInABatch,
    y: { name: '× a batch of 1,000', scale: 'log' },
    series: [
      {
        name: 'measured',
        points: points(GROWTH, (secrets) => (ratio(read(processorName(secrets))) * secrets) / 1000),
      },
      { name: 'linear', line: 'dashed', points: points(GROWTH, (secrets) => secrets / 1000) },
    ],
  }),
  'memory.svg': (read) => ({
    title: 'Peak memory of a new container that serves one batch',
    x: secretsInABatch,
    y: { name: 'MiB' },
    series: [
      { name: 'measured', points: points(GROWTH, (secrets) => median(read(peakName(secrets))?.ours ?? [])) },
      { name: '128 MiB', line: 'dashed', points: points(GROWTH, () => 128) },
    ],
  }),
  'containers.svg': (read) => ({
    title: 'Messages per second, against one container',
    x: { name: 'containers (MaximumConcurrency)' },
    y: { name: '× one container' },
    series: [
      { name: 'measured', points: points(CONTAINERS, (count) => count / ratio(read(containersName(count)))) },
      { name: 'nothing shared', line: 'dashed', points: points(CONTAINERS, (count) => count) },
    ],
  }),
};

const points = (xs: readonly number[], y: (x: number) => number): readonly Point[] => xs.map((x) => [x, y(x)]);

const ratio = (figure: Figure | undefined): number => (figure === undefined ? Number.NaN : ratioOf(figure).median);

/** Draws each plot for which everything was measured. @returns SVG by file name */
export function draw(figures: readonly Figure[]): Readonly<Record<string, string>> {
  const drawings = Object.entries(PLOTS).map(
    ([file, of]) => [file, of((name) => figures.find((figure) => figure.name === name))] as const,
  );
  const whole = drawings.filter(([, { series }]) =>
    series.every((line) => line.points.every(([, y]) => !Number.isNaN(y))),
  );
  return Object.fromEntries(whole.map(([file, drawing]) => [file, plot(drawing)]));
}
