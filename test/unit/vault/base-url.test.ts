import { describe, expect, test } from 'vitest';
import { readCredentials } from '../../../lib/vault/credentials.ts';

const REQUIRED = { baseUrl: 'https://vault.example', clientId: 'kill-switch', clientSecret: 'hunter2' };

const read = (fields: object) => readCredentials('mysafe/key', JSON.stringify(fields));

test.each(['https://vault.example/', 'https://vault.example//'])('%s is the same without its slashes', (baseUrl) => {
  expect(read({ ...REQUIRED, baseUrl })).toMatchObject({ credentials: { baseUrl: 'https://vault.example' } });
});

describe('a base URL', () => {
  test.each([
    'https://vault.example:8443/base',
    'http://localhost:8080',
    'http://127.0.0.1',
    'http://127.9.9.9:1',
    'http://127.100.20.255',
    'http://[::1]:8080',
  ])('can be %s', (baseUrl) => {
    expect(read({ ...REQUIRED, baseUrl })).toMatchObject({ kind: 'credentials', credentials: { baseUrl } });
  });

  test.each([
    'http://vault.example',
    'http://localhost.example',
    'http://xlocalhost',
    'http://127.0.0.1.example',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'http://[::2]',
    'http://128.0.0.1',
    'ftp://vault.example',
    'ftp://localhost',
    'vault.example',
    '//vault.example',
    'https://',
    'https://user@vault.example',
    'https://user:hunter2@vault.example',
    'https://:hunter2@vault.example',
    'https://vault.example?x=1',
    'https://vault.example#x',
    'https://vault.example?',
    'https://vault example',
    'https://vault.example ',
    'https://vault.example\\',
    'https://vault.example\u0000',
    '\u0001https://vault.example',
    'https://vault.example/\u007F',
  ])('cannot be %j', (baseUrl) => {
    expect(read({ ...REQUIRED, baseUrl })).toEqual({
      kind: 'unreadable',
      reason: expect.stringMatching(
        /^Secret mysafe\/key does not hold usable credentials: baseUrl must be an https URL/,
      ),
    });
  });
});
