import { revoke } from './command.ts';
import type { Door } from './door.ts';

/** Somebody at a terminal, at night. */
export const responder: Door = {
  title: 'The responder: a command',
  inHand: 'numbers of secrets, some of them perhaps wrong, and no time',
  disables: [12, 13],
  show: (shown) => revoke(['send', '12', '13', '1005', '--incident', 'INC-NIGHT', '--reason', 'seen in a chat'], shown),
};
