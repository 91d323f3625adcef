import { writeFile } from 'node:fs/promises';
import { chromium, type Page } from 'playwright-core';
import { type Stack, startStack } from '../stack.ts';
import { findChromium, NO_CHROMIUM } from './chromium.ts';
import { operate } from './operating.ts';
import { servePage } from './page-server.ts';

// `npm run pictures`: the page as the README shows it, light with everything well and dark with the vault down; a terminal in which
// somebody operates it, and the report of an incident.

/** Enough for the whole page, but for rows that are scrolled. */
const VIEWPORT = { width: 1040, height: 1900 } as const;

/** As WebP, which takes a third of what PNG does for as many words. */
const FORMAT = { format: 'webp', quality: 80 } as const;

const executablePath = await findChromium(process.env);
if (executablePath === undefined) {
  process.stderr.write(`${NO_CHROMIUM}\n`);
  process.exitCode = 1;
} else {
  const stack = await startStack({ containers: 1, hurry: 10, vault: { latencyMs: 20 } });
  const server = await servePage(stack, stack.vault);
  // The sandbox needs rights that a container does not give, and the page is our own.
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
  try {
    const page = await browser.newPage({ viewport: VIEWPORT, reducedMotion: 'reduce', colorScheme: 'light' });
    await page.goto(server.url);
    await answered(page, stack);
    await take(page, 'docs/ui.webp');
    await page.emulateMedia({ colorScheme: 'dark' });
    await down(page);
    await take(page, 'docs/ui-dark.webp');
    const { terminal, report } = await operate();
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setContent(terminal);
    await take(page, 'docs/terminal.webp');
    await page.setContent(report);
    await take(page, 'docs/report.webp');
  } finally {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await stack.stop();
  }
}

async function answered(page: Page, stack: Stack): Promise<void> {
  await send(page, 'INC-2041', '5, 7, 12');
  await page.getByRole('checkbox').check();
  await send(page, 'SIEM-7301', '101');
  await page.getByRole('checkbox').uncheck();
  await send(page, 'SIEM-7303', '1005, 1006');
  await send(page, 'SIEM-7304', 'x/../5');
  await stack.settled();
  await page.locator('#letters').getByText('malformed').waitFor();
}

async function down(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Down' }).click();
  await send(page, 'INC-2042', '100-129');
  await page.locator('#breaker[data-kind="open"]').waitFor();
}

async function send(page: Page, incident: string, secrets: string): Promise<void> {
  await page.getByLabel('Secrets', { exact: true }).fill(secrets);
  await page.getByLabel('Incident').fill(incident);
  const sent = page.waitForResponse((response) => response.url().endsWith('/orders'));
  await page.getByRole('button', { name: 'Send' }).click();
  await sent;
}

async function take(page: Page, path: string): Promise<void> {
  // Nothing is shown as busy any more, and all that happens has been said.
  await page.waitForTimeout(2500);
  const height = (await page.locator('body').boundingBox())?.height ?? VIEWPORT.height;
  const chromium = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, width: VIEWPORT.width, height, scale: 1 };
  const { data } = await chromium.send('Page.captureScreenshot', { ...FORMAT, clip });
  await writeFile(path, data, 'base64');
  process.stdout.write(`${path}\n`);
}
