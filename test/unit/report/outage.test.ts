import { expect, test } from 'vitest';
import { outageEntries } from '../../../lib/report/outage.ts';

test.each([undefined, 'HTTP 500'])(
  'a vault that is left alone is told with every batch, and why (before: %s)',
  (before) => {
    expect(outageEntries(before, 'HTTP 503')).toEqual([
      {
        level: 'error',
        message: expect.stringMatching(/^The vault is left alone .*: HTTP 503$/),
        fields: { event: 'vault.circuit-open', reason: 'HTTP 503' },
      },
    ]);
  },
);

test('that it answers again is told once', () => {
  expect(outageEntries('HTTP 503', undefined)).toEqual([
    {
      level: 'info',
      message: expect.stringMatching(/^The vault answers again/),
      fields: { event: 'vault.circuit-closed' },
    },
  ]);
  expect(outageEntries(undefined, undefined)).toEqual([]);
});
