import { Agent, request } from 'undici';
import { HEADERS, inLanes, urlFor } from './in-lanes.ts';
import { CONCURRENCY, type Contestant } from './load.ts';

export async function open(vault: string): Promise<Contestant> {
  const options = { method: 'POST', headers: HEADERS, dispatcher: new Agent({ connections: CONCURRENCY }) } as const;
  return (load) =>
    inLanes(load, async (identifier) => {
      const { body } = await request(urlFor(vault, identifier), options);
      return body.text();
    });
}
