import type { Consumer } from '../consumer.ts';
import type { Vault } from '../vault/vault.ts';
import { ANSWERS, type AnswerName } from './answers.ts';
import type { Order } from './orders.ts';

/** What the page can do, and what it has done so far. */
export type Controls = Readonly<{
  carryOut: (order: Order) => Promise<void>;
  sent: () => number;
  answer: () => AnswerName;
}>;

export function openControls({ queues, secretsManager }: Consumer, vault: Vault): Controls {
  let sent = 0;
  let answer: AnswerName = 'normal';

  async function send(order: Extract<Order, { kind: 'send' }>): Promise<void> {
    if (order.losesAnswer) {
      for (const identifier of order.identifiers) {
        vault.script(identifier, [{ fault: 'gateway-timeout', tookEffect: true }]);
      }
    }
    await queues.send(message(order));
    sent += 1;
  }

  return {
    sent: () => sent,
    answer: () => answer,
    carryOut: async (order) => {
      switch (order.kind) {
        case 'send':
          return send(order);
        case 'answer':
          answer = order.answer;
          return vault.always(ANSWERS[answer]);
        case 'latency':
          return vault.setLatency(order.ms);
        case 'rotate':
          vault.rotateClientSecret();
          return secretsManager.rotate(JSON.stringify(vault.credentials()));
        case 'revoke':
          return vault.revokeTokens();
      }
    },
  };
}

function message({ identifiers, incidentId }: Extract<Order, { kind: 'send' }>): string {
  const body = JSON.stringify({
    type: 'credential.compromised',
    version: 1,
    ...(incidentId !== '' && { incidentId }),
    reason: 'tried out on the local web page',
    reportedBy: 'local-page',
    secrets: identifiers.map((identifier) => ({ identifier })),
  });
  // The emulator of SQS does not take every character.
  return body.replace(/[^\0-\x7E]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
