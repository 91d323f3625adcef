import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { awsEnvironment } from '../../infra/local/environment.ts';
import { SERVED_TABLES } from '../../infra/local/served-tables.ts';
import { startTables } from '../../infra/local/tables.ts';
import { FIRST_INCIDENT, fill } from './filled.ts';

const HELP = `Fills the audit trail's stand-in with records, and measures how long the built revoke status takes for one incident.

  npm run trail                           100 incidents of 1000 secrets each: 100000 records
  npm run trail -- --incidents 1          all of it in few incidents, or in many
  npm run trail -- --secrets 10

Exit code: 0 when the quickest of its rounds takes at most a second, 1 when none does, 2 when something is wrong with what you typed.`;

/** The most that it may take, from the start of the process to its end, in milliseconds. */
const BAR_MS = 1000;
const ROUNDS = 5;
const MOST_ROUNDS = 15;

const text = { type: 'string' } as const;

function read(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: { incidents: text, secrets: text, help: { type: 'boolean' } },
  });
  const number = (name: 'incidents' | 'secrets', byDefault: string) => {
    const typed = values[name] ?? byDefault;
    if (!/^[1-9]\d{0,5}$/.test(typed)) throw new TypeError(`--${name} must be a whole number from 1 to 999999`);
    return Number(typed);
  };
  return { help: values.help, incidents: number('incidents', '100'), secrets: number('secrets', '1000') };
}

async function measure(incidents: number, secrets: number): Promise<number> {
  const tables = await startTables(Object.values(SERVED_TABLES));
  try {
    await fill(tables, incidents, secrets);
    const nowhere = 'http://127.0.0.1:1';
    const env = { ...awsEnvironment({ endpoint: nowhere }, nowhere, tables), AUDIT_TABLE: 'audit' };
    const took: number[] = [];
    // The quickest counts: what makes others slower is what else the machine does. So there are more where none of them will do.
    const quickest = () => Math.round(Math.min(...took));
    while (took.length < ROUNDS || (took.length < MOST_ROUNDS && quickest() > BAR_MS)) {
      const startedAt = performance.now();
      const child = spawn(process.execPath, ['dist/cli/revoke.mjs', 'status', FIRST_INCIDENT], { env });
      const [code] = await once(child, 'close');
      if (code !== 0) throw new Error(`revoke status ended with ${code}`);
      took.push(performance.now() - startedAt);
    }
    console.log(
      `${incidents * secrets} records, ${secrets} of the incident: revoke status took ${quickest()} ms, the quickest of ${took.length} rounds (${took.map(Math.round).join(', ')})`,
    );
    return quickest() <= BAR_MS ? 0 : 1;
  } finally {
    await tables.stop();
  }
}

async function main(): Promise<number> {
  let asked: ReturnType<typeof read>;
  try {
    asked = read(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}. See npm run trail -- --help.`);
    return 2;
  }
  if (!asked.help) return measure(asked.incidents, asked.secrets);
  console.log(HELP);
  return 0;
}

process.exitCode = await main();
