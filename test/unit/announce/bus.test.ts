import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, onTestFinished, test } from 'vitest';
import { announce } from '../../../lib/announce/bus.ts';
import { incidentFinished } from '../../../lib/announce/cloud-event.ts';

const ended = (incidentId: string) =>
  incidentFinished({ incidentId, secrets: 1, disabled: 1, leftToAPerson: 0 }, '2026-11-25T09:31:00.000Z', {
    source: 'arn',
    version: '1',
  });

function bus() {
  const eventBridge = mockClient(EventBridgeClient);
  onTestFinished(() => eventBridge.restore());
  return eventBridge;
}

const client = new EventBridgeClient({ region: 'eu-central-1' });

test('what is announced is on the bus, in order, however much it is', async () => {
  const taken: string[] = [];
  bus()
    .on(PutEventsCommand)
    .callsFake(({ Entries }: { Entries: { Detail: string; Source: string; DetailType: string }[] }) => {
      expect(Entries.length).toBeLessThanOrEqual(10);
      for (const { Detail, Source, DetailType } of Entries) {
        expect([Source, DetailType]).toEqual(['mysafe-kill-switch', 'Incident Finished']);
        taken.push(JSON.parse(Detail).data.incidentId);
      }
      return { FailedEntryCount: 0 };
    });
  const names = Array.from({ length: 23 }, (_, index) => `INC-${index}`);
  await announce(client, 'bus', names.map(ended));
  expect(taken).toEqual(names);
});

test('what the bus did not take is an error that says why, and nothing of what was announced', async () => {
  bus()
    .on(PutEventsCommand)
    .resolves({ FailedEntryCount: 1, Entries: [{ EventId: '1' }, { ErrorCode: 'ThrottlingException' }] });
  const failure = announce(client, 'bus', [ended('INC-1'), ended('INC-2')]);
  await expect(failure).rejects.toThrow('The event bus did not take 1 of 2 events: ThrottlingException');
});
