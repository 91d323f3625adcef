import fc from 'fast-check';
import { expect } from 'vitest';

const runs = setting('FUZZ_RUNS', 100_000);
const seconds = setting('FUZZ_SECONDS', 120);

/** Says how far each property got, since time may have ended it before its runs did. */
function reporter<Values>(out: fc.RunDetails<Values>): void {
  if (out.failed) throw new Error(fc.defaultReportMessage(out));
  console.log(`${out.numRuns} runs: ${expect.getState().currentTestName}`);
}

fc.configureGlobal({ numRuns: runs, interruptAfterTimeLimit: 1000 * seconds, reporter });

function setting(name: string, byDefault: number): number {
  const number = Number(process.env[name] || byDefault);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`${name} must be a whole number of at least 1`);
  return number;
}
