import * as z from 'zod/mini';
import { type Fingerprint, fingerprintOf } from '../alert/fingerprint.ts';
import { readDocument } from './json.ts';
import type { Translated } from './source.ts';

/**
 * As much as is looked at of an event of EventBridge. Such an event needs no signature: only whom IAM lets may invoke the
 * function with it.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
 */
export type BridgeEvent = Readonly<{ source: string; 'detail-type': string; time?: unknown; detail: unknown }>;

/** A service of AWS that tells of leaks over EventBridge. */
export type EventSource = Readonly<{
  /** `reportedBy` of its messages. */
  name: string;
  /** Whether it has sent an event. */
  sends: (event: BridgeEvent) => boolean;
  translate: (event: BridgeEvent) => Translated;
}>;

/** One by its parts. */
export function eventSource<Detail>(parts: {
  readonly name: string;
  /** `source` of its events. */
  readonly from: string;
  readonly detailTypes: readonly string[];
  readonly shape: z.ZodMiniType<Detail>;
  readonly translate: (detail: Detail, event: BridgeEvent) => Translated;
}): EventSource {
  const { name, from, detailTypes, shape, translate } = parts;
  return {
    name,
    sends: (event) => event.source === from && detailTypes.includes(event['detail-type']),
    translate: (event) => {
      const read = readDocument(event.detail, shape);
      return read.kind === 'refused' ? read : translate(read.document, event);
    },
  };
}

export const text = z.string().check(z.minLength(1), z.maxLength(2048));

/** When EventBridge was told. */
export const timeOf = ({ time }: BridgeEvent): string | undefined => (typeof time === 'string' ? time : undefined);

/** An access key goes by the fingerprint of its id. */
export const byFingerprint = (text: string): { readonly by: 'fingerprint'; readonly fingerprint: Fingerprint } => ({
  by: 'fingerprint',
  fingerprint: fingerprintOf(text),
});
