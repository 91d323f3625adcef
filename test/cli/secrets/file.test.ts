import { expect, test } from 'vitest';
import { readFileOfSecrets } from '../../../cli/secrets/file.ts';
import { temporaryFile } from '../../support/temporary-file.ts';

test('a file is read by what it looks like', async () => {
  const file = await temporaryFile('leaked.csv', '\uFEFFid\n5\n');
  expect(await readFileOfSecrets(file)).toMatchObject({
    rows: [{ read: { kind: 'named', named: { identifier: 5 } } }],
  });
});

test('a file that cannot be read says why', async () => {
  expect(await readFileOfSecrets('no-such-file.csv')).toMatchObject({ fault: expect.stringMatching(/no such file/) });
  expect(await readFileOfSecrets('test')).toMatchObject({ fault: expect.stringMatching(/is a directory/) });
  const utf16 = await temporaryFile('leaked.csv', Buffer.from('\uFEFFid\n5\n', 'utf16le'));
  expect(await readFileOfSecrets(utf16)).toMatchObject({ fault: expect.stringMatching(/UTF-8/) });
});
