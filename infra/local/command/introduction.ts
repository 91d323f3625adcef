import { parseMessage } from '../../../lib/message/parse.ts';
import type { Prepared } from './prepare.ts';
import { plain } from './screen.ts';
import { counted } from './table.ts';

/** What is about to happen, for somebody who sees it for the first time. */
export function introduction({ bodies, areSamples, vault }: Prepared): readonly string[] {
  const parsed = bodies.map(parseMessage);
  const compromises = parsed.flatMap((message) => (message.kind === 'compromise' ? message.compromise : []));
  const secrets = new Set(compromises.flatMap((compromise) => compromise.secrets));
  const names = new Set(compromises.flatMap(({ references }) => references));
  const named = `${counted(secrets.size, 'secret')}${names.size > 0 ? `, and what goes by ${counted(names.size, 'name')}` : ''}`;
  const sending = `Sending ${counted(bodies.length, 'message')} that ${bodies.length === 1 ? 'names' : 'name'} ${named}`;
  return [
    'The function is the bundle that AWS Lambda runs. SQS and Secrets Manager are stand-ins on this machine.',
    vault.kind === 'real'
      ? `The vault is real: ${plain(vault.baseUrl)}`
      : `The vault is simulated${areSamples ? ', and fails on purpose as real ones do' : ''}${byChance(vault)}.`,
    ...(bodies.length === 0 ? [] : [areSamples ? `${sending}: ${SENDERS}.` : `${sending}.`]),
    '',
  ];
}

const SENDERS = "an incident responder's, a SIEM's, and an offboarding run's with fifty secrets";

const byChance = ({ faults, seed }: { readonly faults: string; readonly seed: number }) =>
  faults === 'none' ? '' : `; calls fail by chance (${faults}, seed ${seed})`;
