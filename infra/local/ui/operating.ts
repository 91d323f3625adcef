import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { htmlEscape } from 'escape-goat';
import { REGION } from '../account.ts';
import { SERVED_TABLES } from '../served-tables.ts';
import { startStack } from '../stack.ts';

const REVOKE = fileURLToPath(new URL('../../../dist/cli/revoke.mjs', import.meta.url));

/** What somebody does who operates it, and what comes of it: a terminal, and the report of the incident. */
export type Operating = Readonly<{ terminal: string; report: string }>;

const INCIDENT = 'INC-2041';

/** Has an incident played, looked at and reported by the built command, on a stack of its own. */
export async function operate(): Promise<Operating> {
  await using stack = await startStack({
    tables: SERVED_TABLES,
    vault: { latencyMs: 20, names: { 5: {} }, states: { 7: 'inactive', 12: 'no-access' } },
  });
  const env = { ...stack.environment, AWS_DEFAULT_REGION: REGION, HOME: '/nonexistent' };
  const screen: string[] = [];
  const revoke = async (...args: readonly string[]) => {
    const child = spawn(process.execPath, [REVOKE, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    const typed = args.map((arg) => (/\s/.test(arg) ? `'${arg}'` : arg)).join(' ');
    screen.push(`$ revoke ${typed}`, ...`${stderr}${stdout}`.trimEnd().split('\n'), '');
  };
  await revoke('send', '5', '7', '12', '1005', '--incident', INCIDENT, '--reason', 'found in a public repository');
  await stack.settled();
  await revoke('status', INCIDENT);
  await revoke('dead-letters', 'list');
  await revoke('dead-letters', 'explain', '1006');
  await revoke('doctor', '--secret', '5');
  const file = fileURLToPath(new URL('../../../dist/report.html', import.meta.url));
  await revoke('report', INCIDENT, '--html', file);
  const report = await readFile(file, 'utf8');
  await rm(file);
  return { terminal: page(screen.slice(0, -3)), report };
}

const page = (
  lines: readonly string[],
): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>revoke</title>
<style>body { margin: 0; padding: 1.5rem; color: #e6edf3; background: #0d1117; font: 15px/1.45 ui-monospace, monospace; white-space: pre-wrap } b { color: #79c0ff }</style></head>
<body>${lines.map((line) => (line.startsWith('$ ') ? `<b>${htmlEscape(line)}</b>` : htmlEscape(line))).join('\n')}</body></html>`;
