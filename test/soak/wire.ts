import type { Socket } from 'node:net';

/** What the wire itself can do to a call. But for the first, the vault gets the request, and does what it asks. */
export const WIRE_FAULTS = [
  'reset before the request',
  'reset after the request',
  'half an answer',
  'garbage for an answer',
  'an answer that drips',
  'an answer without end',
] as const;

export type WireFault = (typeof WIRE_FAULTS)[number];

/** Between two bytes of an answer that drips, in milliseconds: a whole one takes more than ten seconds. */
const DRIP_MS = 50;

/** A TLS alert, where HTTP was expected. */
const GARBAGE = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46]);

/** Sends what becomes of an answer on its way, in place of it. */
export function spoil(client: Socket, answer: Buffer, fault: WireFault): void {
  switch (fault) {
    case 'reset before the request':
    case 'reset after the request':
      client.resetAndDestroy();
      return;
    case 'half an answer':
      client.end(answer.subarray(0, answer.length / 2));
      return;
    case 'garbage for an answer':
      client.end(GARBAGE);
      return;
    case 'an answer that drips':
      drip(client, answer);
      return;
    case 'an answer without end':
      client.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n');
      pour(client);
      return;
  }
}

function drip(client: Socket, answer: Buffer): void {
  let sent = 0;
  const timer = setInterval(() => {
    client.write(answer.subarray(sent, sent + 1));
    sent += 1;
    if (sent === answer.length) clearInterval(timer);
  }, DRIP_MS);
  client.once('close', () => clearInterval(timer));
}

function pour(client: Socket): void {
  const chunk = Buffer.alloc(16_384, ' ');
  const more = () => {
    while (!client.destroyed && client.write(chunk));
  };
  client.on('drain', more);
  more();
}
