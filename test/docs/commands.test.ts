import { glob, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import * as approve from '../../cli/approve/arguments.ts';
import type { World } from '../../cli/command.ts';
import { COMMANDS } from '../../cli/commands.ts';
import * as deadLetters from '../../cli/dead-letters/arguments.ts';
import * as doctor from '../../cli/doctor/arguments.ts';
import * as offboard from '../../cli/offboard/arguments.ts';
import * as report from '../../cli/report/arguments.ts';
import { run } from '../../cli/run.ts';
import * as send from '../../cli/send/arguments.ts';
import * as status from '../../cli/status/arguments.ts';
import * as undo from '../../cli/undo/arguments.ts';
import manifest from '../../package.json' with { type: 'json' };

const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/123456789012/mysafe-kill-switch-prod';

/** What a reader has set who began where the pages tell him to. */
const env = {
  QUEUE_URL: QUEUE,
  DEAD_LETTER_QUEUE_URL: `${QUEUE}-dead-letters`,
  APPROVAL_QUEUE_URL: `${QUEUE}-approval`,
  MYSAFE_SECRET_ID: 'mysafe-kill-switch',
  AUDIT_TABLE: 'audit',
  QUEUE_ARN: 'arn:aws:sqs:eu-central-1:123456789012:mysafe-kill-switch-prod',
  SCHEDULE_GROUP: 'mysafe-kill-switch-prod',
  SCHEDULE_ROLE_ARN: 'arn:aws:iam::123456789012:role/schedules',
  SCHEDULE_DEAD_LETTER_QUEUE_ARN: 'arn:aws:sqs:eu-central-1:123456789012:schedules',
};
/** These, and what a block sets for itself. */
const variables: Readonly<Record<string, string>> = { ...env, SCHEDULE_DEAD_LETTER_QUEUE_URL: `${QUEUE}-schedules` };
const given = { env, userName: 'ann' };
const NOW = new Date('2026-11-25T12:00:00Z');

type Args = readonly string[];

/** How each command reads what is typed after its word. That of `completion` does nothing else. */
const READING: Readonly<Record<string, (args: Args) => { readonly kind: string; readonly reason?: string }>> = {
  approve: (args) => approve.readArguments(args, given),
  'dead-letters': (args) => deadLetters.readArguments(args, given),
  doctor: (args) => doctor.readArguments(args, env),
  offboard: (args) => offboard.readArguments(args, env, NOW),
  report: (args) => report.readArguments(args, env),
  send: (args) => send.readArguments(args, env),
  status: (args) => status.readArguments(args, env),
  undo: (args) => undo.readArguments(args, given),
};

const nobody: World = {
  env: {},
  now: NOW,
  userName: 'ann',
  canAsk: false,
  isConfirmed: async () => false,
  print: () => {},
  tell: () => {},
};

/** Why the command does not take what is typed after `revoke`, if it does not. */
async function fault(args: Args): Promise<string | undefined> {
  const [word = '', ...rest] = args;
  const read = READING[word];
  if (rest.includes('--help') || read === undefined) {
    const code = await run(args, { commands: COMMANDS, version: '' }, nobody);
    return code === 0 ? undefined : 'this is not typed after revoke';
  }
  const asked = read(rest);
  return asked.kind === 'wrong' ? (asked.reason ?? 'wrong') : undefined;
}

/** The words of a command line up to where the shell, or a remark, goes on; what a reader would fill in is filled in. */
const wordsOf = (line: string): Args =>
  (/^(?:'[^']*'|"[^"]*"|[^'"#|&;>)`\n])+/.exec(line)?.[0].match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [])
    .map((word) => word.replaceAll(/['"]/g, ''))
    .map((word) => (word === 'ID' ? '5' : word.replace('…', 'x')))
    .map((word) => word.replace(/^\$([A-Z_]+)$/, (_, name: string) => variables[name] ?? ''));

/** A `whole` line is one to type as it is; in a sentence it may leave out which secret or incident is meant. */
type Typed = Readonly<{ where: string; line: string; isWhole: boolean }>;

const inBlocks = (where: string, text: string): readonly Typed[] =>
  [...text.matchAll(/```sh\n([\s\S]+?)```/g)]
    .flatMap(([, block = '']) => block.split('\n').map((line) => line.replace(/(^|\s)#.*$/, '')))
    .flatMap((line) =>
      [...line.matchAll(/\brevoke ([^\n]+)/g)].map(([, typed = '']) => ({ where, line: typed, isWhole: true })),
    );

/** Nothing but a command's name is no line. */
const inSentences = (where: string, text: string): readonly Typed[] =>
  [...text.replaceAll(/```[\s\S]+?```/g, '').matchAll(/`(?:[^`\n]*\()?(?:npx )?revoke ([^`\n]+)`/g)]
    .map(([, line = '']) => ({ where, line, isWhole: false }))
    .filter(({ line }) => line.includes(' '));

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'ARCHITECTURE.md',
  ...(await Array.fromAsync(glob('docs/**/*.md'))),
];
const texts = await Promise.all(pages.map(async (page) => [page, await readFile(page, 'utf8')] as const));

const typed = [
  ...texts.flatMap(([page, text]) => [...inBlocks(page, text), ...inSentences(page, text)]),
  ...COMMANDS.flatMap(({ name, help }) =>
    [...help.matchAll(/^ {2}revoke (.+?)(?: {3,}.*)?$/gm)].map(([, line = '']) => ({
      where: `revoke ${name} --help`,
      line,
      isWhole: true,
    })),
  ),
];

describe('a command line of the pages', () => {
  test('is there for each command', () => {
    const words = new Set(typed.map(({ line }) => wordsOf(line)[0]));
    expect(COMMANDS.map(({ name }) => name).filter((name) => !words.has(name))).toEqual([]);
    expect(typed.length).toBeGreaterThan(50);
  });

  test.each(typed)('$where: revoke $line', async ({ line, isWhole }) => {
    const wrong = await fault(wordsOf(line));
    expect(isWhole || !wrong?.startsWith('Which ') ? wrong : undefined).toBeUndefined();
  });

  test('would be found out if nobody could type it', async () => {
    expect(await fault(wordsOf("send --tags 'a b'   # remark"))).toMatch(/--tags/);
    expect(await fault(wordsOf('sent 5'))).toBeDefined();
  });

  test('names a command, wherever it names one', () => {
    const named = texts.flatMap(([, text]) =>
      [...text.matchAll(/`(?:npx )?revoke ([a-z-]+)/g)].map(([, name = '']) => name),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !COMMANDS.some((command) => command.name === name))).toEqual([]);
  });

  test('runs a script that there is, where npm runs it', () => {
    const run = texts.flatMap(([page, text]) =>
      [...text.matchAll(/\bnpm (?:--silent )?run (?:--silent )?([a-z:-]+)/g)].map(
        ([, script = '']) => `${page}: ${script}`,
      ),
    );
    expect(run.length).toBeGreaterThan(30);
    expect(run.filter((line) => !((line.split(': ')[1] ?? '') in manifest.scripts))).toEqual([]);
  });
});
