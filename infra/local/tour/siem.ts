import { createHmac, randomBytes } from 'node:crypto';
import { fingerprintOf } from '../../../lib/alert/fingerprint.ts';
import { startWebhook } from '../webhook.ts';
import type { Door } from './door.ts';

const CLIENT_ID = 'crm-integration';

const BODY = JSON.stringify({
  reason: 'credentials in a public paste',
  secrets: [{ identifier: 5 }, { clientId: CLIENT_ID }],
});

/** A SIEM's alert action: a request that is signed with a shared secret. */
export const siem: Door = {
  title: 'SIEM and secret scanners: a signed request to the URL of the alerts',
  inHand: 'an alert that knows the vault’s number of one secret, and of another nothing but the client id that leaked',
  disables: [5, 7],
  show: async ({ stack, say, signal }) => {
    const secret = randomBytes(24).toString('base64url');
    const webhook = await startWebhook(stack.queues, {
      generic: { current: secret },
      register: [{ fingerprint: fingerprintOf(CLIENT_ID), identifier: 7 }],
    });
    try {
      const id = 'siem-4711';
      const at = String(Math.floor(Date.now() / 1000));
      const signature = createHmac('sha256', secret).update(`${id}.${at}.${BODY}`).digest('base64');
      const headers = { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` };
      const post = async (body: string) => {
        const answer = await fetch(`${webhook.origin}/alerts/generic`, { method: 'POST', headers, body, signal });
        say(`  HTTP ${answer.status} ${(await answer.text()).trim()}`);
      };
      say(`  POST ${webhook.origin}/alerts/generic`);
      for (const [name, value] of Object.entries(headers)) say(`  ${name}: ${value}`);
      say(`  ${BODY}`);
      await post(BODY);
      say('');
      say('  The same with another secret in it, which nobody has signed:');
      await post(BODY.replace('5', '6'));
    } finally {
      await webhook.stop();
    }
  },
};
