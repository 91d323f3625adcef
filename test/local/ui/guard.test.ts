import { expect, test } from 'vitest';
import { refusalOf } from '../../../infra/local/ui/guard.ts';

const ORIGIN = 'http://127.0.0.1:1234';
const HOST = '127.0.0.1:1234';

test.each([
  ['the address is typed', 'GET', { host: HOST, 'sec-fetch-site': 'none' }],
  ['the page asks for its files', 'GET', { host: HOST, 'sec-fetch-site': 'same-origin' }],
  ['a program asks', 'GET', { host: HOST }],
  ['the page gives an order', 'POST', { host: HOST, origin: ORIGIN, 'sec-fetch-site': 'same-origin' }],
  ['the browser is too old for Sec-Fetch-Site', 'POST', { host: HOST, origin: ORIGIN }],
  ['it is called localhost', 'POST', { host: 'localhost:1234', origin: 'http://localhost:1234' }],
])('served: %s', (_, method, headers) => {
  expect(refusalOf({ method, headers }, ORIGIN)).toBeUndefined();
});

test.each([
  ['another name leads here', 'GET', { host: 'evil.example:1234' }],
  ['another name, which calls itself the origin', 'POST', { host: 'evil.example', origin: 'http://evil.example' }],
  ['a name that begins like ours', 'GET', { host: '127.0.0.1.evil.example:1234' }],
  ['another port', 'GET', { host: '127.0.0.1:1235' }],
  ['no port', 'GET', { host: '127.0.0.1' }],
  ['no name', 'GET', {}],
  ['another page embeds it', 'GET', { host: HOST, 'sec-fetch-site': 'cross-site' }],
  ['a page of another port embeds it', 'GET', { host: HOST, 'sec-fetch-site': 'same-site' }],
  ['another page sends a form', 'POST', { host: HOST, origin: 'https://evil.example' }],
  ['a page of another port does', 'POST', { host: HOST, origin: 'http://127.0.0.1:1235' }],
  ['a page without an origin does', 'POST', { host: HOST, origin: 'null' }],
  ['nobody says where it comes from', 'POST', { host: HOST }],
  ['the one name speaks for the other', 'POST', { host: HOST, origin: 'http://localhost:1234' }],
  ['the browser says that it is another', 'POST', { host: HOST, origin: ORIGIN, 'sec-fetch-site': 'cross-site' }],
  ['an order by address', 'POST', { host: HOST, 'sec-fetch-site': 'none' }],
  ['another method', 'DELETE', { host: HOST }],
])('refused: %s', (_, method, headers) => {
  expect(refusalOf({ method, headers }, ORIGIN)).toMatch(/^(This is no name|Another page)/);
});
