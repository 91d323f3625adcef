import { SERVED_TABLES } from '../served-tables.ts';
import { openInBrowser } from '../ui/browser.ts';
import { servePage } from '../ui/page-server.ts';
import { account } from './account.ts';
import type { RunOptions } from './arguments.ts';
import { buildBundle } from './bundle.ts';
import { evidence } from './evidence.ts';
import { faultsMet } from './faults-met.ts';
import { introduction } from './introduction.ts';
import { openLive } from './live.ts';
import { keepOutcomes } from './outcomes.ts';
import { type Prepared, prepare } from './prepare.ts';
import { report } from './report.ts';
import { result } from './result.ts';
import { type Running, startRunning, WATCHED } from './running.ts';
import { openScreen, type Screen } from './screen.ts';
import { sendAll } from './sending.ts';
import { serving } from './serving.ts';
import { listenForStop } from './stopping.ts';
import { counted } from './table.ts';
import { untilDone } from './until-done.ts';

/** As it is deployed; what is not served is sent to be settled, and nobody is there to approve it. */
const MAX_SECRETS_PER_HOUR = 100;

/** Does what was asked for on the command line. @returns the exit code */
export async function run(options: RunOptions): Promise<number> {
  const startedAt = performance.now();
  const stopping = listenForStop();
  const preparing = await prepare(options, stopping.signal);
  const stopped = stopping.exitCode();
  if (stopped !== undefined || preparing.kind === 'declined') {
    process.stderr.write('Nothing was sent.\n');
    return stopped ?? 1;
  }
  if (preparing.kind === 'wrong') {
    process.stderr.write(`${preparing.reason}\n`);
    return 2;
  }
  if (!(await buildBundle(stopping.signal))) {
    const why = stopping.signal.aborted ? 'Stopped' : 'The function could not be built';
    process.stderr.write(`${why}; nothing was sent.\n`);
    return stopping.exitCode() ?? 1;
  }
  const running = await startRunning(preparing.prepared, {
    ...(options.ui && WATCHED),
    ...(options.serve && { tables: SERVED_TABLES }),
    ...(options.serve && !options.ui && { maxSecretsPerHour: MAX_SECRETS_PER_HOUR }),
  });
  try {
    const screen = openScreen(options.json ? process.stderr : process.stdout);
    const unaccounted = await work(running, preparing.prepared, { ...options, startedAt, screen, ...stopping });
    return stopping.exitCode() ?? (unaccounted === 0 ? 0 : 1);
  } finally {
    await running.stop();
  }
}

type Circumstances = Readonly<{
  serve: boolean;
  ui: boolean;
  json: boolean;
  screen: Screen;
  /** By `performance.now()`. */
  startedAt: number;
  signal: AbortSignal;
}>;

/** Sends, watches, and shows what came of it. @returns how much is unaccounted for */
async function work(running: Running, prepared: Prepared, circumstances: Circumstances): Promise<number> {
  const { consumer, vault, scheduler } = running;
  const { serve, ui, json, screen, startedAt, signal } = circumstances;
  for (const line of introduction(prepared)) screen.say(line);
  if (serve && vault !== undefined && scheduler !== undefined)
    for (const line of serving(consumer, vault, scheduler)) screen.say(line);
  await using page = ui && vault !== undefined ? await servePage(consumer, vault) : undefined;
  if (page !== undefined) {
    for (const line of ['The web page:', '', `  ${page.url}`, '']) screen.say(line);
    if (screen.isTerminal) openInBrowser(page.url);
  }

  const outcomes = keepOutcomes();
  const live = openLive(screen, outcomes);
  consumer.log.listen((line) => {
    const told = outcomes.take(line);
    if (told === undefined) live.complaint(line);
    else live.told(told);
  });
  const sent = await sendAll(consumer.queues, prepared.bodies, signal);
  consumer.startPolling();
  await untilDone(running, { screen, live, outcomes }, { forever: serve, signal });
  screen.end();
  await consumer.halt();

  const found = await evidence(running, sent, outcomes);
  const accounted = account(found);
  const met = faultsMet(vault?.seen.calls ?? []);
  if (signal.aborted) {
    const unsent = sent.filter(({ messageId }) => messageId === '').length;
    screen.say(`Stopped: ${counted(found.left.length, 'message')} left on the queue, ${unsent} not sent.`);
  }
  if (json) {
    const about = {
      vault: prepared.vault.kind === 'real' ? prepared.vault.baseUrl : 'simulated',
      durationMs: performance.now() - startedAt,
    };
    process.stdout.write(`${JSON.stringify(result(accounted, met, about), undefined, 2)}\n`);
  } else {
    for (const line of report(accounted, met, prepared.vault.kind)) screen.say(line);
  }
  return accounted.unaccounted;
}
