import { type Alert, fingerprintsOf } from '../alert/alert.ts';
import type { Fingerprint } from '../alert/fingerprint.ts';
import { type Incident, incident } from '../alert/message.ts';
import { together } from '../alert/register.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { Sent } from '../queue/queue.ts';
import type { BridgeEvent, EventSource } from '../source/event-bridge.ts';
import type { Received, Source } from '../source/source.ts';
import type { Keyring } from './keyring.ts';
import type { Keys } from './keys.ts';
import type { Lookup } from './register-table.ts';
import type { Asked } from './request.ts';
import { unresolvedRecords } from './unresolved.ts';
import type { Verdict } from './verdict.ts';

/** What receiving needs of the world. `now` is in milliseconds since the epoch. */
export type Receiving = Readonly<{
  sources: readonly Source[];
  keys: Keys;
  /** Resolves when SQS has taken everything, or why it is not certain that it has. */
  send: (incident: Incident) => Promise<Sent>;
  now: () => number;
  /** Writes down what nobody knows, where there is an audit trail. */
  writeDown?: ((records: readonly AuditRecord[]) => Promise<Sent>) | undefined;
  /** Looks into the operator's table, where there is one beside the register of the keys. */
  registered?: ((fingerprints: readonly Fingerprint[]) => ReturnType<Lookup>) | undefined;
}>;

/** Verifies a request, translates it and sends it on. It is accepted only when SQS has taken all of it. */
export async function receive({ source: name, received }: Asked, receiving: Receiving): Promise<Verdict> {
  const { sources, keys } = receiving;
  const reading = await keys.current();
  if (reading.kind === 'unreadable') return { kind: 'unavailable', reason: reading.reason };
  const source = sources.find((each) => each.name === name);
  if (source === undefined || !reading.keyring.verifiers.has(name))
    return { kind: 'turned-away', status: 404, reason: 'There is no such source, or it has not been set up' };

  const { verdict, keyring } = await verify(source, received, reading.keyring, receiving);
  if (verdict?.kind !== 'verified') return verdict;
  const translated = source.translate(received);
  if (translated.kind !== 'alert') return translated;

  return sendOn(name, translated.alert, keyring, receiving);
}

/** The same for an event that comes from AWS itself, which needs no verification. */
export async function receiveEvent(source: EventSource, event: BridgeEvent, receiving: Receiving): Promise<Verdict> {
  const reading = await receiving.keys.current();
  if (reading.kind === 'unreadable') return { kind: 'unavailable', reason: reading.reason };
  const translated = source.translate(event);
  if (translated.kind !== 'alert') return translated;
  return sendOn(source.name, translated.alert, reading.keyring, receiving);
}

async function sendOn(
  source: string,
  alert: Alert,
  keyring: Keyring,
  { send, now, registered, writeDown }: Receiving,
): Promise<Verdict> {
  const looked = await registered?.(fingerprintsOf(alert.secrets));
  if (looked?.kind === 'unreadable') return { kind: 'unavailable', reason: looked.reason };
  const register = looked === undefined ? keyring.register : together(keyring.register, looked.register);
  const made = incident(source, alert, register, now());
  // First, as with every dead letter: what is told of an incident must not be that all is well.
  const written = await writeDown?.(unresolvedRecords(source, alert, made, now()));
  if (written?.kind === 'failed')
    return { kind: 'unavailable', reason: `Not known to be in the audit trail: ${written.reason}` };
  const sent = await send(made);
  if (sent.kind === 'failed') return { kind: 'unavailable', reason: `Not known to be on the queue: ${sent.reason}` };
  return { kind: 'accepted', incidentId: made.incidentId, counts: made.counts };
}

/** With the keys that are kept, and where that fails once more with newer ones. */
async function verify(source: Source, received: Received, keyring: Keyring, { keys, now }: Receiving) {
  const by = async (ring: Keyring) => ring.verifiers.get(source.name)?.(received, now());
  const NOT_SET_UP = { kind: 'turned-away', status: 404, reason: 'The source is no longer set up' } as const;
  const first = (await by(keyring)) ?? NOT_SET_UP;
  if (first.kind === 'verified') return { verdict: first, keyring };
  const again = await keys.newer();
  if (again?.kind !== 'keyring') return { verdict: first, keyring };
  return { verdict: (await by(again.keyring)) ?? NOT_SET_UP, keyring: again.keyring };
}
