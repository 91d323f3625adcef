import { readFile } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { acceptable, MAX_MESSAGE_BYTES } from '../../../lib/message/write.ts';

export type ReadMessages =
  | { readonly kind: 'messages'; readonly bodies: readonly string[] }
  | { readonly kind: 'wrong'; readonly reason: string };

/** Reads the messages of all files, each as it stands there; `-` is standard input. */
export async function readMessages(files: readonly string[], signal: AbortSignal): Promise<ReadMessages> {
  const bodies: string[] = [];
  for (const file of files) {
    const text = await readText(file, signal);
    if (text.kind === 'wrong') return text;
    const messages = splitMessages(file, text.text);
    if (messages.kind === 'wrong') return messages;
    bodies.push(...messages.bodies);
  }
  return { kind: 'messages', bodies };
}

/** Reads a file's text, or says in one line why not. */
export async function readText(file: string, signal: AbortSignal): Promise<Text | Wrong> {
  const name = nameOf(file);
  try {
    const bytes = file === '-' ? await buffer(addAbortSignal(signal, process.stdin)) : await readFile(file, { signal });
    // A byte order mark stays, because messages are sent as they are.
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return wrong(`${name} is not text in UTF-8: write it in UTF-8.`);
    return wrong(`${name} cannot be read: ${inWords(error)}.`);
  }
}

/** The messages in a file's text: the whole of it, or its lines where it is JSON Lines. Pure. */
export function splitMessages(file: string, text: string): ReadMessages {
  const name = nameOf(file);
  if (text.trim() === '') return wrong(`${name} is empty: there is no message in it.`);
  if (!isJsonLines(file, text)) {
    const fault = faultOf(text);
    return fault === undefined ? { kind: 'messages', bodies: [text] } : wrong(`${name} ${fault}`);
  }
  const bodies: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const body = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (body.trim() === '') continue;
    const fault = faultOf(body);
    if (fault !== undefined) return wrong(`${name}, line ${index + 1}, ${fault}`);
    bodies.push(body);
  }
  return { kind: 'messages', bodies };
}

function isJsonLines(file: string, text: string): boolean {
  if (/\.(jsonl|ndjson)$/i.test(file)) return true;
  const [first = ''] = text.trimStart().split('\n', 1);
  return !isJson(text) && isJson(first);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What keeps SQS from taking a body. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
function faultOf(body: string): string | undefined {
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_MESSAGE_BYTES) {
    return `is ${bytes} bytes long, and SQS takes at most ${MAX_MESSAGE_BYTES} (1 MiB): split the message.`;
  }
  if (acceptable(body) !== body) return 'holds a character that SQS does not take: remove control characters.';
  // SQS takes them; the emulator does not.
  return /[\u{10000}-\u{10FFFF}]/u.test(body)
    ? 'holds an emoji or the like, which the embedded SQS does not take: write it as \\uXXXX\\uXXXX.'
    : undefined;
}

function inWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  switch (code) {
    case 'ENOENT':
      return 'there is no such file; check its path';
    case 'EACCES':
      return 'you may not read it; check its permissions';
    case 'EISDIR':
      return 'it is a directory; name the files in it';
    default:
      return code;
  }
}

const nameOf = (file: string): string => (file === '-' ? 'Standard input' : file);

type Text = Readonly<{ kind: 'text'; text: string }>;
type Wrong = Extract<ReadMessages, { kind: 'wrong' }>;

const wrong = (reason: string): Wrong => ({ kind: 'wrong', reason });
