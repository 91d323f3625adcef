import { spawnSync } from 'node:child_process';
import { cp, mkdtempDisposable, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

type Mutant = Readonly<{ name: string; file: string; from: string; to: string }>;

/** Faults that somebody could make one day. Each must be noticed by the simulation. */
const MUTANTS: readonly Mutant[] = [
  {
    name: 'acknowledges though the send failed',
    file: 'lib/settle/carry-out.ts',
    from: "sent.kind === 'failed' ? sent : next()",
    to: 'next()',
  },
  {
    name: 'forgets the remainder',
    file: 'lib/settle/carry-out.ts',
    from: 'await queues.sendRemainder(settlement.remainder)',
    to: "{ kind: 'sent' }",
  },
  {
    name: 'acknowledges what it should hide',
    file: 'lib/settle/carry-out.ts',
    from: "async () => ({ kind: 'keep' })",
    to: "async () => ({ kind: 'acknowledge' })",
  },
  {
    name: 'drops a malformed message',
    file: 'lib/settle/settle.ts',
    from: 'deadLetters: [malformedLetter(delivery, message.reason, settleWith.now)]',
    to: 'deadLetters: []',
  },
  {
    name: 'never gives up',
    file: 'lib/settle/settle.ts',
    from: 'const givenUp = ageMs > giveUpAfterSeconds * 1000 || delivery.receiveCount >= maxReceiveCount;',
    to: 'const givenUp = false && ageMs > giveUpAfterSeconds * maxReceiveCount;',
  },
  {
    name: 'takes a 504 for success',
    file: 'lib/vault/answer.ts',
    from: 'if (status === 401',
    to: "if (status === 504) return { kind: 'disabled' };\n  if (status === 401",
  },
  {
    name: 'takes a time-out for success',
    file: 'lib/vault/open.ts',
    from: "return { answer: { kind: 'unavailable' as const, reason }, requestId: undefined };",
    to: "return { answer: { kind: 'disabled' as const, reason }, requestId: undefined };",
  },
  {
    name: 'retries 1005',
    file: 'lib/disable/retry.ts',
    from: "if (result.kind !== 'unavailable' ||",
    to: "if ((result.kind !== 'unavailable' && result.kind !== 'not-found') ||",
  },
  {
    name: 'mistakes 1006 for 1005',
    file: 'lib/vault/answer.ts',
    from: 'case 1005:',
    to: 'case 1006:\n      return { kind: "not-found", code: 1005, said };\n    case 1005:',
  },
  {
    name: 'calls for another number',
    file: 'lib/vault/open.ts',
    from: '/inactive/$',
    to: '/inactive/1$',
  },
  {
    name: 'knows no limit of calls in flight',
    file: 'lib/disable/circuit.ts',
    from: 'return concurrency;',
    to: 'return 1000 * concurrency;',
  },
  {
    name: 'takes no notice of a pause that was asked for',
    file: 'lib/disable/restraint.ts',
    from: 'if (now < pausedUntil)',
    to: 'if (now < 0)',
  },
  {
    name: 'never leaves the vault alone',
    file: 'lib/disable/circuit.ts',
    from: 'failures >= rules.opensAfter',
    to: 'failures >= 1000 * rules.opensAfter',
  },
  {
    name: 'waits past the deadline',
    file: 'lib/disable/retry.ts',
    from: 'clock.now() + waitMs >= deadline || ',
    to: '',
  },
  {
    name: 'keeps no token',
    file: 'lib/vault/open.ts',
    from: 'keptToken: () => (kept !== undefined && now() < kept.renewAt ? kept.token : undefined)',
    to: 'keptToken: () => undefined',
  },
  {
    name: 'believes that SQS took what it refused',
    file: 'lib/queue/queue.ts',
    from: 'if (Successful.length === sent) return SENT;',
    to: 'if (Successful.length <= sent) return SENT;',
  },
  {
    name: 'puts the wrong secrets into a dead letter',
    file: 'lib/message/narrow.ts',
    from: 'keep.has(id)',
    to: '!keep.has(id)',
  },
];

const COPIED = ['lib', 'functions', 'infra/local', 'test/support', 'test/simulation', 'package.json'];

/** Plays seeds against a copy with one fault in it. @returns the first line about a broken promise */
async function caught({ name, file, from, to }: Mutant, seeds: number): Promise<string | undefined> {
  await using directory = await mkdtempDisposable(join(tmpdir(), 'mutant-'));
  const { path } = directory;
  for (const part of COPIED) await cp(part, join(path, part), { recursive: true });
  await symlink(resolve('node_modules'), join(path, 'node_modules'));
  const sound = await readFile(join(path, file), 'utf8');
  if (!sound.includes(from)) throw new Error(`"${name}" no longer fits ${file}; write it anew`);
  await writeFile(
    join(path, file),
    sound.replace(from, () => to),
  );
  const command = [join(path, 'test/simulation/command.ts'), '--seeds', String(seeds)];
  const { stdout, stderr } = spawnSync(process.execPath, command, { cwd: path, encoding: 'utf8' });
  if (stderr !== '') throw new Error(`"${name}" does not run: ${stderr}`);
  return stdout.split('\n').find((line) => /^seed \d+: /.test(line));
}

let missed = 0;
for (const mutant of MUTANTS) {
  const line = await caught(mutant, 300);
  if (line === undefined) missed += 1;
  console.log(`${line === undefined ? 'MISSED' : 'caught'}  ${mutant.name}${line ? `  (${line.slice(0, 90)})` : ''}`);
}
console.log(`${MUTANTS.length - missed} of ${MUTANTS.length} faults caught`);
process.exitCode = missed === 0 ? 0 : 1;
