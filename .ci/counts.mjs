// Prints "PASSED FAILED" of the test run whose report is named; a file that could not even be loaded is a failure.
import { readFile } from 'node:fs/promises';

const report = JSON.parse(await readFile(process.argv[2], 'utf8'));
const unloaded = report.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
);
console.log(report.numPassedTests, report.numFailedTests + unloaded.length);
