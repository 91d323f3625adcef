import { expect, test } from 'vitest';
import { fingerprintOf } from '../../../lib/alert/fingerprint.ts';
import { cloudevents } from '../../../lib/source/cloudevents.ts';
import { CLOUDEVENTS_SAMPLE, GENERIC_SAMPLE } from '../../support/samples.ts';
import { standardWebhook, structuredEvent } from '../../support/signed.ts';

/** In binary mode: the attributes are headers. */
function binary(more: Readonly<Record<string, string>> = {}, body = GENERIC_SAMPLE) {
  const signed = standardWebhook(body, { id: 'A234-1234-1234' });
  const attributes = {
    'content-type': 'application/json',
    'ce-specversion': '1.0',
    'ce-type': 'credential.compromised',
    'ce-source': '/my%20context',
    'ce-id': 'A234-1234-1234',
    'ce-time': '2018-04-05T17:31:00Z',
  };
  return { ...signed, headers: { ...signed.headers, ...attributes, ...more } };
}

test('an event in binary mode is read from its headers, its data from the body', () => {
  expect(cloudevents.translate(binary())).toMatchObject({
    kind: 'alert',
    alert: {
      eventId: JSON.stringify(['A234-1234-1234', fingerprintOf(GENERIC_SAMPLE)]),
      reportedAt: '2026-11-24T09:29:00Z',
      secrets: [{ by: 'identifier' }, { by: 'identifierCode' }, { by: 'tag' }, { by: 'fingerprint' }],
    },
  });
});

test('where the data does not say when, the event does, if that is signed', () => {
  expect(cloudevents.translate(structuredEvent(CLOUDEVENTS_SAMPLE))).toMatchObject({
    alert: { reportedAt: '2018-04-05T17:31:00Z' },
  });
  expect(cloudevents.translate(binary({}, '{"secrets":[{"identifier":5}]}'))).toMatchObject({
    kind: 'alert',
    alert: { reportedAt: undefined },
  });
});

test('whoever sends a recorded event in binary mode with other headers makes no other alert of it', () => {
  const others = {
    'ce-source': '/another',
    'ce-time': '2026-11-24T09:30:00Z',
    'ce-type': 'com.example.credential.compromised',
    'ce-subject': 'x',
  };
  expect(cloudevents.translate(binary(others))).toEqual(cloudevents.translate(binary()));
});

test('events of the same id with other data are not the same', () => {
  const [five, six] = [5, 6].map((identifier) => {
    const read = cloudevents.translate(binary({}, JSON.stringify({ secrets: [{ identifier }] })));
    return read.kind === 'alert' ? read.alert.eventId : read;
  });
  expect(five).toEqual(expect.any(String));
  expect(six).not.toEqual(five);
});

const whole = JSON.parse(CLOUDEVENTS_SAMPLE);

test.each([
  ['as an attribute of its own', structuredEvent(JSON.stringify({ ...whole, dryrun: true }))],
  ['beside its data', structuredEvent(JSON.stringify({ ...whole, dryRun: true }))],
  ['in a header', binary({ 'ce-dryrun': 'true' })],
  [
    'in its data, in another way',
    structuredEvent(JSON.stringify({ ...whole, data: { ...whole.data, dry_run: true } })),
  ],
])('an event that says %s that it is a dry run is refused, since nobody would look there', (_, event) => {
  const reason = 'dryRun is not as documented';
  expect(cloudevents.translate(event)).toMatchObject({ kind: 'refused', status: 400, reason });
});

test('an event whose data says that it is a dry run is one', () => {
  const event = structuredEvent(JSON.stringify({ ...whole, data: { ...whole.data, dryRun: true } }));
  expect(cloudevents.translate(event)).toMatchObject({ kind: 'alert', alert: { dryRun: true } });
});

test.each([
  ['an id that is not the signed one', { 'ce-id': 'another' }, 400],
  ['another version', { 'ce-specversion': '0.3' }, 400],
  ['no source', { 'ce-source': '' }, 400],
  ['a source that is not encoded as it must be', { 'ce-source': '%E0%A4%A' }, 400],
  ['a type that is not known', { 'ce-type': 'com.example.login' }, 422],
  ['a type that only ends in the same letters', { 'ce-type': 'com.example.uncredential.compromised' }, 422],
])('an event with %s is refused', (_, headers, status) => {
  expect(cloudevents.translate(binary(headers))).toMatchObject({ kind: 'refused', status });
});
