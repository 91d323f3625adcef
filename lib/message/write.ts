/**
 * The most that SQS takes as one message, and as one batch of them, bodies and attributes together.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export const MAX_MESSAGE_BYTES = 1_048_576;

/**
 * Writes a document as a message body. The two characters that JSON may hold and SQS refuses are written as escapes,
 * which read back as the same characters; and, where there is room, those beyond U+FFFF, which some of what speaks the
 * protocol of SQS refuses.
 * @throws RangeError when the document is nested more deeply than `JSON.stringify` can follow
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function writeBody(document: unknown): string {
  const body = JSON.stringify(document).replaceAll('\uFFFE', '\\ufffe').replaceAll('\uFFFF', '\\uffff');
  const escaped = body.replace(/[\uD800-\uDFFF]/g, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
  return Buffer.byteLength(escaped) <= MAX_MESSAGE_BYTES ? escaped : body;
}

// Everything outside #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const REFUSED_BY_SQS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Surrogate}]/gu;

/** Text with every character that SQS does not take replaced by U+FFFD. */
export const acceptable = (text: string): string => text.replace(REFUSED_BY_SQS, '\uFFFD');
