import type { Attribute, Outgoing } from '../message/outgoing.ts';
import { MAX_MESSAGE_BYTES } from '../message/write.ts';

/** A message as it goes out: written, and with as many of its attributes as there is room for. */
export type Fitted = Readonly<{ body: string; attributes: readonly Attribute[]; delaySeconds: number; bytes: number }>;

/**
 * Writes the message and leaves out the attributes for which the body leaves no room, the first of them last: where it does
 * not fit, none goes.
 */
export function fitted({ write, attributes, delaySeconds }: Outgoing): Fitted {
  const body = write();
  let bytes = Buffer.byteLength(body);
  const fitting = attributes.filter((attribute) => {
    if (bytes + bytesOf(attribute) > MAX_MESSAGE_BYTES) return false;
    bytes += bytesOf(attribute);
    return true;
  });
  if (fitting[0] === attributes[0]) return { body, attributes: fitting, delaySeconds, bytes };
  return { body, attributes: [], delaySeconds, bytes: Buffer.byteLength(body) };
}

/**
 * An attribute's name, type and value all count.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
const bytesOf = ({ name, type, value }: Attribute): number => Buffer.byteLength(name + type + value);
