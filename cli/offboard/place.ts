import type { Identity } from '../aws.ts';
import { AWS_OPTIONS, type Wrong, wrong } from '../typed.ts';
import type { Destination } from './scheduler.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The group of schedules, and as whom AWS is spoken to. */
export type Place = Readonly<{ group: string; identity: Identity }>;

export const PLACE_OPTIONS = { group: { type: 'string' }, ...AWS_OPTIONS } as const;

export const DESTINATION_OPTIONS = {
  'role-arn': { type: 'string' },
  'queue-arn': { type: 'string' },
  'schedule-dead-letter-queue-arn': { type: 'string' },
} as const;

/** What the stack tells: under which option and variable it is given, what the stack's output is called, and its form. */
type Told = Readonly<{ option: string; variable: string; output: string; form: RegExp; what: string }>;

const SQS_ARN = /^arn:aws[a-z-]*:sqs:([a-z0-9-]+):\d{12}:[\w-]{1,80}$/;

const GROUP: Told = {
  option: 'group',
  variable: 'SCHEDULE_GROUP',
  output: 'ScheduleGroup',
  form: /^[\w.-]{1,64}$/,
  what: 'the name of a group of schedules',
};
const QUEUE: Told = {
  option: 'queue-arn',
  variable: 'QUEUE_ARN',
  output: 'QueueArn',
  form: SQS_ARN,
  what: 'the ARN of an SQS queue',
};
const ROLE: Told = {
  option: 'role-arn',
  variable: 'SCHEDULE_ROLE_ARN',
  output: 'ScheduleRoleArn',
  form: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  what: 'the ARN of an IAM role',
};
const DEAD_LETTERS: Told = {
  option: 'schedule-dead-letter-queue-arn',
  variable: 'SCHEDULE_DEAD_LETTER_QUEUE_ARN',
  output: 'ScheduleDeadLetterQueueArn',
  form: SQS_ARN,
  what: 'the ARN of an SQS queue',
};

type Values = Readonly<Record<string, unknown>>;

/** Reads where the schedules are. A queue that is given says in which region. */
export function readPlace(values: Values, env: Env): { readonly kind: 'place'; readonly place: Place } | Wrong {
  const group = read(GROUP, values, env);
  if (typeof group !== 'string') return group;
  const region = text(values['region']) ?? SQS_ARN.exec(given(QUEUE, values, env) ?? '')?.[1];
  return { kind: 'place', place: { group, identity: { profile: text(values['profile']), region } } };
}

/** Reads what a schedule needs to bring its message to the queue. */
export function readDestination(values: Values, env: Env): { readonly kind: 'to'; readonly to: Destination } | Wrong {
  const queueArn = read(QUEUE, values, env);
  if (typeof queueArn !== 'string') return queueArn;
  const roleArn = read(ROLE, values, env);
  if (typeof roleArn !== 'string') return roleArn;
  const deadLetterQueueArn = read(DEAD_LETTERS, values, env);
  if (typeof deadLetterQueueArn !== 'string') return deadLetterQueueArn;
  return { kind: 'to', to: { queueArn, roleArn, deadLetterQueueArn } };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const given = ({ option, variable }: Told, values: Values, env: Env): string | undefined =>
  text(values[option]) ?? (env[variable] || undefined);

function read(told: Told, values: Values, env: Env): string | Wrong {
  const { option, variable, output, form, what } = told;
  const value = given(told, values, env);
  if (value === undefined) {
    return wrong(`Give --${option} or set ${variable}: it is the stack's output ${output}, where Offboarding is on.`);
  }
  return form.test(value) ? value : wrong(`--${option} or ${variable} must be ${what}: the stack's output ${output}.`);
}
