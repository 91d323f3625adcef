import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { faultsFoundByAxe, opened } from './opened.ts';

/** The rows with cells that say just this, or something like it. */
const row = (page: Page, table: 'outcomes' | 'letters', ...cells: readonly (string | RegExp)[]) =>
  cells.reduce(
    (rows, name) => rows.filter({ has: page.getByRole('cell', { name, exact: true }) }),
    page.locator(`#${table} tbody tr`),
  );

const focused = (page: Page) => page.locator(':focus');

/** Presses Tab until what is in focus has this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    const found = await focused(page)
      .and(page.getByLabel(name, { exact: true }).or(page.getByRole('button', { name, exact: true })))
      .count();
    if (found > 0) return;
  }
  throw new Error(`Thirty times Tab did not lead to ${name}`);
}

test('with the keyboard alone a message is sent, its outcome seen, and said for those who do not see it', async () => {
  const { page, stack } = await opened();
  await tabTo(page, 'Secrets');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('12, 1005');
  await tabTo(page, 'Incident');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('INC-77');
  await page.keyboard.press('Enter');
  await row(page, 'outcomes', '12', 'INC-77', 'disabled').waitFor();
  await row(page, 'outcomes', '1005', 'INC-77', 'not-found').waitFor();
  await row(page, 'letters', '1005', 'INC-77', /Api secret not found/).waitFor();
  await page.getByRole('status').filter({ hasText: 'Secret 12: disabled.' }).waitFor();
  await page.getByText('Sent.', { exact: true }).waitFor();
  expect(stack.vault.stateOf(12)).toBe('inactive');
});

test('what is in focus can be seen to be, whatever it is', async () => {
  const { page } = await opened();
  const outlines: string[] = [];
  for (let presses = 0; presses < 16; presses += 1) {
    await page.keyboard.press('Tab');
    outlines.push(String(await page.evaluate('getComputedStyle(document.activeElement).outline')));
  }
  expect(outlines.filter((outline) => !/solid 3px/.test(outline))).toEqual([]);
});

test('a vault that is down opens the breaker, and one that answers again closes it', async () => {
  const { page } = await opened();
  const breaker = page.locator('#breaker');
  await page.getByRole('button', { name: 'Send' }).press('Enter');
  // With the token that it then has, every call fails by itself.
  await row(page, 'outcomes', '5', 'disabled').waitFor();
  expect(await breaker.textContent()).toContain('closed');
  await tabTo(page, 'Down (connection reset)');
  await page.keyboard.press('Enter');
  const pressed = page.getByRole('button', { pressed: true });
  await expect.poll(() => pressed.textContent()).toBe('Down (connection reset)');
  await page.getByLabel('Secrets', { exact: true }).fill('100-129');
  await page.getByRole('button', { name: 'Send' }).press('Enter');
  await expect.poll(() => breaker.textContent(), { timeout: 10_000 }).toContain('open');
  await page.getByRole('status').filter({ hasText: 'Circuit breaker: open.' }).waitFor();
  expect(await page.locator('#breaker-reason').textContent()).toMatch(/One call at a time\. \d+ calls in a row/);
  await page.getByRole('button', { name: 'Normal' }).press('Space');
  await expect.poll(() => breaker.textContent(), { timeout: 15_000 }).toContain('closed');
  await row(page, 'outcomes', '100', 'disabled').waitFor({ timeout: 15_000 });
});

test.each([
  ['time-out', 'Time-out (HTTP 504)', 'unavailable', /504/],
  ['throttling', 'Throttled (HTTP 429, wait 1 s)', 'unavailable', /429/],
  ['refused token', 'Token refused (HTTP 401)', 'unauthorized', /401/],
  ['silence', 'Nothing at all', 'unavailable', /no complete answer/],
])('a %s is seen as what it is, and mended', async (_, button, outcome, reason) => {
  const { page } = await opened();
  await page.getByRole('button', { name: button }).click();
  await page.getByText(`From now on the vault answers: ${button}.`).waitFor();
  await page.getByRole('button', { name: 'Send' }).click();
  await row(page, 'outcomes', outcome, reason).first().waitFor({ timeout: 15_000 });
  await page.getByRole('button', { name: 'Normal' }).click();
  await row(page, 'outcomes', 'disabled').first().waitFor({ timeout: 15_000 });
});

test('after a rotation and with its token revoked, the function reads its credentials again and goes on', async () => {
  const { page } = await opened();
  await page.getByRole('button', { name: 'Send' }).click();
  await row(page, 'outcomes', '5', 'disabled').waitFor();
  const reads = page.locator('[data-field="credentials-read"]');
  expect(await reads.textContent()).toBe('1');
  await page.getByRole('button', { name: 'Rotate the client secret' }).click();
  await page.getByText('The vault has a new client secret').waitFor();
  await page.getByRole('button', { name: 'Revoke all tokens' }).click();
  await page.getByText('No token is good any more.').waitFor();
  await page.getByLabel('Secrets', { exact: true }).fill('8');
  await page.getByRole('button', { name: 'Send' }).click();
  await row(page, 'outcomes', '8', 'disabled').waitFor();
  await expect.poll(() => reads.textContent()).toBe('2');
});

test('a first answer that gets lost ends as already disabled', async () => {
  const { page } = await opened();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Send' }).click();
  await row(page, 'outcomes', '5', 'already-disabled').waitFor();
});

test('what is wrong with an order is said', async () => {
  const { page, complaints } = await opened();
  await page.getByLabel('Secrets', { exact: true }).fill(' ');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('status').filter({ hasText: 'Name at least one secret' }).waitFor();
  expect(complaints.splice(0)).toEqual([expect.stringContaining('400')]);
});

test('hostile text is shown as text', async () => {
  const { page, stack } = await opened();
  const incident = '<img src=x onerror="document.title=\'taken\'"><script>document.title="taken"</script>';
  await page.getByLabel('Incident').fill(incident);
  await page.getByRole('button', { name: 'Send' }).click();
  await stack.send('{"type":"credential.compromised","incidentId":"</td><b>bold</b>","secrets":[{"identifier":1006}]}');
  await row(page, 'outcomes', '5', incident).waitFor();
  await row(page, 'letters', '</td><b>bold</b>').waitFor();
  expect(await page.locator('#outcomes :is(img, script, b), #letters :is(img, script, b)').count()).toBe(0);
  expect(await page.title()).toBe('The kill switch on this machine');
});

test('the rules for content hold in the browser: no script that comes from elsewhere or stands in the page', async () => {
  const { page, complaints } = await opened();
  const ran = await page.evaluate(`new Promise((resolve) => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.ran = true';
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
    document.body.append(script);
    setTimeout(() => resolve(globalThis.ran), 1000);
  })`);
  expect(ran).toBe('script-src-elem');
  expect(complaints.splice(0)).toEqual([expect.stringContaining('Content Security Policy')]);
});

test('when the program ends, the page says so', async () => {
  const { page, endServer } = await opened();
  await endServer();
  await page.getByText('Not connected').waitFor();
});

test.each(['light', 'dark'] as const)('axe finds nothing wrong with it: %s', async (colorScheme) => {
  const { page } = await opened({ colorScheme });
  expect(await faultsFoundByAxe(page)).toEqual([]);
  await page.getByLabel('Secrets', { exact: true }).fill('5, 1005, 1006');
  await page.getByRole('button', { name: 'Send' }).click();
  await row(page, 'letters', '1005').waitFor();
  await page.getByRole('button', { name: 'Down (connection reset)' }).click();
  await page.getByLabel('Secrets', { exact: true }).fill('100-129');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => page.locator('#breaker').textContent(), { timeout: 10_000 }).toContain('open');
  expect(await faultsFoundByAxe(page)).toEqual([]);
});

test('light and dark are not the same', async () => {
  const { page } = await opened({ colorScheme: 'light' });
  const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const light = await ground();
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await ground()).not.toBe(light);
});

test('at 320 pixels nothing but the tables is scrolled sideways', async () => {
  const { page } = await opened({ viewport: { width: 320, height: 640 } });
  await page.getByLabel('Incident').fill('x'.repeat(200));
  await page.getByRole('button', { name: 'Send' }).click();
  await row(page, 'outcomes', '5').waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  expect(await faultsFoundByAxe(page)).toEqual([]);
});

test('who wants less motion gets none', async () => {
  const { page } = await opened();
  const moving = `[...document.querySelectorAll('#flow > li')].map((station) => {
    station.setAttribute('data-busy', '');
    return getComputedStyle(station, '::before').animationName;
  })`;
  expect(await page.evaluate(moving)).toContain('passing');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(new Set((await page.evaluate(moving)) as string[])).toEqual(new Set(['none']));
});
