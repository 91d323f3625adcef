import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { BUNDLE } from '../../infra/local/consumer.ts';

test('of all ways to credentials of AWS, the built function has those that Lambda uses and no other', async () => {
  const bundle = await readFile(new URL(BUNDLE), 'utf8');
  const ways = ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'GetRoleCredentials', 'AssumeRole', 'credential_process'];
  expect(ways.filter((way) => bundle.includes(way))).toEqual(['AWS_CONTAINER_CREDENTIALS_FULL_URI']);
});
