import { createHash } from 'node:crypto';
import type { Reference } from '../message/reference.ts';
import { acceptable } from '../message/write.ts';

/** The most bytes of an incident that stand in the key as they are; DynamoDB takes 2048. */
const MOST_BYTES = 1024;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The partition of an incident; one whose name is too long for a key goes by its hash. */
export function partitionOf(incidentId: string): string {
  const key = acceptable(incidentId);
  return Buffer.byteLength(key) <= MOST_BYTES ? key : `sha256:${sha256(key)}`;
}

/** The partition of a message that belongs to no incident. */
export const partitionOfMessage = (messageId: string): string => `message:${messageId}`;

/** `tag:…` or `identifier_code:…` with the hash of the name, which may be a person's or a secret in the wrong place. */
export function nameKey(reference: Reference): string {
  const [[kind, name] = ['', '']] = new URLSearchParams(reference);
  return `${kind}:${sha256(name)}`;
}
