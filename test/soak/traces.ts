import type { Consumer } from '../../infra/local/consumer.ts';
import type { Lying } from '../../infra/local/lying.ts';
import type { Vault } from '../../infra/local/vault/vault.ts';

export type Traces = Readonly<{
  lines: number;
  /** Lines that a kill has cut short: the last of a process, without its end. Nothing else excuses a line that is no JSON. */
  cutShort: number;
  wrong: readonly string[];
}>;

/** Looks through all that the function has left behind: what it wrote, how its invocations ended, what it did to the vault. */
export function judgeTraces(
  { log, failedInvocations }: Pick<Consumer, 'log' | 'failedInvocations'>,
  onQueues: readonly Lying[],
  vault: Pick<Vault, 'everSecret' | 'seen'>,
  kills: number,
): Traces {
  const cut = log.strayLines.filter((line) => /^\{"(?!.*\}$)/.test(line));
  const stray = log.strayLines.filter((line) => !cut.includes(line));
  const written = [log.lines, log.strayLines, failedInvocations, onQueues]
    .map((part) => JSON.stringify(part))
    .join('\n');
  const isWritten = (secret: string) => written.includes(secret);
  return {
    lines: log.lines.length + log.strayLines.length,
    cutShort: cut.length,
    wrong: [
      ...stray.map((line) => `a line of the log is not one JSON object: ${line}`),
      ...(cut.length > kills ? [`${cut.length} lines are cut short, by ${kills} kills`] : []),
      ...failedInvocations.filter((reason) => !KILLED.test(reason)).map((reason) => `an invocation failed: ${reason}`),
      ...vault.seen.violations,
      // Which one is not repeated, since it is a secret.
      ...(vault.everSecret().some(isWritten) ? ['a client secret or token stands in the log or on a queue'] : []),
      ...(/bearer (?!\[redacted\])/i.test(written) ? ['an Authorization value stands in the log or on a queue'] : []),
    ],
  };
}

/** What an invocation looks like from outside when its process is killed. */
const KILLED = /^The function ended in the middle of the invocation$/;
