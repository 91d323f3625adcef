import { expect, test } from 'vitest';
import { openerOf } from '../../../infra/local/ui/browser.ts';

test.each([
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
  ['linux', {}, undefined],
  ['linux', { DISPLAY: '' }, undefined],
  ['darwin', {}, 'open'],
  ['win32', {}, undefined],
] as const)('on %s with %j a browser is opened by %s', (platform, environment, opener) => {
  expect(openerOf(platform, environment)).toBe(opener);
});
