export type DeliberateFault = Readonly<{ name: string; file: string; from: string; to: string }>;

/** Faults that somebody could make one day. Each must be noticed by the simulation. */
export const DELIBERATE_FAULTS: readonly DeliberateFault[] = [
  {
    name: 'acknowledges though the send failed',
    file: 'lib/settle/carry-out.ts',
    from: "sent.kind === 'failed' ? sent : next()",
    to: 'next()',
  },
  {
    name: 'forgets the remainder',
    file: 'lib/settle/carry-out.ts',
    from: 'await queues.sendRemainders(settlement.remainders)',
    to: "{ kind: 'sent' }",
  },
  {
    name: 'acknowledges what it should hide',
    file: 'lib/settle/carry-out.ts',
    from: "async () => ({ kind: 'keep' })",
    to: "async () => ({ kind: 'acknowledge' })",
  },
  {
    name: 'drops a malformed message',
    file: 'lib/settle/settle.ts',
    from: 'deadLetters: [malformedLetter(delivery, message.reason, settleWith.now)]',
    to: 'deadLetters: []',
  },
  {
    name: 'never gives up',
    file: 'lib/settle/settle.ts',
    from: 'return now - firstSentAt > giveUpAfterSeconds * 1000 || receiveCount >= maxReceiveCount;',
    to: 'return false && now - firstSentAt > giveUpAfterSeconds * maxReceiveCount * receiveCount;',
  },
  {
    name: 'takes a 504 for success',
    file: 'lib/vault/answer.ts',
    from: 'if (status === 401',
    to: "if (status === 504) return { kind: 'disabled' };\n  if (status === 401",
  },
  {
    name: 'takes a time-out for success',
    file: 'lib/vault/ask.ts',
    from: "return { answer: { kind: 'unavailable' as const, reason }, requestId: undefined };",
    to: "return { answer: { kind: 'disabled' as const, reason }, requestId: undefined };",
  },
  {
    name: 'retries 1005',
    file: 'lib/disable/retry.ts',
    from: "if (result.kind !== 'unavailable' ||",
    to: "if ((result.kind !== 'unavailable' && !/not-found/.test(JSON.stringify(result))) ||",
  },
  {
    name: 'mistakes 1006 for 1005',
    file: 'lib/vault/answer.ts',
    from: 'case 1005:',
    to: 'case 1006:\n      return { kind: "not-found", code: 1005, said };\n    case 1005:',
  },
  {
    name: 'calls for another number',
    file: 'lib/vault/open.ts',
    from: '/inactive/$',
    to: '/inactive/1$',
  },
  {
    name: 'knows no limit of calls in flight',
    file: 'lib/disable/circuit.ts',
    from: 'return concurrency;',
    to: 'return 1000 * concurrency;',
  },
  {
    name: 'takes no notice of a pause that was asked for',
    file: 'lib/disable/restraint.ts',
    from: 'if (now < pausedUntil)',
    to: 'if (now < 0)',
  },
  {
    name: 'asks for a token in a pause that began as it read the credentials',
    file: 'lib/disable/ask-for-token.ts',
    from: 'permitted(() => ask(reading.requestToken), effort)',
    to: 'ask(reading.requestToken)',
  },
  {
    name: 'never leaves the vault alone',
    file: 'lib/disable/circuit.ts',
    from: 'failures >= rules.opensAfter',
    to: 'failures >= 1000 * rules.opensAfter',
  },
  {
    name: 'waits past the deadline',
    file: 'lib/disable/retry.ts',
    from: 'clock.now() + waitMs >= deadline || ',
    to: '',
  },
  {
    name: 'keeps no token',
    file: 'lib/vault/open.ts',
    from: 'keptToken: () => (kept !== undefined && now() < kept.renewAt ? kept.token : undefined)',
    to: 'keptToken: () => undefined',
  },
  {
    name: 'believes that SQS took what it refused',
    file: 'lib/queue/queue.ts',
    from: 'if (Successful.length === sent) return SENT;',
    to: 'if (Successful.length <= sent) return SENT;',
  },
  {
    name: 'forgets what goes by a name when the vault cannot be asked',
    file: 'lib/settle/settle.ts',
    from: '[...compromise.secrets, ...compromise.references]',
    to: '[...compromise.secrets]',
  },
  {
    name: 'disables in a dry run',
    file: 'lib/story.ts',
    from: '!isDryRun(delivery));',
    to: 'delivery);',
  },
  {
    name: 'acknowledges though its record could not be written',
    file: 'lib/audit/audit.ts',
    from: "if (written.kind === 'sent')",
    to: "if (written.kind !== 'none')",
  },
  {
    name: 'puts the wrong secrets into a dead letter',
    file: 'lib/message/narrow.ts',
    from: '[...keep].flatMap',
    to: '[...places.keys()].filter((target) => !keep.has(target)).flatMap',
  },
  {
    name: 'disables what waits for approval',
    file: 'lib/disable/disable.ts',
    from: '!(await admits(target))',
    to: '(await admits(target)) === undefined',
  },
  {
    name: 'acknowledges what waits for approval before it is sent there',
    file: 'lib/finish.ts',
    from: "if (sent.kind === 'sent') return",
    to: 'if (sent) return',
  },
  {
    name: 'counts each message alone',
    file: 'lib/limit/count.ts',
    from: 'const added = await add(tally, left.secrets, most - left.secrets.length);',
    to: "const added = { kind: 'added' as const, held: new Set([await add.length]) };",
  },
];
