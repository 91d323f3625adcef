import * as z from 'zod/mini';
import { readEnvironment, unset } from '../settings.ts';

const busEnvironment = z.object({
  EVENT_BUS: z.string({ error: 'must be the name or ARN of the event bus' }),
  AUDIT_TABLE: z.string({ error: 'must be the name of the table of the audit trail' }),
  EVENTS_SOURCE: z.string({ error: 'must be what the events say they come from: a URI reference, such as an ARN' }),
  NODE_DEBUG: unset,
});

/** How the function that announces on the bus is set up. */
export const readBusSettings = (env: Readonly<Record<string, string | undefined>>) =>
  readEnvironment(busEnvironment, env);

const pushEnvironment = z.object({
  RECEIVERS_SECRET_ID: z.string({
    error: 'must be the name or ARN of the Secrets Manager secret with the receivers and the key',
  }),
  NODE_DEBUG: unset,
});

/** How the function that pushes security event tokens is set up. */
export const readPushSettings = (env: Readonly<Record<string, string | undefined>>) =>
  readEnvironment(pushEnvironment, env);
