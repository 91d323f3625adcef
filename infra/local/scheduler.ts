import type { IncomingMessage, ServerResponse } from 'node:http';
import { ACCESS_KEY, ACCOUNT, REGION } from './account.ts';
import { bodyOf, listenOnLoopback } from './loopback.ts';

/** The one group of schedules that there is. */
export const SCHEDULE_GROUP = 'offboarding';

/** What schedules name; nothing here looks at them. */
export const SCHEDULE_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/offboarding`;
export const SCHEDULE_DEAD_LETTER_QUEUE_ARN = `arn:aws:sqs:${REGION}:${ACCOUNT}:offboarding-dead-letters`;

const GROUP_ARN = `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/${SCHEDULE_GROUP}`;

type Schedule = Readonly<{
  ScheduleExpression: string;
  ScheduleExpressionTimezone: string;
  Target: Readonly<{ Arn: string; Input: string }>;
}>;

/** A stand-in for EventBridge Scheduler with one-time schedules in UTC, on a free port of 127.0.0.1. */
export type Scheduler = Readonly<{
  endpoint: string;
  /** The names of the schedules that wait, in the order in which they were made. */
  waiting: () => readonly string[];
  /** Sends what is due, and forgets its schedules. @param now in milliseconds since the epoch */
  deliverDue: (now: number) => Promise<void>;
  stop: () => Promise<void>;
}>;

/** The variables by which `revoke offboard` finds it, and has a message put on the queue. */
export const schedulerEnvironment = ({ endpoint }: Pick<Scheduler, 'endpoint'>, queueArn: string) => ({
  AWS_ENDPOINT_URL_SCHEDULER: endpoint,
  SCHEDULE_GROUP,
  SCHEDULE_ROLE_ARN,
  QUEUE_ARN: queueArn,
  SCHEDULE_DEAD_LETTER_QUEUE_ARN,
});

/** @param targets what puts a message on each queue, by the queue's ARN; a message for any other one is dropped */
export async function startScheduler(
  targets: ReadonlyMap<string, (body: string) => Promise<unknown>>,
): Promise<Scheduler> {
  const schedules = new Map<string, Schedule>();

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const body = await bodyOf(request);
    const [, root, encoded] = pathname.split('/');
    const name = decodeURIComponent(encoded ?? '');
    const given = body === '' ? {} : (JSON.parse(body) as Schedule & Readonly<{ GroupName?: string }>);
    const [, key, region] = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
    if (key !== ACCESS_KEY.accessKeyId) {
      return fail(
        response,
        403,
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
    }
    const group =
      searchParams.get('groupName') ?? searchParams.get('ScheduleGroup') ?? ('GroupName' in given && given.GroupName);
    // In another region it is another group.
    if (root !== 'schedules' || region !== REGION || group !== SCHEDULE_GROUP) {
      return fail(response, 404, 'ResourceNotFoundException', 'Schedule group does not exist.');
    }
    if (name === '') return list(response, searchParams);
    if (request.method === 'POST') return create(response, name, given as Schedule);
    const schedule = schedules.get(name);
    if (schedule === undefined) {
      return fail(response, 404, 'ResourceNotFoundException', 'Schedule does not exist.');
    }
    if (request.method === 'DELETE') schedules.delete(name);
    answer(response, 200, request.method === 'GET' ? { Name: name, GroupName: SCHEDULE_GROUP, ...schedule } : {});
  }

  function create(response: ServerResponse, name: string, given: Schedule): void {
    if (schedules.has(name)) {
      fail(response, 409, 'ConflictException', 'Schedule already exists.');
    } else if (dueAt(given) === undefined || Buffer.byteLength(given.Target.Input) > 256 * 1024) {
      fail(response, 400, 'ValidationException', 'Invalid schedule.');
    } else {
      schedules.set(name, given);
      answer(response, 200, { ScheduleArn: `${GROUP_ARN}/${name}` });
    }
  }

  /** A page begins where its token says, which is how many schedules stand before it. */
  function list(response: ServerResponse, asked: URLSearchParams): void {
    const from = Number(asked.get('NextToken') ?? 0);
    const to = from + Number(asked.get('MaxResults') ?? 100);
    const names = [...schedules.keys()];
    const Schedules = names.slice(from, to).map((Name) => ({ Name, GroupName: SCHEDULE_GROUP }));
    answer(response, 200, { Schedules, ...(to < names.length && { NextToken: String(to) }) });
  }

  const server = await listenOnLoopback((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  return {
    endpoint: server.origin,
    waiting: () => [...schedules.keys()],
    deliverDue: async (now) => {
      for (const [name, schedule] of schedules) {
        if ((dueAt(schedule) ?? Number.POSITIVE_INFINITY) > now) continue;
        schedules.delete(name);
        await targets.get(schedule.Target.Arn)?.(schedule.Target.Input);
      }
    },
    stop: server.stop,
  };
}

/** In milliseconds since the epoch; `undefined` where it is no one-time schedule in UTC. */
function dueAt({ ScheduleExpression, ScheduleExpressionTimezone }: Schedule): number | undefined {
  const [, time] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(ScheduleExpression) ?? [];
  return time === undefined || ScheduleExpressionTimezone !== 'UTC' ? undefined : Date.parse(`${time}Z`);
}

const fail = (response: ServerResponse, status: number, name: string, Message: string): void =>
  answer(response.setHeader('x-amzn-errortype', name), status, { Message });

function answer(response: ServerResponse, status: number, document: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(document));
}

/** How often it is looked whether something is due, in milliseconds. */
const LOOK_MS = 500;

/** Sends what is due by the clock of this machine, until it is stopped. */
export async function startSchedulerByTheClock(...args: Parameters<typeof startScheduler>): Promise<Scheduler> {
  const scheduler = await startScheduler(...args);
  // The queue may be gone before the last of it.
  const timer = setInterval(() => scheduler.deliverDue(Date.now()).catch(() => {}), LOOK_MS);
  return {
    ...scheduler,
    stop: async () => {
      clearInterval(timer);
      await scheduler.stop();
    },
  };
}
