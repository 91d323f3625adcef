import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { State } from './state.ts';

/** How often it is looked whether there is something new to tell, in milliseconds. */
const LOOK_MS = 200;

/**
 * Tells the state whenever it has changed, for as long as somebody listens.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function tell(look: () => Promise<State>, response: ServerResponse, headers: object): Promise<void> {
  const gone = new AbortController();
  const { signal } = gone;
  response.once('close', () => gone.abort());
  response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
  let told = '';
  while (!signal.aborted) {
    const state = JSON.stringify(await look());
    // Whoever does not keep up gets the next one.
    if (state !== told && !response.writableNeedDrain && !signal.aborted) {
      response.write(`data: ${state}\n\n`);
      told = state;
    }
    await setTimeout(LOOK_MS, undefined, { signal }).catch(() => {});
  }
}
