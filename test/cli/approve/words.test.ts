import { expect, test } from 'vitest';
import { announcement, inJson, inWords } from '../../../cli/approve/words.ts';
import { secret } from '../../support/messages.ts';

const BARE = {
  messageId: 'a',
  receiptHandle: 'r',
  body: '{}',
  redrives: undefined,
  sourceMessageId: undefined,
  incidentId: undefined,
  reportedBy: undefined,
  secrets: 1,
  named: [{ identifier: secret(5) }],
  reason: undefined,
  heldAt: undefined,
};

test('a message of which little is known says so', () => {
  expect(inWords([BARE])).toBe(
    '1 message waits for approval:\n\nno incident, reported by nobody: 1 secret\n  1 secret (5)\n  no reason\n  since nobody knows when, message id a\n',
  );
  expect(announcement([BARE, BARE])).toMatch(/^To be disabled, by 2 messages:\n\nno incident/);
  expect(JSON.parse(inJson({ waiting: [BARE] })).waiting).toMatchObject([
    { incidentId: null, heldAt: null, reason: null },
  ]);
});

test('what it says of itself cannot steer a terminal', () => {
  expect(inWords([{ ...BARE, incidentId: 'INC\u001b[2J', reportedBy: 'a\nb\u202e' }])).toContain(
    'INC, reported by a b',
  );
});
