import { fingerprintOf } from '../../lib/alert/fingerprint.ts';
import type { BridgeEvent } from '../../lib/source/event-bridge.ts';
import type { HttpEvent } from '../../lib/webhook/request.ts';
import { loaded } from './loaded.ts';
import { context } from './records.ts';
import { SSF_KEYS } from './security-event-token.ts';
import { GITHUB_KEYS, SECRET } from './signed.ts';

/** What Secrets Manager holds: not every source is set up. */
export const KEYS = {
  generic: { current: SECRET },
  github: GITHUB_KEYS,
  gitlab: { current: SECRET },
  cloudevents: { current: SECRET },
  ssf: SSF_KEYS,
  register: [{ fingerprint: fingerprintOf('NMIfyYncKcRALEXAMPLE'), identifier: 7 }],
};

/** The function that receives alerts, as a container of Lambda loads it. */
export async function deployedWebhook(env: Readonly<Record<string, string>> = {}) {
  const settings = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    ALERT_KEYS_SECRET_ID: 'alert/keys',
    QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised',
    DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised-dead',
    ...env,
  };
  const { exports, lines, log } = await loaded(settings, () => import('../../functions/receive-alert.ts'));
  const { handler } = exports;
  return {
    invoke: async (event: HttpEvent) => {
      const answer = await handler(event, context());
      if (answer === undefined) throw new Error('no answer');
      return answer;
    },
    tell: (event: BridgeEvent) => handler(event, context()),
    lines,
    log,
  };
}
