import { Agent } from 'node:http';
import got from 'got';
import { HEADERS, inLanes, urlFor } from './in-lanes.ts';
import { CONCURRENCY, type Contestant } from './load.ts';

export async function open(vault: string): Promise<Contestant> {
  const agent = { http: new Agent({ keepAlive: true, maxSockets: CONCURRENCY }) };
  const client = got.extend({ agent, headers: HEADERS });
  return (load) => inLanes(load, (identifier) => client.post(urlFor(vault, identifier)).text());
}
