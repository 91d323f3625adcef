import { expect, onTestFinished, test } from 'vitest';
import { startVault } from '../../infra/local/vault/vault.ts';
import { readListAnswer } from '../../lib/vault/list-answer.ts';
import { requestToken } from '../support/vault-client.ts';

async function listing(query: string, authorized = true) {
  const vault = await startVault({
    names: { 5: { code: 'crm', tags: ['leaver'] }, 6: { tags: ['leaver'] }, 7: {}, 8: { tags: ['leaver'] } },
    states: { 6: 'no-access', 8: 'absent' },
  });
  onTestFinished(() => vault.stop());
  const { access_token: token } = (await (await requestToken(vault)).json()) as { readonly access_token: string };
  const headers = { authorization: `Bearer ${authorized ? token : 'x'}` };
  const response = await fetch(`${vault.baseUrl}/api/mysafe/secretapi${query}`, { headers });
  const body = await response.text();
  const answer = { kind: 'answer', status: response.status, headers: {}, body } as const;
  return { read: readListAnswer(answer, 0), list: (JSON.parse(body) as Record<string, unknown>)['api_secret_on_list'] };
}

test.each([
  ['?tag=leaver', [5, 6]],
  ['?identifier_code=crm', [5]],
  ['?tag=nobodys', []],
  ['', [5, 6, 7]],
  ['?tag=', [5, 6, 7]],
])('the list for "%s" has %j: filters are optional, and an empty list is a list', async (query, secrets) => {
  const { read } = await listing(query);
  expect(read.kind === 'listed' && read.secrets.map(({ id }) => id)).toEqual(secrets);
});

test('a secret that may not be edited is on the list, and says so; no value is', async () => {
  const { list } = await listing('?tag=leaver');
  expect(list).toEqual([
    expect.objectContaining({ identifier: '5', can_write: true }),
    expect.objectContaining({ identifier: '6', can_write: false }),
  ]);
  expect(JSON.stringify(list)).not.toMatch(/client|value|password/);
});

test('without a good token there is no list', async () => {
  expect((await listing('?tag=leaver', false)).read).toMatchObject({ kind: 'refused' });
});
