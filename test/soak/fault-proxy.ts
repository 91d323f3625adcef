import type { Socket } from 'node:net';
import { type Relay, startRelay } from './relay.ts';
import { spoil, type WireFault } from './wire.ts';

export type FaultProxy = Relay &
  Readonly<{
    /** How many requests have come, those that met a fault included. */
    requests: () => number;
    /** How often each fault was met. */
    met: ReadonlyMap<WireFault, number>;
  }>;

/**
 * Stands in the wire between the function and the vault, and breaks it. What the vault itself answers with a fault goes
 * through as it is, so that a call meets one fault at the most.
 * @param faultOf which fault is met by a request; `call` counts those with the same path, from 1
 */
export async function startFaultProxy(
  vault: string,
  faultOf: (path: string, call: number) => WireFault | undefined,
): Promise<FaultProxy> {
  const calls = new Map<string, number>();
  const met = new Map<WireFault, number>();
  let requests = 0;

  function fateOf(request: Buffer): WireFault | undefined {
    requests += 1;
    const [, path = ''] = request.toString('latin1').split(' ', 2);
    const call = (calls.get(path) ?? 0) + 1;
    calls.set(path, call);
    return faultOf(path, call);
  }

  function join(client: Socket, server: Socket): void {
    let fate: WireFault | undefined;
    let isAnswered = true;
    let isSpoilt = false;
    function meet(fault: WireFault, answer: Buffer): void {
      met.set(fault, (met.get(fault) ?? 0) + 1);
      isSpoilt = true;
      // Nothing that the vault may still say goes to this client.
      server.destroy();
      spoil(client, answer, fault);
    }

    client.on('data', (chunk) => {
      // Nobody here makes a request before the last one is answered: who speaks after an answer begins another.
      if (isAnswered) {
        isAnswered = false;
        fate = fateOf(chunk);
        if (fate === 'reset before the request') return meet(fate, chunk);
      }
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      const isBegun = isAnswered;
      isAnswered = true;
      if (!isBegun && fate !== undefined && isSound(chunk)) meet(fate, chunk);
      else client.write(chunk);
    });
    server.once('close', () => {
      if (!isSpoilt) client.end();
    });
  }

  return { ...(await startRelay(vault, join)), requests: () => requests, met };
}

/** Whether this is what the vault has to say about a secret, and no fault of its own. */
const isSound = (answer: Buffer): boolean => /^HTTP\/1\.1 [24]00 /.test(answer.subarray(0, 13).toString('latin1'));
