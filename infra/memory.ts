import { readFile } from 'node:fs/promises';
import { type Stack, startStack } from './local/stack.ts';
import type { SecretState } from './local/vault/secrets.ts';

/**
 * Prints how much memory and processor time the built function needs, by which its memory size was chosen: Lambda gives
 * processor time in proportion to memory, a whole processor at 1769 MB. Linux only, for it reads /proc.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
const LOADS: readonly Readonly<{
  name: string;
  messages: number;
  secrets: number;
  state: SecretState;
  /** What each message holds beside its secrets, in bytes. */
  more?: number;
}>[] = [
  { name: '1 message with 1 secret', messages: 1, secrets: 1, state: 'active' },
  { name: '10 messages with 50 secrets each', messages: 10, secrets: 50, state: 'active' },
  { name: '10 messages with 500 secrets each', messages: 10, secrets: 500, state: 'active' },
  { name: '10 messages with 500 unknown secrets each', messages: 10, secrets: 500, state: 'absent' },
  { name: 'the same with 100 kB more each', messages: 10, secrets: 500, state: 'absent', more: 100_000 },
];

const WHOLE_PROCESSOR_MB = 1769;
const TICKS_PER_SECOND = 100;

/** What the function's process has used so far: its peak memory in MB, its processor time in milliseconds. */
async function used(): Promise<Readonly<{ peakMb: number; processorMs: number }>> {
  const [pid = ''] = (await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')).split(' ');
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const ticks = (await readFile(`/proc/${pid}/stat`, 'utf8'))
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 13);
  const peakKb = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]);
  const processorMs = ticks.reduce((sum, value) => sum + Number(value), 0) * (1000 / TICKS_PER_SECOND);
  return { peakMb: peakKb / 1024, processorMs };
}

async function serve(stack: Stack, { messages, secrets, state, more = 0 }: (typeof LOADS)[number]): Promise<void> {
  for (let message = 0; message < messages; message += 1) {
    const named = Array.from({ length: secrets }, (_, index) => ({ identifier: 10_000 + message * secrets + index }));
    for (const { identifier } of named) stack.vault.setState(identifier, state);
    await stack.send(JSON.stringify({ type: 'credential.compromised', secrets: named, more: 'x'.repeat(more) }));
  }
  stack.startPolling();
  await stack.settled(120_000);
}

const rows = [];
for (const load of LOADS) {
  await using stack = await startStack({ polling: false });
  const before = await used();
  await serve(stack, load);
  const after = await used();
  const perSecretMs = (after.processorMs - before.processorMs) / (load.messages * load.secrets);
  rows.push({
    load: load.name,
    'peak memory, MB': Math.round(after.peakMb),
    'processor, ms a secret': Number(perSecretMs.toFixed(2)),
    'the same at 512 MB': Number(((perSecretMs * WHOLE_PROCESSOR_MB) / 512).toFixed(1)),
    'at 1024 MB': Number(((perSecretMs * WHOLE_PROCESSOR_MB) / 1024).toFixed(1)),
  });
}
console.table(rows);
