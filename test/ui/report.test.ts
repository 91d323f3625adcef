import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { inHtml } from '../../cli/report/html.ts';
import { standingOf } from '../../lib/audit/standing.ts';
import { disabled, malformed, notFound, reported, second, TAG, unresolved } from '../support/audit-records.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { browser, faultsFoundByAxe, type Looks, prepared } from './opened.ts';

const HOSTILE = '<img src="http://127.0.0.1:9/x" onerror="document.title=1"><script>document.title=2</script>';

const hand = { incidentId: 'INC-1', at: second(60), by: 'bob', reason: 'no alarm' } as const;

const STANDING = standingOf([
  reported(
    Array.from({ length: 60 }, (_, index) => index + 1),
    { reason: HOSTILE },
  ),
  ...Array.from({ length: 58 }, (_, index) => disabled(index + 1, { at: second(5 + index) })),
  notFound(59),
  unresolved(TAG),
  malformed,
  { ...hand, recordId: 'e', kind: 'enabled', identifier: 5 },
]);

/** The page of an incident, opened from a file as from a ticket; nothing else may be asked for, and nobody may complain. */
async function report(looks: Looks = {}) {
  const about = { incidentId: 'INC-1', now: new Date(second(120)), unreadable: 0, version: '1.2.3' };
  const file = pathToFileURL(await temporaryFile('report.html', inHtml(STANDING, about))).href;
  const { page, context } = await prepared(await browser(), looks);
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await context.route('**', (route) => {
    asked.push(route.request().url());
    return route.continue();
  });
  onTestFinished(async () => {
    await context.close();
    expect(asked).toEqual([file]);
    expect(complaints).toEqual([]);
  });
  await page.goto(file);
  return page;
}

test.each(['light', 'dark'] as const)(
  'a report has nothing that keeps anybody from reading it: %s',
  async (colorScheme) => {
    expect(await faultsFoundByAxe(await report({ colorScheme }))).toEqual([]);
  },
);

test('what somebody else wrote is text in a report', async () => {
  const page = await report();
  expect(await page.title()).toContain('INC-1');
  expect(await page.getByText(HOSTILE).count()).toBe(1);
  expect(await page.locator('img, script').count()).toBe(0);
});

test('a report is no wider than a telephone, and no wider than a sheet of paper, of which it takes several', async () => {
  const page = await report({ viewport: { width: 320, height: 640 } });
  const tooWide = () => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(await tooWide()).toBe(0);
  await page.setViewportSize({ width: 718, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  expect(await tooWide()).toBe(0);
  const printed = await page.pdf({ format: 'A4' });
  expect(printed.subarray(0, 5).toString()).toBe('%PDF-');
  expect(printed.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
});
