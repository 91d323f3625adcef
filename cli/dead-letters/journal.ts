import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { nameOf, type Sent } from '../../lib/queue/queue.ts';

/** What is known of a letter that somebody began to put back. `sending`: it may be on the source queue or not. `refused`: it is not. */
export type Step = 'sending' | 'sent' | 'refused';

/**
 * What was begun, kept in a file, so that one who goes on after an interruption neither loses nor doubles anything: no queue can
 * say what was sent to it.
 */
export type Journal = Readonly<{
  stepOf: (messageId: string) => Step | undefined;
  /** Resolves when it is on the disk, or cannot be written there. */
  note: (messageId: string, step: Step) => Promise<Sent>;
}>;

/** Where programs keep their state. @see https://specifications.freedesktop.org/basedir-spec/latest/ */
export function journalFile(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const home = env['XDG_STATE_HOME'] || (env['HOME'] && `${env['HOME']}/.local/state`);
  return home ? `${home}/mysafe-revoke/redriven.jsonl` : undefined;
}

type Noted = Readonly<{ queue: string; id: string; step: Step }>;

/** Sees to it that it can be written. @throws Error of the file system */
export async function openJournal(file: string, queue: string): Promise<Journal> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await appendFile(file, '', { mode: 0o600 });
  const steps = new Map<string, Step>();
  for (const noted of parse(await readFile(file, 'utf8'))) if (noted.queue === queue) steps.set(noted.id, noted.step);
  return {
    stepOf: (messageId) => steps.get(messageId),
    note: async (id, step) => {
      try {
        // One write of one line, which the system appends whole.
        await appendFile(file, `${JSON.stringify({ queue, id, step } satisfies Noted)}\n`, { flush: true });
        steps.set(id, step);
        return { kind: 'sent' };
      } catch (error) {
        return { kind: 'failed', reason: `${file} cannot be written: ${nameOf(error)}` };
      }
    },
  };
}

/** A line that breaks off says nothing: what it was about had not begun. */
function parse(text: string): readonly Noted[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Noted];
    } catch {
      return [];
    }
  });
}
