import type { Scripted } from '../vault/faults.ts';

/** What every request to the vault can be made to get, by the name that the page has for it. */
export const ANSWERS = {
  normal: undefined,
  'time-out': 'gateway-timeout',
  throttled: 'rate-limited',
  refused: 'invalid-token',
  down: 'reset',
  silent: 'silence',
} as const satisfies Record<string, Scripted | undefined>;

export type AnswerName = keyof typeof ANSWERS;

export const ANSWER_NAMES = Object.keys(ANSWERS) as readonly AnswerName[];
