import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** What the function loads only where a setting asks for it: the file that it then finds beside its bundle, and what is in it. */
export const LATE: Readonly<Record<string, string>> = { tables: 'functions/tables.ts' };

/**
 * Leaves what is loaded late to a file of its own. In the bundle itself, all that it has in common with the rest could not be
 * reduced to what is used, and those who never load it would take a quarter longer to start.
 */
export const late: Plugin = {
  name: 'late',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
      if (kind !== 'dynamic-import') return undefined;
      const found = Object.entries(LATE).find(([, source]) => resolve(source) === resolve(resolveDir, path));
      return found && { path: `./${found[0]}.mjs`, external: true };
    });
  },
};
