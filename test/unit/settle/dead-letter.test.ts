import { describe, expect, test } from 'vitest';
import { parseMessage } from '../../../lib/message/parse.ts';
import { deadLetter, malformedLetter } from '../../../lib/settle/dead-letter.ts';
import { body, compromise, delivery, fate, NOW, OUTCOMES, secret, sent } from '../../support/messages.ts';

const FAILURE = { errorCode: '1005', errorMessage: 'MySafe says 1005: Api secret not found. Check it.' };

const letterFor = (text: string, more: Parameters<typeof delivery>[1] = {}, failure = FAILURE) => {
  const of = {
    compromise: compromise(text),
    target: secret(5),
    fate: fate(OUTCOMES['not-found'], { attempts: 3 }),
    failure,
  };
  return sent(deadLetter(delivery(text, more), of, NOW));
};

describe('a dead letter', () => {
  test('is the message, narrowed to one secret, with the reason in its attributes', () => {
    const text = body([4, 5, 6], { incidentId: 'INC-2041', ticket: 7 });
    expect(letterFor(text)).toStrictEqual({
      body: body([5], { incidentId: 'INC-2041', ticket: 7 }),
      delaySeconds: 0,
      attributes: {
        ErrorCode: '1005',
        ErrorMessage: 'MySafe says 1005: Api secret not found. Check it.',
        Outcome: 'not-found',
        Identifier: '5',
        IncidentId: 'INC-2041',
        SourceMessageId: 'message-1',
        FailedAt: '2026-11-24T09:30:00.000Z',
        Attempts: '3',
        Redrives: '0',
      },
      types: {
        ErrorCode: 'String',
        ErrorMessage: 'String',
        Outcome: 'String',
        Identifier: 'String',
        IncidentId: 'String',
        SourceMessageId: 'String',
        FailedAt: 'String',
        Attempts: 'Number',
        Redrives: 'Number',
      },
    });
  });

  test('is itself a valid message about that one secret', () => {
    expect(parseMessage(letterFor(body([4, '5', 6, 5])).body)).toMatchObject({ compromise: { secrets: [5] } });
  });

  test('carries no FirstSentAt: put back, it gets a fresh chance', () => {
    expect(letterFor(body([5]), { firstSentAt: NOW - 1000 }).attributes).not.toHaveProperty('FirstSentAt');
  });

  test.each([
    [undefined, '0'],
    [0, '1'],
    [7, '8'],
  ])('of a message that was put back %s times counts %s', (redrives, counted) => {
    expect(letterFor(body([5]), { redrives }).attributes['Redrives']).toBe(counted);
  });

  test.each([
    ['without an incident', {}],
    ['with an empty one, which SQS would not take', { incidentId: '' }],
  ])('of a message %s has no attribute for it', (_, more) => {
    expect(letterFor(body([5], more)).attributes).not.toHaveProperty('IncidentId');
  });

  test('replaces characters that SQS does not take', () => {
    const { attributes } = letterFor(body([5], { incidentId: 'INC\u0000\uFFFE' }));
    expect(attributes['IncidentId']).toBe('INC\uFFFD\uFFFD');
  });
});

describe("a reason's line", () => {
  const lineOf = (errorMessage: string) =>
    letterFor(body([5]), {}, { errorCode: 'x', errorMessage }).attributes['ErrorMessage'] ?? '';

  test('is one line', () => {
    expect(lineOf(' first\r\n\tsecond\u2028third ')).toBe('first second third');
  });

  test.each([256, 257, 5000])('has at most 256 characters, of %i', (length) => {
    const line = lineOf('x'.repeat(length));
    expect(line).toHaveLength(256);
    expect(line.endsWith('…')).toBe(length > 256);
  });

  test('is not cut through the middle of a character into something that SQS does not take', () => {
    expect(lineOf(`${'x'.repeat(254)}😀😀`)).toMatch(/^x{254}[^\uD800-\uDFFF]*$/);
  });
});

describe('a malformed message', () => {
  const letterOf = (text: string) => sent(malformedLetter(delivery(text, { redrives: 1 }), 'type: must be "x"', NOW));

  test('goes as it came, with its reason and all attributes but those of a secret', () => {
    expect(letterOf('{"type": "y"}')).toStrictEqual({
      body: '{"type": "y"}',
      delaySeconds: 0,
      attributes: {
        ErrorCode: 'malformed',
        ErrorMessage: 'type: must be "x". Correct the message and send it again.',
        Outcome: 'malformed',
        SourceMessageId: 'message-1',
        FailedAt: '2026-11-24T09:30:00.000Z',
        Attempts: '0',
        Redrives: '2',
      },
      types: {
        ErrorCode: 'String',
        ErrorMessage: 'String',
        Outcome: 'String',
        SourceMessageId: 'String',
        FailedAt: 'String',
        Attempts: 'Number',
        Redrives: 'Number',
      },
    });
  });

  test('that is empty goes as a placeholder that says so', () => {
    expect(letterOf('').body).toMatch(/empty/);
  });

  test('that SQS would not take goes with replaced characters', () => {
    expect(letterOf('a\u0000b').body).toBe('a\uFFFDb');
  });

  test('that would grow too large by that goes with shorter ones', () => {
    const MIB = 1_048_576;
    expect(letterOf(`${'x'.repeat(MIB - 3)}\u0000`).body).toBe(`${'x'.repeat(MIB - 3)}\uFFFD`);
    expect(letterOf(`${'x'.repeat(MIB - 2)}\u0000`).body).toBe(`${'x'.repeat(MIB - 2)}?`);
  });
});
