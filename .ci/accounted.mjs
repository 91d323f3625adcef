// Fails unless the run whose result is named has disabled secrets, dead-lettered some, and accounted for all.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const { named, disabled, deadLettered, unaccounted, malformed } = JSON.parse(await readFile(process.argv[2], 'utf8'));
assert.equal(named, disabled + deadLettered);
assert.equal(unaccounted, 0);
assert.ok(disabled >= 50 && deadLettered >= 2 && malformed >= 1);
console.log(`${named} named, ${disabled} disabled, ${deadLettered} dead-lettered, ${unaccounted} unaccounted`);
