/** What a code means, what to check for it in this order, and whether putting it back can help. */
export type Explanation = Readonly<{
  means: string;
  check: readonly string[];
  /** `never`: whatever is done, it comes back the same. */
  redriving: 'when mended' | 'never';
}>;

const EXPLANATIONS: ReadonlyMap<string, Explanation> = new Map([
  [
    '1005',
    {
      means: 'The vault has no such secret.',
      check: [
        'Ask whoever reported it for the right number: the vault’s identifier, not the identifier code.',
        'It may have been deleted in the vault; then the credential lives on in the system that it opens: disable it there.',
        'Multi-tenant vault: the function may look at another tenant (field tenant of the credentials).',
      ],
      redriving: 'never',
    },
  ],
  [
    '1006',
    {
      means: 'The vault has the secret, and the access key’s user may not edit it.',
      check: [
        'Give the access key’s user edit permission on this secret in the vault.',
        '1006 for every secret: the key’s scope was cut, or it has expired. Look at its expiry date first.',
      ],
      redriving: 'when mended',
    },
  ],
  [
    'unresolved',
    {
      means: 'A name (identifier code, tag, or fingerprint of an alert) did not lead to the secrets that it means.',
      check: [
        'Find the numbers in the vault, and send them: revoke send ID… --incident INC.',
        'A code that two secrets have, or a tag that more than 500 have: mend it in the vault.',
        'A fingerprint of an alert: find out which secret leaked, send its number, and add the fingerprint to the register, so that the next alert finds it. The letter itself names nothing that could be put back: discard it.',
      ],
      redriving: 'when mended',
    },
  ],
  [
    'unavailable',
    {
      means: 'The vault gave no usable answer until the message was given up, or there was no time to try it.',
      check: [
        'Does the vault answer now? revoke doctor.',
        'The reason quotes the last failure: certificate, name, connection, time-out, HTTP status.',
      ],
      redriving: 'when mended',
    },
  ],
  [
    'unauthorized',
    {
      means: 'The vault did not let the function in until the message was given up.',
      check: [
        'revoke doctor says whether credentials, address and token are right.',
        'The access key may have expired: the vault does not say so, it only refuses.',
        'IP address not allowed: the key or the gateway restricts addresses, and the function’s is not among them.',
      ],
      redriving: 'when mended',
    },
  ],
  [
    'malformed',
    {
      means: 'Nobody could read the message; its reason names the field.',
      check: [
        'Correct the message and have its sender send it again.',
        'Its body may hold the leaked credential itself: treat it so, and discard it afterwards.',
      ],
      redriving: 'never',
    },
  ],
  [
    'event',
    {
      means: 'An event of AWS that the function for alerts could not take; Lambda put it here, whole.',
      check: [
        'Look for errors in the log of the function that the letter’s reason names.',
        'Read what the event tells: aws sqs receive-message on this queue shows its body, and the event is in requestPayload.',
        'Send what it tells: revoke send ID… --incident INC. Then discard the letter.',
      ],
      redriving: 'never',
    },
  ],
  [
    'schedule',
    {
      means: 'EventBridge Scheduler could not bring this to where it was meant to go; the reason has its words.',
      check: [
        'Its role, the queue or a KMS key was changed, or the stack was deployed anew under another name: mend that.',
        'A letter that names secrets can be put back on the source queue.',
        'Any other is for the function that sweeps the list of leavers: start that again, and discard the letter.',
      ],
      redriving: 'when mended',
    },
  ],
  [
    'unknown',
    {
      means: 'SQS itself moved it here after too many deliveries, because the function never came to an end with it.',
      check: [
        'Look for its message id and for errors and time-outs in the function’s log.',
        'MAX_RECEIVE_COUNT must be the queue’s maxReceiveCount: revoke doctor.',
      ],
      redriving: 'when mended',
    },
  ],
]);

const REJECTED: Explanation = {
  means: 'The vault refused it with a number of its own.',
  check: [
    'Look the number up in the vault’s documentation; the reason has its words.',
    'As long as the vault refuses it: disable the secret there by hand, and discard the letter.',
  ],
  redriving: 'when mended',
};

/** The codes that have an explanation of their own. */
export const EXPLAINED: readonly string[] = [...EXPLANATIONS.keys()];

/** Says what a code means; `undefined` where it is none that the function gives. */
export const explanationOf = (code: string): Explanation | undefined =>
  EXPLANATIONS.get(code) ?? (/^[1-9]\d{0,5}$/.test(code) ? REJECTED : undefined);

/** Whether letters can have this code. */
export const isCode = (code: string): boolean => explanationOf(code) !== undefined;
