import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  paginateListSchedules,
  ResourceNotFoundException,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { clientOptions, hasRegion, type Identity, NO_REGION } from '../aws.ts';
import type { Stored } from './listed.ts';
import type { Plan } from './plan.ts';

/** The reason is one that {@link adviceFor} knows. */
export type Failed = { readonly kind: 'failed'; readonly reason: string };

/** Where a schedule's message goes, who brings it there, and where it goes if that cannot be done. */
export type Destination = Readonly<{ queueArn: string; roleArn: string; deadLetterQueueArn: string }>;

/** The group of schedules that is this command's. */
export type Scheduler = Readonly<{
  create: (plan: Plan, to: Destination) => Promise<{ readonly kind: 'created' | 'there-already' } | Failed>;
  list: () => Promise<{ readonly kind: 'listed'; readonly schedules: readonly Stored[] } | Failed>;
  remove: (name: string) => Promise<{ readonly kind: 'removed' | 'gone' } | Failed>;
}>;

/** Speaks to EventBridge Scheduler for as long as the work takes. */
export async function withScheduler<Result>(
  groupName: string,
  identity: Identity,
  work: (scheduler: Scheduler) => Promise<Result>,
): Promise<Result> {
  const client = new SchedulerClient(clientOptions(identity));
  try {
    return await work(openScheduler(client, groupName));
  } finally {
    client.destroy();
  }
}

function openScheduler(client: SchedulerClient, GroupName: string): Scheduler {
  const attempt = async <Done>(call: () => Promise<Done>): Promise<Done | Failed> => {
    try {
      return (await hasRegion(client)) ? await call() : { kind: 'failed', reason: NO_REGION };
    } catch (error) {
      return { kind: 'failed', reason: nameOf(error) };
    }
  };
  const stored = async (Name: string): Promise<readonly Stored[]> => {
    try {
      const found = await client.send(new GetScheduleCommand({ GroupName, Name }));
      const { ScheduleExpression: expression = '', ScheduleExpressionTimezone: timeZone = '', Target } = found;
      return [{ name: Name, expression, timeZone, input: Target?.Input ?? '' }];
    } catch (error) {
      // It has run since it was listed.
      if (error instanceof ResourceNotFoundException) return [];
      throw error;
    }
  };
  return {
    create: (plan, to) =>
      attempt(async () => {
        try {
          await client.send(new CreateScheduleCommand(requestFor(GroupName, plan, to)));
          return { kind: 'created' } as const;
        } catch (error) {
          if (error instanceof ConflictException) return { kind: 'there-already' } as const;
          throw error;
        }
      }),
    list: () =>
      attempt(async () => {
        const schedules: Stored[] = [];
        for await (const { Schedules = [] } of paginateListSchedules({ client, pageSize: 50 }, { GroupName })) {
          const found = await Promise.all(Schedules.flatMap(({ Name }) => (Name === undefined ? [] : stored(Name))));
          schedules.push(...found.flat());
        }
        return { kind: 'listed', schedules } as const;
      }),
    remove: (Name) =>
      attempt(async () => {
        try {
          await client.send(new DeleteScheduleCommand({ GroupName, Name }));
          return { kind: 'removed' } as const;
        } catch (error) {
          if (error instanceof ResourceNotFoundException) return { kind: 'gone' } as const;
          throw error;
        }
      }),
  };
}

const requestFor = (GroupName: string, { name, at, input }: Plan, to: Destination) => ({
  GroupName,
  Name: name,
  ScheduleExpression: `at(${at.toISOString().slice(0, 19)})`,
  ScheduleExpressionTimezone: 'UTC',
  FlexibleTimeWindow: { Mode: 'OFF' as const },
  ActionAfterCompletion: 'DELETE' as const,
  Target: {
    Arn: to.queueArn,
    RoleArn: to.roleArn,
    Input: input,
    // As long and as often as the service can.
    RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    DeadLetterConfig: { Arn: to.deadLetterQueueArn },
  },
});

/** By name or code alone: the message of a wrong signature quotes the session token. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
