import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../../lib/alert/fingerprint.ts';
import { elastic } from '../../../lib/source/elastic.ts';
import { sentinel } from '../../../lib/source/sentinel.ts';
import { splunk } from '../../../lib/source/splunk.ts';
import { ELASTIC_SAMPLE, SENTINEL_SAMPLE, SPLUNK_SAMPLE } from '../../support/samples.ts';
import { standardWebhook } from '../../support/signed.ts';

const read = (source: typeof splunk, sample: string, more: object) =>
  source.translate(standardWebhook(JSON.stringify({ ...JSON.parse(sample), ...more })));

describe('Splunk:', () => {
  test.each([
    [{ identifier: '5' }, [{ by: 'identifier', identifier: 5 }]],
    [{ identifier: ['5', '6'] }, [{ identifier: 5 }, { identifier: 6 }]],
    [{ tag: 'leaked', clientId: 'client-7' }, [{ by: 'tag', tag: 'leaked' }]],
    [{ identifierCode: 'billing' }, [{ by: 'identifierCode', identifierCode: 'billing' }]],
    [{ fingerprint: fingerprintOf('client-7') }, [{ by: 'fingerprint', fingerprint: fingerprintOf('client-7') }]],
  ])('a row %j names %j', (result, secrets) => {
    expect(read(splunk, SPLUNK_SAMPLE, { result })).toMatchObject({ kind: 'alert', alert: { secrets } });
  });

  test.each([
    [{}, 'no field of the result names a secret as documented'],
    [{ identifier: '' }, 'no field of the result names a secret as documented'],
    [{ identifier: ['5', '-6'] }, 'secrets.1 is not as documented'],
    [5, 'result is not as documented'],
  ])('a row %j is refused: nobody is guessed at', (result, reason) => {
    expect(read(splunk, SPLUNK_SAMPLE, { result })).toMatchObject({ kind: 'refused', status: 400, reason });
  });

  test('a search without a name is an alert without a reason', () => {
    expect(read(splunk, SPLUNK_SAMPLE, { search_name: null })).toMatchObject({
      kind: 'alert',
      alert: { reason: undefined },
    });
  });
});

test.each([
  ['Splunk', splunk, SPLUNK_SAMPLE, { dry_run: true }],
  ['Splunk', splunk, SPLUNK_SAMPLE, { result: { identifier: '5', dryRun: 'true' } }],
  ['Splunk', splunk, SPLUNK_SAMPLE, { result: { identifier: '5', 'dry-run': '1' } }],
  ['Sentinel', sentinel, SENTINEL_SAMPLE, { dryrun: true }],
  ['Elastic', elastic, ELASTIC_SAMPLE, { dryRun: 'true' }],
])(
  '%s: whoever means a dry run, and writes it otherwise, would not have anything disabled',
  (_, source, sample, more) => {
    expect(read(source, sample, more)).toMatchObject({
      kind: 'refused',
      status: 400,
      reason: 'dryRun is not as documented',
    });
  },
);

test.each([
  ['Splunk', splunk, SPLUNK_SAMPLE],
  ['Sentinel', sentinel, SENTINEL_SAMPLE],
  ['Elastic', elastic, ELASTIC_SAMPLE],
])('%s: a dry run stays one', (_, source, sample) => {
  expect(read(source, sample, { dryRun: true })).toMatchObject({ kind: 'alert', alert: { dryRun: true } });
});

test.each([
  ['Sentinel', sentinel, SENTINEL_SAMPLE],
  ['Elastic', elastic, ELASTIC_SAMPLE],
])('%s: the reason and the time that the body gives go first', (_, source, sample) => {
  const given = { reason: 'seen by client-7', reportedAt: '2026-11-24T09:00:00Z' };
  expect(read(source, sample, given)).toMatchObject({ alert: { ...given, reason: 'seen by [redacted]' } });
});

test.each([
  ['a playbook that does not say which incident', sentinel, SENTINEL_SAMPLE, { incident: { id: '' } }],
  ['a template whose variables were empty', elastic, ELASTIC_SAMPLE, { alert: { uuid: '' } }],
  ['a playbook that names no secret', sentinel, SENTINEL_SAMPLE, { secrets: [] }],
])('%s is refused: its events could not be told apart, or lead nowhere', (_, source, sample, more) => {
  expect(read(source, sample, more)).toMatchObject({ kind: 'refused', status: 400 });
});

test('an incident of Sentinel that is closed disables nothing', () => {
  const { incident } = JSON.parse(SENTINEL_SAMPLE);
  const closed = { incident: { ...incident, properties: { ...incident.properties, status: 'Closed' } } };
  expect(read(sentinel, SENTINEL_SAMPLE, closed)).toEqual({ kind: 'nothing', reason: 'The incident is closed' });
});
