import { spawnSync } from 'node:child_process';
import { cp, mkdtempDisposable, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DELIBERATE_FAULTS, type DeliberateFault } from './deliberate-faults.ts';

const COPIED = ['lib', 'functions', 'infra/local', 'test/support', 'test/simulation', 'package.json'];

/** The seeds of `npm test`. */
const SEEDS = 2000;
/** How many at a time: most faults show with the first ones, and a process of its own costs some. */
const AT_FIRST = 25;
const AT_A_TIME = 250;

/** Plays seeds against a copy with one fault in it. @returns the first line about a broken promise */
async function caught({ name, file, from, to }: DeliberateFault): Promise<string | undefined> {
  await using directory = await mkdtempDisposable(join(tmpdir(), 'mutant-'));
  const { path } = directory;
  for (const part of COPIED) await cp(part, join(path, part), { recursive: true });
  await symlink(resolve('node_modules'), join(path, 'node_modules'));
  const sound = await readFile(join(path, file), 'utf8');
  if (!sound.includes(from)) throw new Error(`"${name}" no longer fits ${file}; write it anew`);
  await writeFile(
    join(path, file),
    sound.replace(from, () => to),
  );
  let played = 0;
  while (played < SEEDS) {
    const count = Math.min(played === 0 ? AT_FIRST : AT_A_TIME, SEEDS - played);
    const seeds = ['--from', String(played + 1), '--seeds', String(count)];
    played += count;
    const command = [join(path, 'test/simulation/command.ts'), ...seeds];
    const { stdout, stderr } = spawnSync(process.execPath, command, { cwd: path, encoding: 'utf8' });
    if (stderr !== '') throw new Error(`"${name}" does not run: ${stderr}`);
    const line = stdout.split('\n').find((printed) => /^seed \d+: /.test(printed));
    if (line !== undefined) return line;
  }
  return undefined;
}

let missed = 0;
for (const fault of DELIBERATE_FAULTS) {
  const line = await caught(fault);
  if (line === undefined) missed += 1;
  console.log(`${line === undefined ? 'MISSED' : 'caught'}  ${fault.name}${line ? `  (${line.slice(0, 90)})` : ''}`);
}
console.log(`${DELIBERATE_FAULTS.length - missed} of ${DELIBERATE_FAULTS.length} faults caught`);
process.exitCode = missed === 0 ? 0 : 1;
