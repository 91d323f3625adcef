import { readFile } from 'node:fs/promises';

const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' } as const;

const NAMES = [
  'page.html',
  'page.css',
  'flow.css',
  'controls.css',
  'tables.css',
  'page.js',
  'flow.js',
  'tables.js',
  'controls.js',
  'announcer.js',
  'icon.svg',
] as const;

export type PageFile = Readonly<{ type: string; content: Buffer }>;

/** The files of the page, by the path that they are asked for. */
export async function readFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const read = await Promise.all(
    NAMES.map(async (name) => {
      const type = TYPES[name.split('.').at(-1) as keyof typeof TYPES];
      const content = await readFile(new URL(`page/${name}`, import.meta.url));
      return [name === 'page.html' ? '/' : `/${name}`, { type: `${type}; charset=utf-8`, content }] as const;
    }),
  );
  return new Map(read);
}
