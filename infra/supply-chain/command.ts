import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { advisoryFaults, askForAdvisories, inWords } from './advisories.ts';
import { installedPackages, runtimeClientPackages } from './installed.ts';
import { countLicences, licenceFaults } from './licences.ts';
import { originFaults, scriptFaults, versionFaults } from './origin.ts';

const HELP = `Looks at what others wrote and we use: where it comes from, its licences, and what is known against it.

  npm run supply-chain

From package.json and the lockfiles alone: versions are exact, every package has its hash and comes from the
registry, none needs a script when it is installed, each has a licence that is allowed for its use. From the registry:
whether it knows of vulnerabilities in what is shipped. Where it does not answer, a line says that this was not checked.

Exit code: 0 when nothing wrong was found, 1 when something was, 2 when something is wrong with what you typed.`;

/** @returns the exit code */
async function check(): Promise<number> {
  const installed = await installedPackages();
  const all = [...installed, ...(await runtimeClientPackages())];
  const shipped = all.filter(({ isShipped }) => isShipped);
  const others = all.filter(({ isShipped }) => !isShipped);
  const advisories = askForAdvisories();
  console.log(`shipped: ${shipped.length} packages (${countLicences(shipped)})`);
  console.log(`for development: ${others.length} packages (${countLicences(others)})`);
  console.log(`known vulnerabilities in what is shipped: ${inWords(advisories)}`);
  const faults = [
    ...versionFaults(await readFile('package.json', 'utf8')),
    ...originFaults(all),
    ...scriptFaults(installed),
    ...licenceFaults(all),
    ...advisoryFaults(advisories),
  ];
  for (const fault of faults) console.error(`WRONG: ${fault}`);
  return faults.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const help = readArguments();
  if (help === undefined) return 2;
  if (!help) return check();
  console.log(HELP);
  return 0;
}

/** Whether help is asked for; `undefined` where something is wrong with what was typed, which has been told then. */
function readArguments(): boolean | undefined {
  try {
    return parseArgs({ options: { help: { type: 'boolean', short: 'h' } } }).values.help ?? false;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}. See npm run supply-chain -- --help.`);
    return undefined;
  }
}

process.exitCode = await main();
