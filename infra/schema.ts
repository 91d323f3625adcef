import { writeFile } from 'node:fs/promises';
import { toJSONSchema } from 'zod/mini';
import { compromiseSchema } from '../lib/message/schema.ts';

/** The message's JSON Schema (2020-12), as it is published in `docs/message.schema.json`. */
export function messageSchema(): string {
  return `${JSON.stringify(toJSONSchema(compromiseSchema, { target: 'draft-2020-12', io: 'input' }), null, 2)}\n`;
}

if (import.meta.main) await writeFile('docs/message.schema.json', messageSchema());
