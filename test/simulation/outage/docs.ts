import { readFile, writeFile } from 'node:fs/promises';
import { markdown } from '../../support/markdown.ts';
import { picture } from './picture.ts';
import { introduction, rows, type Shown } from './report.ts';

const PAGE = 'docs/outage.md';
const PICTURE = 'docs/outage.svg';

/** Writes the figures into the page about it, and the picture beside it. */
export async function writeDocs(shown: Shown): Promise<readonly string[]> {
  const [head = [], ...body] = rows(shown);
  const figures = `${introduction(shown)}\n\n${markdown(head, body)}`;
  const page = await readFile(PAGE, 'utf8');
  await writeFile(
    PAGE,
    page.replace(/(?<=<!-- outage -->\n)[\s\S]*?(?=<!-- end -->)/, () => `\n${figures}\n\n`),
  );
  await writeFile(PICTURE, picture(shown.first));
  return [PAGE, PICTURE];
}
