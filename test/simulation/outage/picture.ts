import { type Axis, type Plot, plot, type Series, WIDTH } from '../../support/plot.ts';
import { AFTER_PER_SECOND, BEFORE_PER_SECOND } from './bars.ts';
import type { HowDown } from './crowded-vault.ts';
import type { Played } from './play.ts';

/** One night, with the restraint and without it. */
export type Pair = Readonly<{ restrained: Played; unrestrained: Played }>;

type Point = readonly [minute: number, value: number];

const MINUTE = 60_000;
const STEP_MS = 30_000;
/** From so many minutes before the outage to so many after its beginning. */
const [FROM, TO] = [-10, 50];
const HEIGHT = 330;

const TIME: Axis = { name: 'minutes since the vault went down' };

/** What the vault got to do, and what was left to do, over time: an SVG document. */
export function picture(nights: Readonly<Record<HowDown, Pair>>): string {
  const panels = [
    callsPanel('Calls a second: connections are refused', nights.refused),
    callsPanel('Calls a second: connections are taken, nothing is answered', nights.silent),
    backlogPanel(nights),
  ];
  const placed = panels.map((svg, index) => svg.replace('<svg ', `<svg y="${index * HEIGHT}" `));
  const height = panels.length * HEIGHT;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">\n${placed.join('')}</svg>\n`;
}

function callsPanel(title: string, { restrained, unrestrained }: Pair): string {
  const series: Series[] = [
    { name: 'with restraint', points: callsPerSecond(restrained) },
    { name: 'without', points: callsPerSecond(unrestrained) },
    { name: 'what the vault can answer', points: capacity(restrained), line: 'dashed' },
  ];
  return panel(restrained, { title, x: TIME, y: { name: 'calls a second' }, series });
}

function backlogPanel({ refused, silent }: Readonly<Record<HowDown, Pair>>): string {
  const series: Series[] = [
    { name: 'refused, with restraint', points: backlog(refused.restrained) },
    { name: 'refused, without', points: backlog(refused.unrestrained), line: 'dashed' },
    { name: 'no answer, with restraint', points: backlog(silent.restrained) },
    { name: 'no answer, without', points: backlog(silent.unrestrained), line: 'dashed' },
  ];
  return panel(refused.restrained, { title: 'Secrets that wait', x: TIME, y: { name: 'secrets' }, series });
}

function panel({ night: { downAt, upAt } }: Played, plotted: Omit<Plot, 'bands' | 'height'>): string {
  const down = { name: 'the vault is down', from: 0, to: (upAt - downAt) / MINUTE };
  return plot({ ...plotted, bands: [down], height: HEIGHT });
}

function callsPerSecond({ night: { downAt }, requests }: Played): readonly Point[] {
  const counts = new Map<number, number>();
  for (const { at } of requests) {
    const step = Math.floor((at - downAt) / STEP_MS);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return steps().map((step) => [(step + 0.5) * (STEP_MS / MINUTE), ((counts.get(step) ?? 0) * 1000) / STEP_MS]);
}

function backlog({ night: { downAt, messages }, disabledAt }: Played): readonly Point[] {
  return steps().map((step) => {
    const time = downAt + step * STEP_MS;
    const named = messages.filter(({ at }) => at <= time).reduce((sum, { secrets }) => sum + secrets.length, 0);
    const disabled = [...disabledAt.values()].filter((at) => at <= time).length;
    return [(step * STEP_MS) / MINUTE, named - disabled];
  });
}

function capacity({ night: { downAt, upAt } }: Played): readonly Point[] {
  const up = (upAt - downAt) / MINUTE;
  const minutes = steps().map((step) => (step * STEP_MS) / MINUTE);
  return [
    ...minutes.filter((minute) => minute < 0).map((minute): Point => [minute, BEFORE_PER_SECOND]),
    [0, BEFORE_PER_SECOND],
    ...minutes.filter((minute) => minute >= 0 && minute < up).map((minute): Point => [minute, 0]),
    [up, 0],
    ...minutes.filter((minute) => minute >= up).map((minute): Point => [minute, AFTER_PER_SECOND]),
  ];
}

const steps = (): readonly number[] =>
  Array.from({ length: ((TO - FROM) * MINUTE) / STEP_MS }, (_, index) => index + (FROM * MINUTE) / STEP_MS);
