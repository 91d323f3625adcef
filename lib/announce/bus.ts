import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { IncidentFinished, SecretSettled } from './cloud-event.ts';

export type Announcement = SecretSettled | IncidentFinished;

/** The most entries of one call. @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const MOST_ENTRIES = 10;

/** The source of all our events, by which rules select them. */
export const EVENT_SOURCE = 'mysafe-kill-switch';

/** What each announcement is called on the bus. */
export const DETAIL_TYPES = {
  'mysafe-kill-switch.secret.settled': 'Secret Settled',
  'mysafe-kill-switch.incident.finished': 'Incident Finished',
} as const satisfies Record<Announcement['type'], string>;

/** The bus did not take all of it. Its message is ours alone, and fit for the log. */
export class NotAnnounced extends Error {}

/** Puts announcements on an event bus, in their order. @throws {@link NotAnnounced} where the bus did not take all of them, or AWS's error */
export async function announce(
  client: EventBridgeClient,
  bus: string,
  announcements: readonly Announcement[],
): Promise<void> {
  for (let from = 0; from < announcements.length; from += MOST_ENTRIES) {
    const entries = announcements.slice(from, from + MOST_ENTRIES).map((announcement) => entryOf(bus, announcement));
    const { FailedEntryCount = 0, Entries = [] } = await client.send(new PutEventsCommand({ Entries: entries }));
    if (FailedEntryCount === 0) continue;
    const codes = new Set(Entries.flatMap(({ ErrorCode }) => ErrorCode ?? []));
    throw new NotAnnounced(
      `The event bus did not take ${FailedEntryCount} of ${entries.length} events: ${[...codes].join(', ')}`,
    );
  }
}

const entryOf = (bus: string, announcement: Announcement): PutEventsRequestEntry => ({
  EventBusName: bus,
  Source: EVENT_SOURCE,
  DetailType: DETAIL_TYPES[announcement.type],
  Time: new Date(announcement.time),
  Detail: JSON.stringify(announcement),
});
