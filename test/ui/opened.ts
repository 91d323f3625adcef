import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, expect, onTestFinished } from 'vitest';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { findChromium, NO_CHROMIUM } from '../../infra/local/ui/chromium.ts';
import { servePage } from '../../infra/local/ui/page-server.ts';

export type Looks = Readonly<{
  colorScheme?: 'light' | 'dark';
  viewport?: { readonly width: number; readonly height: number };
}>;

export type Opened = Readonly<{
  page: Page;
  stack: Stack;
  /** What the browser has complained of. What a test has expected, it takes out. */
  complaints: string[];
  /** Ends the page's server; what the browser complains of after that is not counted. */
  endServer: () => Promise<void>;
}>;

let launched: Promise<Browser> | undefined;

afterAll(async () => (await launched)?.close());

/** One browser for all tests of a file. */
export function browser(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

async function launch(): Promise<Browser> {
  const executablePath = await findChromium(process.env);
  if (executablePath === undefined) throw new Error(NO_CHROMIUM);
  // The sandbox needs rights that a container does not give, and the page is our own.
  return chromium.launch({ executablePath, chromiumSandbox: false });
}

/** A page that is still empty, in which axe can be run. */
export async function prepared(browser: Browser, looks: Looks) {
  const context = await browser.newContext(looks);
  // In this way it is not kept out by the page's own rules for content, which hold all the same.
  await context.addInitScript({ content: axe.source });
  return { context, page: await context.newPage() };
}

/**
 * The page of a running stack in a real browser. When its test ends it looks at what the page has asked for and complained of:
 * nothing of anybody but the page's own server, and nothing at all.
 */
export async function opened(looks: Looks = {}): Promise<Opened> {
  const stack = await startStack({ containers: 1, hurry: 10, vault: { latencyMs: 20 } });
  const server = await servePage(stack, stack.vault);
  const { context, page } = await prepared(await browser(), looks);
  const complaints: string[] = [];
  const asked: string[] = [];
  let isServed = true;
  const complain = (text: string) => isServed && complaints.push(text);
  page.on('console', (message) => complain(message.text()));
  page.on('pageerror', (error) => complain(error.message));
  await context.route('**', (route) => {
    asked.push(route.request().url());
    return route.continue();
  });
  onTestFinished(async () => {
    await context.close();
    if (isServed) await server[Symbol.asyncDispose]();
    await stack.stop();
    expect(asked.filter((address) => !address.startsWith(server.url))).toEqual([]);
    expect(asked.length).toBeGreaterThan(5);
    expect(complaints).toEqual([]);
  });
  await page.goto(server.url);
  await page.getByText('Connected: everything below is live.').waitFor();
  const endServer = async () => {
    isServed = false;
    await server[Symbol.asyncDispose]();
  };
  return { page, stack, complaints, endServer };
}

/** What axe finds wrong with the page as it is now, or cannot tell, in short. */
export async function faultsFoundByAxe(page: Page): Promise<readonly string[]> {
  const results = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  expect(results.passes.length).toBeGreaterThan(10);
  return [...results.violations, ...results.incomplete].map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}
