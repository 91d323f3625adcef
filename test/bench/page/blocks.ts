import { cpus } from 'node:os';
import { markdown } from '../../support/markdown.ts';
import type { Figure } from '../measurement.ts';
import { inWords, type Measured } from '../report.ts';
import { median, ratioOf } from '../spread.ts';
import { CONTAINERS, containersName } from '../warm/containers.ts';
import { LATENCIES_MS, SECRETS, wallName } from '../warm/wall.ts';
import { type Price, priceOf } from './price.ts';

/** What stands in the page between `<!-- bench NAME -->` and `<!-- end -->`, by name. */
export type Blocks = Readonly<Record<string, string>>;

/** Ratios alone: milliseconds are this machine's. */
const figureTable = (figures: readonly Figure[]): string =>
  markdown(
    ['', 'median', 'lowest–highest', 'bar'],
    figures.map((figure) => [figure.name, ...inWords(figure)]),
  );

/** Ten messages are what a container gets at once. */
const MESSAGES = 10;

const perSecond = (batchMs: number): string =>
  ((MESSAGES * 1000) / batchMs).toLocaleString('en', { maximumSignificantDigits: 3 });

function messagesTable(read: (name: string) => Figure | undefined): string | undefined {
  const rows = SECRETS.filter((secrets) => secrets >= MESSAGES).map((secrets) => [
    `${secrets / MESSAGES}`,
    ...LATENCIES_MS.map((latencyMs) => {
      const figure = read(wallName(secrets, latencyMs));
      return figure === undefined ? '' : perSecond(median(figure.ours));
    }),
  ]);
  if (rows.flat().includes('')) return undefined;
  return markdown(['secrets in each message', ...LATENCIES_MS.map((latencyMs) => `vault at ${latencyMs} ms`)], rows);
}

function containersTable(read: (name: string) => Figure | undefined): string | undefined {
  const rows = CONTAINERS.map((count) => {
    const figure = read(containersName(count));
    return figure === undefined ? [] : [String(count), `${(count / ratioOf(figure).median).toFixed(2)} ×`];
  });
  return rows.some((row) => row.length === 0) ? undefined : markdown(['containers', 'messages per second'], rows);
}

/** Each in messages of one secret and of a hundred. */
export const pricesOf = (figures: readonly Figure[], memory: number): readonly Price[] =>
  [1, 100].flatMap((secretsInEach) =>
    [50, 500].flatMap((latencyMs) => priceOf(figures, { secretsInEach, latencyMs, memory }) ?? []),
  );

function priceTable(prices: readonly Price[], memory: number): string | undefined {
  if (prices.length === 0) return undefined;
  const dollars = (value: number) => `$${value.toFixed(2)}`;
  return markdown(
    ['secrets in each message', 'vault at', `${memory} MB for so long`, 'invocations', 'SQS', 'log', 'together'],
    prices.map(({ secretsInEach, latencyMs, duration, invocations, queue, log, total }) => [
      String(secretsInEach),
      `${latencyMs} ms`,
      ...[duration, invocations, queue, log, total].map(dollars),
    ]),
  );
}

/** Everything that the page takes from one run; what was not measured is not there, and stays as it was. */
export function blocksOf(measured: readonly Measured[], rounds: number, memory: number): Blocks {
  const figures = measured.flatMap((each) => each.figures);
  const read = (name: string) => figures.find((figure) => figure.name === name);
  const blocks: Record<string, string | undefined> = {
    machine: `Measured in ${rounds} rounds with Node ${process.versions.node} on ${cpus().length} × ${cpus()[0]?.model.trim()}.`,
    ...Object.fromEntries(measured.map((each) => [each.name, figureTable(each.figures)])),
    messages: messagesTable(read),
    maximum: containersTable(read),
    price: priceTable(pricesOf(figures, memory), memory),
  };
  return Object.fromEntries(
    Object.entries(blocks).flatMap(([name, block]) => (block === undefined ? [] : [[name, block]])),
  );
}

/** Puts the blocks into the page where it has a place for them. */
export function refreshed(page: string, blocks: Blocks): string {
  return page.replace(/(<!-- bench (\S+) -->\n)[\s\S]*?(?=<!-- end -->)/g, (whole, opening: string, name: string) => {
    const block = blocks[name];
    return block === undefined ? whole : `${opening}\n${block}\n\n`;
  });
}
