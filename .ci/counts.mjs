// Prints "PASSED FAILED" of the test run whose report is named. A file that could not be loaded is a failure, and so is a run
// without tests.
import { readFile } from 'node:fs/promises';

const report = JSON.parse(await readFile(process.argv[2], 'utf8'));
const unloaded = report.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
);
const failed = report.numFailedTests + unloaded.length;
console.log(report.numPassedTests, report.numPassedTests + failed === 0 ? 1 : failed);
