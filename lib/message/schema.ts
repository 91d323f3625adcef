import * as z from 'zod/mini';
import { meansDryRun } from './dry-run.ts';
import { IDENTIFIER_RULE, readIdentifier } from './identifier.ts';
import { isName, NAME_RULE } from './reference.ts';

/** More secrets than this in one message are refused. */
export const MAX_SECRETS = 500;

/** As a JSON Schema: the entry has this name and not the other. */
const byName = (name: string, other: string) => ({
  required: [name],
  properties: { [name]: { type: 'string', minLength: 1, maxLength: 256 }, [other]: false },
});

const described = (description: string) => z.meta({ description });

const error = IDENTIFIER_RULE;

const identifier = z
  .union(
    [
      z.int({ error, abort: true }).check(z.positive({ error, abort: true })),
      z.string().check(z.regex(/^[1-9][0-9]{0,15}$/, { error, abort: true })),
    ],
    { error },
  )
  .check(
    // No pattern can tell the largest safe integer from the one after it.
    z.refine((value) => readIdentifier(value) !== undefined),
    described('The vault\'s number of the API secret; 5 and "5" are the same secret. At most 9007199254740991.'),
  );

/** Beside an identifier, fields that are called like the other two names are fields like any that are not ours. */
const entry = z
  .looseObject({ identifier: z.optional(identifier) }, { error: 'must be an object that names a secret' })
  .check(
    z.superRefine((given, context) => {
      if (given.identifier !== undefined) return;
      const names = (['identifierCode', 'tag'] as const).filter((name) => given[name] !== undefined);
      const [name, more] = names;
      if (name === undefined) context.addIssue({ code: 'custom', path: ['identifier'], message: IDENTIFIER_RULE });
      else if (more !== undefined)
        context.addIssue({ code: 'custom', message: 'must name it by one of identifierCode and tag' });
      else if (!isName(given[name])) context.addIssue({ code: 'custom', path: [name], message: NAME_RULE });
    }),
    z.meta({
      anyOf: [
        { required: ['identifier'], properties: { identifier: true } },
        byName('identifierCode', 'tag'),
        byName('tag', 'identifierCode'),
      ],
    }),
  );

const optionalText = (description: string) =>
  z.optional(z.string({ error: 'must be a string where it is given' }).check(described(description)));

/**
 * The message: "these credentials are compromised, disable them". Unknown fields are allowed, of the message and of an
 * entry. The TypeScript type and the published JSON Schema both come from here.
 */
export const compromiseSchema = z
  .looseObject(
    {
      type: z.literal('credential.compromised', { error: 'must be "credential.compromised"' }),
      version: z.optional(z.literal(1, { error: 'must be 1 where it is given' })),
      incidentId: optionalText('The incident it belongs to; found again in logs and dead letters.'),
      reason: optionalText('Why the credentials are thought to be compromised, for people.'),
      reportedBy: optionalText('Who or what reported it.'),
      reportedAt: optionalText('When it was reported, as an ISO 8601 date and time.'),
      dryRun: z.optional(
        z
          .boolean({ error: 'must be true or false where it is given' })
          .check(described('Where it is true, nothing is disabled: the log says what would have been done.')),
      ),
      secrets: z
        .array(entry, { error: `must be a list of 1 to ${MAX_SECRETS} secrets` })
        .check(
          z.minLength(1, { error: `must name at least one secret` }),
          z.maxLength(MAX_SECRETS),
          described('The API secrets to disable.'),
        ),
    },
    { error: 'must be a JSON object' },
  )
  .check(
    z.superRefine((message, context) => {
      const meant = [message, ...message.secrets.slice(0, MAX_SECRETS)].flatMap((fields) =>
        Object.keys(fields).filter((key) => meansDryRun(key) && (fields !== message || key !== 'dryRun')),
      );
      if (meant.length > 0)
        context.addIssue({ code: 'custom', message: 'must say dryRun in this spelling, beside secrets' });
    }),
    z.meta({ title: 'credential.compromised', description: 'API secrets of a MySafe vault that must be disabled.' }),
  );
