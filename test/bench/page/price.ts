import { readFile } from 'node:fs/promises';
import type { Figure } from '../measurement.ts';
import { median } from '../spread.ts';
import { logName } from '../warm/processor.ts';
import { wallName } from '../warm/wall.ts';

/**
 * List prices in US dollars of the region US East (N. Virginia), first tier, without what is free, as published in mid 2026.
 * @see https://aws.amazon.com/lambda/pricing/ (Arm)
 * @see https://aws.amazon.com/sqs/pricing/ (standard queues, up to 64 KiB a request)
 * @see https://aws.amazon.com/cloudwatch/pricing/ (collecting logs)
 */
const LIST = {
  gigabyteSecond: 0.0000133334,
  invocation: 0.2 / 1_000_000,
  sqsRequest: 0.4 / 1_000_000,
  gigabyteOfLog: 0.5,
} as const;

/** US dollars for a million secrets. */
export type Price = Readonly<{
  secretsInEach: number;
  latencyMs: number;
  duration: number;
  invocations: number;
  queue: number;
  log: number;
  total: number;
}>;

const SECRETS = 1_000_000;

/** As many as the event source hands over at once. */
const MESSAGES = 10;

/** The function's memory as it is deployed by default, in MB. */
export async function memoryMb(): Promise<number> {
  const parameters = await readFile(new URL('../../../infra/parameters.yml', import.meta.url), 'utf8');
  return Number(/^MemorySize:\n(?: .*\n)*? {2}Default: (\d+)/m.exec(parameters)?.[1]);
}

/**
 * What a million secrets cost, in messages with so many each, when every batch is full and takes as long as was measured.
 * `undefined` where something was not measured.
 */
export function priceOf(
  figures: readonly Figure[],
  { secretsInEach, latencyMs, memory }: Readonly<{ secretsInEach: number; latencyMs: number; memory: number }>,
): Price | undefined {
  const measured = (name: string) => figures.find((figure) => figure.name === name)?.ours;
  const wallMs = measured(wallName(secretsInEach * MESSAGES, latencyMs));
  const logMiB = measured(logName);
  if (wallMs === undefined || logMiB === undefined) return undefined;
  const messages = SECRETS / secretsInEach;
  const batches = messages / MESSAGES;
  const duration = batches * (Math.ceil(median(wallMs)) / 1000) * (memory / 1024) * LIST.gigabyteSecond;
  const invocations = batches * LIST.invocation;
  // Sent one by one; received and deleted by the batch.
  const queue = (messages + 2 * batches) * LIST.sqsRequest;
  const log = ((median(logMiB) * SECRETS) / 1000 / 1024) * LIST.gigabyteOfLog;
  return {
    secretsInEach,
    latencyMs,
    duration,
    invocations,
    queue,
    log,
    total: duration + invocations + queue + log,
  };
}
