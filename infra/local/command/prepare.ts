import { parseMessage } from '../../../lib/message/parse.ts';
import { SAMPLE_FILES } from '../samples/samples.ts';
import type { RunOptions, SimulatedVault } from './arguments.ts';
import { readMessages } from './messages.ts';
import { announcement, canAsk, isConfirmed, readCredentialsFile } from './real-vault.ts';

/** What is to be done, when everything that could be wrong with it has been looked at. */
export type Prepared = Readonly<{
  bodies: readonly string[];
  /** Whether these are the samples, and not somebody's own messages. */
  areSamples: boolean;
  vault: SimulatedVault | Readonly<{ kind: 'real'; credentials: string; baseUrl: string }>;
}>;

export type Preparing =
  | { readonly kind: 'prepared'; readonly prepared: Prepared }
  | { readonly kind: 'wrong'; readonly reason: string }
  /** Somebody was asked and did not say yes. */
  | { readonly kind: 'declined' };

/** Reads all files and gets the consent that a real vault needs. Nothing has been started and nothing sent after this. */
export async function prepare({ files, vault, serve }: RunOptions, signal: AbortSignal): Promise<Preparing> {
  const areSamples = files.length === 0 && !serve;
  const read = await readMessages(areSamples ? SAMPLE_FILES : files, signal);
  if (read.kind === 'wrong') return read;
  const { bodies } = read;
  if (vault.kind === 'simulated') return { kind: 'prepared', prepared: { bodies, areSamples, vault } };

  if (bodies.some(namesByName)) {
    const reason =
      'A message names secrets by a code or a tag. Nobody could say yes to that beforehand: name them by their identifiers to work against a real vault.';
    return { kind: 'wrong', reason };
  }
  const file = await readCredentialsFile(vault.credentialsFile, signal);
  if (file.kind === 'wrong') return file;
  if (!vault.confirmed && !canAsk()) {
    return { kind: 'wrong', reason: 'Nobody can be asked without a terminal: add --yes to work against a real vault.' };
  }
  process.stderr.write(`${announcement(file.baseUrl, bodies)}\n`);
  if (!vault.confirmed && !(await isConfirmed(signal))) return { kind: 'declined' };
  const real = { kind: 'real', credentials: file.json, baseUrl: file.baseUrl } as const;
  return { kind: 'prepared', prepared: { bodies, areSamples, vault: real } };
}

function namesByName(body: string): boolean {
  const parsed = parseMessage(body);
  return parsed.kind === 'compromise' && parsed.compromise.references.length > 0;
}
