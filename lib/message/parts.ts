import type { Compromise } from './parse.ts';
import { readTarget, type Target } from './reference.ts';
import { MAX_SECRETS } from './schema.ts';
import { MAX_MESSAGE_BYTES, writeBody } from './write.ts';

/** Room for the attributes of a message that is sent on. */
const ATTRIBUTES_BYTES = 1024;

/**
 * Divides what a message aims at so that narrowed to each part it is one that SQS takes, with no more entries than a message
 * may have. A message as it came is one part, unless it is nearly as large as SQS takes; one whose names have been found may be more.
 */
export function parts({ document }: Compromise, targets: ReadonlySet<Target>): readonly ReadonlySet<Target>[] {
  const base = Buffer.byteLength(writeBody({ ...document, secrets: [] })) + ATTRIBUTES_BYTES;
  const sizes = new Map<Target, { entries: number; bytes: number }>();
  for (const entry of document.secrets) {
    const target = readTarget(entry);
    if (target === undefined || !targets.has(target)) continue;
    const size = sizes.get(target) ?? { entries: 0, bytes: 0 };
    sizes.set(target, { entries: size.entries + 1, bytes: size.bytes + Buffer.byteLength(writeBody(entry)) + 1 });
  }
  const divided: Set<Target>[] = [];
  let part = new Set<Target>();
  let entries = 0;
  let bytes = base;
  for (const [target, size] of sizes) {
    if (part.size > 0 && (entries + size.entries > MAX_SECRETS || bytes + size.bytes > MAX_MESSAGE_BYTES)) {
      divided.push(part);
      part = new Set();
      entries = 0;
      bytes = base;
    }
    part.add(target);
    entries += size.entries;
    bytes += size.bytes;
  }
  return part.size > 0 ? [...divided, part] : divided;
}
