import type * as z from 'zod/mini';
import { parseExactly } from '../message/exact-json.ts';
import { malformed, type Refused } from './source.ts';

/** A document, or why it is none. */
export type Read<Document> = { readonly kind: 'read'; readonly document: Document } | Refused;

/** Reads a body as JSON of this shape. A reason names the field and repeats nothing of what stood there. */
export function readJson<Document>(body: Buffer, shape: z.ZodMiniType<Document>): Read<Document> {
  let json: unknown;
  try {
    json = parseExactly(body.toString());
  } catch {
    return malformed('the body is not JSON');
  }
  return readDocument(json, shape);
}

/** The same for what has been parsed. */
export function readDocument<Document>(json: unknown, shape: z.ZodMiniType<Document>): Read<Document> {
  const read = shape.safeParse(json);
  if (read.success) return { kind: 'read', document: read.data };
  const [issue] = read.error.issues;
  return malformed(`${issue?.path.join('.') || 'the body'} is not as documented`);
}
