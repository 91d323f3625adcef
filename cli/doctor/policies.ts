import type { Attributes } from './aws.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';

/** What touches messages, as the template denies it to everyone who does not come over TLS. */
const MESSAGE_ACTIONS = [
  'sqs:changemessagevisibility',
  'sqs:deletemessage',
  'sqs:purgequeue',
  'sqs:receivemessage',
  'sqs:sendmessage',
];

type Json = Readonly<Record<string, unknown>>;

/** Whether the queue's policy refuses everyone who does not come over TLS, as the template's does. */
export function tlsFinding(name: string, { Policy }: Attributes): Finding {
  const about = `TLS to the ${name}`;
  const denied = statementsOf(Policy).filter(isForPlainHttp).flatMap(actionsOf);
  const open = MESSAGE_ACTIONS.filter((action) => !denied.some((one) => covers(one, action)));
  return open.length === 0
    ? ok(about, 'all else is refused')
    : warning(about, 'its policy does not refuse what comes without', 'deploy the template again: it sets the policy');
}

/** Whether the dead-letter queue takes what SQS moves from the source queue, and from no other, as the template says. */
export function redriveAllowFinding(deadLetters: Attributes, source: Attributes): Finding {
  const about = 'who may redrive';
  const { redrivePermission = 'allowAll', sourceQueueArns } = readJson(deadLetters['RedriveAllowPolicy']);
  if (redrivePermission === 'allowAll')
    return warning(
      about,
      'any queue of the account may have its messages moved to the dead-letter queue',
      'deploy the template again: it names the source queue alone',
    );
  const named = redrivePermission === 'byQueue' ? list(sourceQueueArns) : [];
  if (!named.includes(source['QueueArn']))
    return wrong(
      about,
      'the dead-letter queue takes nothing from the source queue',
      'deploy the template again: what crashes the function again and again would have nowhere to go',
    );
  return named.length === 1
    ? ok(about, 'the source queue, and no other')
    : warning(
        about,
        `the source queue, and ${named.length - 1} more`,
        'deploy the template again, unless that is meant: letters of others would be taken for secrets',
      );
}

const statementsOf = (policy: string | undefined): readonly Json[] =>
  list(readJson(policy)['Statement']).filter(isJson);

/** Of everyone, on the whole queue: a condition beside the one for TLS would leave somebody out. */
function isForPlainHttp({ Effect, Principal, Condition }: Json): boolean {
  const everyone = Principal === '*' || (isJson(Principal) && list(Principal['AWS']).includes('*'));
  return (
    Effect === 'Deny' && everyone && /^\{"Bool":\{"aws:SecureTransport":\[?"?false"?\]?\}\}$/i.test(text(Condition))
  );
}

const actionsOf = ({ Action }: Json): readonly string[] => list(Action).map((action) => String(action).toLowerCase());

const covers = (denied: string, action: string): boolean => denied === action || denied === 'sqs:*' || denied === '*';

/** What is not there, or is no object, says nothing. */
function readJson(json: string | undefined): Json {
  try {
    const read: unknown = JSON.parse(json ?? '{}');
    return isJson(read) ? read : {};
  } catch {
    return {};
  }
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const text = (value: unknown): string => JSON.stringify(value) ?? '';
