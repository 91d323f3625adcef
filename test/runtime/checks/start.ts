import assert from 'node:assert/strict';
import { ACCESS_KEY, REGION } from '../../../infra/local/account.ts';
import { BUNDLE } from '../../../infra/local/consumer.ts';
import type { Check } from '../check.ts';
import { launch } from '../sandbox.ts';

const MISSING = ['MYSAFE_SECRET_ID', 'QUEUE_URL', 'DEAD_LETTER_QUEUE_URL'];

/** What must not be told, for it may be a secret that somebody has put where it does not belong. */
const KEPT = {
  AWS_SECRET_ACCESS_KEY: 'kept-to-itself-1',
  AWS_SESSION_TOKEN: 'kept-to-itself-2',
  MAX_ATTEMPTS: 'kept-to-itself-3',
};

export const initError: Check = {
  promise: 'settings that are missing: an init error names every one and no value, nothing is served, the process ends',
  see: async (client) => {
    const lines: string[] = [];
    const sandbox = await launch(client, {
      bundle: BUNDLE,
      environment: { AWS_REGION: REGION, AWS_ACCESS_KEY_ID: ACCESS_KEY.accessKeyId, ...KEPT },
      timeoutMs: 5000,
      takeLine: (line) => void lines.push(line),
    });
    const { initialized } = sandbox;
    assert.equal(initialized.kind, 'init-error');
    const code = await sandbox.ended;
    assert.notEqual(code, 0);
    const { errorType, errorMessage } = initialized.body as Readonly<Record<string, string>>;
    assert.equal(errorType, initialized.type);
    for (const name of [...MISSING, 'MAX_ATTEMPTS']) assert.match(String(errorMessage), new RegExp(`\\b${name} `));
    const output = JSON.stringify([initialized, lines]);
    assert.deepEqual(
      Object.values(KEPT).filter((value) => output.includes(value)),
      [],
    );
    assert.match(lines.join('\n'), /The function's environment is not usable/);
    return `POST /runtime/init/error, exit code ${code}`;
  },
};
