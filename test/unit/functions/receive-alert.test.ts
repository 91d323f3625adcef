import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { incidentId } from '../../../lib/alert/incident.ts';
import type { Received } from '../../../lib/source/source.ts';
import type { HttpEvent } from '../../../lib/webhook/request.ts';
import { HEALTH_EVENT } from '../../support/aws-events.ts';
import { deployedWebhook, KEYS } from '../../support/deployed-webhook.ts';
import { httpEvent } from '../../support/http-event.ts';
import { takeAll } from '../../support/mocked-sqs.ts';
import { CLOUDEVENTS_SAMPLE, GENERIC_SAMPLE, GITHUB_SAMPLE, SSF_SAMPLE } from '../../support/samples.ts';
import { issuedAt, securityEventToken } from '../../support/security-event-token.ts';
import { fromGitHub, OTHER_SECRET, standardWebhook, structuredEvent } from '../../support/signed.ts';
import { ROWS } from '../../support/source-rows.ts';

const sqs = mockClient(SQSClient);
const secretsManager = mockClient(SecretsManagerClient);

const signed = (body: string, more = {}) => httpEvent('generic', standardWebhook(body, { at: Date.now(), ...more }));

/** The metrics of the lines that CloudWatch reads them from. */
const countsIn = (log: readonly ReturnType<typeof JSON.parse>[]): Record<string, number> =>
  Object.fromEntries(
    log.flatMap((line) =>
      (line._aws?.CloudWatchMetrics[0].Metrics ?? []).map(({ Name }: { Name: string }) => [Name, line[Name]]),
    ),
  );

/** What was sent: the queue, and each body. */
const sent = () =>
  sqs.commandCalls(SendMessageBatchCommand).flatMap(({ args: [{ input }] }) =>
    (input.Entries ?? []).map(({ MessageBody = '' }) => ({
      queue: input.QueueUrl?.split('/').at(-1),
      ...JSON.parse(MessageBody),
    })),
  );

beforeEach(() => {
  sqs.reset();
  secretsManager.reset();
  sqs.on(SendMessageBatchCommand).callsFake(takeAll);
  secretsManager.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(KEYS) });
});

test('a signed alert is on the queue when it is answered, and what nobody can be named for is a dead letter', async () => {
  const { invoke, log } = await deployedWebhook();
  const answer = await invoke(signed(GENERIC_SAMPLE));
  const incident = incidentId('generic', 'event-1');
  expect(answer).toEqual({
    statusCode: 202,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ incidentId: incident }),
  });
  expect(sent()).toMatchObject([
    {
      queue: 'compromised',
      incidentId: incident,
      reportedBy: 'generic',
      secrets: [{ identifier: 5 }, { identifierCode: 'billing' }, { tag: 'leaked' }],
    },
    { queue: 'compromised-dead', incidentId: incident, secrets: [{ fingerprint: expect.any(String) }] },
  ]);
  expect(log()).toContainEqual(
    expect.objectContaining({ event: 'alert.accepted', source: 'generic', incidentId: incident, unresolved: 1 }),
  );
});

test('a body in base64 is verified as the bytes that it is', async () => {
  const { invoke } = await deployedWebhook();
  const { statusCode } = await invoke(httpEvent('github', fromGitHub(GITHUB_SAMPLE), { base64: true }));
  expect(statusCode).toBe(202);
  expect(sent()).toMatchObject([{ secrets: [{ identifier: 7 }], reportedBy: 'github' }]);
});

test('a security event token is answered as RFC 8935 says', async () => {
  const { invoke } = await deployedWebhook();
  expect(await invoke(httpEvent('ssf', await securityEventToken(issuedAt(SSF_SAMPLE, Date.now()))))).toMatchObject({
    statusCode: 202,
    body: '',
  });
  expect(sent()).toMatchObject([{ queue: 'compromised-dead', reportedBy: 'ssf' }]);
  const refused = await invoke(httpEvent('ssf', await securityEventToken('{}')));
  expect(refused).toMatchObject({ statusCode: 400, body: expect.stringContaining('"err":"invalid_issuer"') });
  const stale = await invoke(httpEvent('ssf', await securityEventToken(SSF_SAMPLE)));
  expect(stale).toMatchObject({ statusCode: 400, body: expect.stringContaining('"err":"invalid_request"') });
});

test('the same event twice is one incident', async () => {
  const { invoke } = await deployedWebhook();
  const answers = [await invoke(signed(GENERIC_SAMPLE)), await invoke(signed(GENERIC_SAMPLE))];
  expect(answers[0]).toEqual(answers[1]);
});

describe('is answered by a problem document, and nothing is sent:', () => {
  const large = JSON.stringify({ secrets: [{ identifier: 5 }], reason: 'x'.repeat(256 * 1024) });
  test.each([
    ['a path of nobody', { ...signed(GENERIC_SAMPLE), rawPath: '/' }, 404],
    ['a source that there is not', httpEvent('nobody', standardWebhook(GENERIC_SAMPLE)), 404],
    ['a source that is not set up', httpEvent('gitguardian', standardWebhook(GENERIC_SAMPLE)), 404],
    ['another method', { ...signed(GENERIC_SAMPLE), requestContext: { http: { method: 'GET' } } }, 405],
    ['a body that is too large', signed(large), 413],
    ['one that is not signed', httpEvent('generic', { headers: {}, body: Buffer.from(GENERIC_SAMPLE) }), 401],
    ['one that others have signed', signed(GENERIC_SAMPLE, { secret: OTHER_SECRET }), 401],
    ['one that is too old', signed(GENERIC_SAMPLE, { at: Date.now() - 301_000 }), 401],
    ['one that is no alert', signed('{"secrets":[{"identifier":-1}]}'), 400],
  ])('%s', async (_, event, status) => {
    const { invoke, log } = await deployedWebhook();
    const answer = await invoke(event);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(answer.body)).toEqual({
      type: 'about:blank',
      title: expect.any(String),
      status,
      detail: expect.any(String),
    });
    expect(sent()).toEqual([]);
    expect(log()).toContainEqual(expect.objectContaining({ event: 'alert.refused', status }));
  });
});

describe('a body may have 256 KiB to the byte,', () => {
  const MOST = 256 * 1024;
  /** An alert of so many bytes, in letters of three. */
  function ofLength(bytes: number): string {
    const around = JSON.stringify({ secrets: [{ identifier: 5 }], reason: '' });
    const letters = Math.floor((bytes - around.length) / 3);
    const reason = '€'.repeat(letters) + 'x'.repeat(bytes - around.length - 3 * letters);
    return JSON.stringify({ secrets: [{ identifier: 5 }], reason });
  }

  test.each([
    ['as text', false],
    ['in base64', true],
  ])('%s, and not one more', async (_, base64) => {
    const { invoke } = await deployedWebhook();
    const ask = (bytes: number) =>
      invoke(httpEvent('generic', standardWebhook(ofLength(bytes), { at: Date.now() }), { base64 }));
    expect(Buffer.byteLength(ofLength(MOST))).toBe(MOST);
    expect(await ask(MOST)).toMatchObject({ statusCode: 202 });
    expect(await ask(MOST + 1)).toMatchObject({ statusCode: 413 });
    expect(sent()).toHaveLength(1);
  });
});

describe('503 and when to send again:', () => {
  const unavailable = { statusCode: 503, headers: expect.objectContaining({ 'retry-after': '30' }) };

  test('where SQS does not take it, even if it takes only some of it', async () => {
    const { invoke, log } = await deployedWebhook();
    sqs.on(SendMessageBatchCommand).rejects(new Error('no'));
    expect(await invoke(signed(GENERIC_SAMPLE))).toMatchObject(unavailable);
    // Of the two messages that so many secrets are, it takes the first.
    const many = JSON.stringify({ secrets: Array.from({ length: 501 }, (_, index) => ({ identifier: index + 1 })) });
    sqs.on(SendMessageBatchCommand).callsFake((input) => ({
      Successful: takeAll(input).Successful.slice(0, 1),
      Failed: [{ Id: '1', SenderFault: false, Code: 'InternalError' }],
    }));
    expect(await invoke(signed(many))).toMatchObject(unavailable);
    expect(sqs.commandCalls(SendMessageBatchCommand).at(-1)?.args[0].input.Entries).toHaveLength(2);
    sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
    expect(await invoke(signed(GENERIC_SAMPLE))).toMatchObject(unavailable);
    expect(log().filter(({ event }) => event === 'alert.accepted')).toEqual([]);
    expect(log()).toContainEqual(expect.objectContaining({ event: 'alert.not-taken', source: 'generic' }));
  });

  test('where only the dead letter cannot be sent', async () => {
    const { invoke } = await deployedWebhook();
    sqs
      .on(SendMessageBatchCommand)
      .callsFake((input) => (input.QueueUrl.endsWith('dead') ? { Successful: [] } : takeAll(input)));
    expect(await invoke(signed(GENERIC_SAMPLE))).toMatchObject(unavailable);
  });

  test.each(['not JSON', '[]', '{"nobody":{}}', '{"generic":{"current":"short"}}', '{"register":5}'])(
    'where the keys are %s',
    async (SecretString) => {
      const { invoke, log } = await deployedWebhook();
      secretsManager.on(GetSecretValueCommand).resolves({ SecretString });
      const answer = await invoke(signed(GENERIC_SAMPLE));
      expect(answer).toMatchObject(unavailable);
      expect(answer.body).not.toContain('alert/keys');
      expect(log()).toContainEqual(expect.objectContaining({ event: 'alert.not-taken', level: 'ERROR' }));
      expect(sent()).toEqual([]);
    },
  );

  test('where Secrets Manager does not give them', async () => {
    const { invoke } = await deployedWebhook();
    secretsManager.on(GetSecretValueCommand).rejects(new Error('no'));
    expect(await invoke(signed(GENERIC_SAMPLE))).toMatchObject(unavailable);
  });
});

test('ten thousand requests of any kind: no answer says that we are at fault, and nothing is on the queue', async () => {
  // Every source has keys, and none those that its requests are signed with.
  const others = Object.fromEntries(ROWS.map(({ name, others }) => [name, others]));
  secretsManager.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(others) });
  const { invoke, log } = await deployedWebhook();
  const forged = await Promise.all(
    ROWS.map(async ({ name, sign, sample }) => ({ name, ...(await sign(sample, Date.now())) })),
  );
  const ofEvents = ['ce-specversion', 'ce-id', 'ce-source', 'ce-type', 'ce-time'];
  const names = [...new Set([...forged.flatMap(({ headers }) => Object.keys(headers)), 'x-gitlab-token', ...ofEvents])];
  const values = forged.flatMap(({ headers }) => Object.values(headers).map(String));
  const value = fc.oneof(fc.string(), fc.constantFrom(...values, 'one', `v1,${'A'.repeat(43)}=`));
  const event = fc.constantFrom(...forged).chain(({ name, headers, body }) =>
    fc.record({
      // As often as not the whole of what the source sends, but for the key.
      rawPath: fc.oneof(
        { weight: 4, arbitrary: fc.constant(`/alerts/${name}`) },
        fc.constantFrom(...ROWS.map((row) => `/alerts/${row.name}`)),
        fc.string(),
      ),
      headers: fc
        .tuple(fc.subarray(Object.entries(headers), { minLength: 0 }), fc.dictionary(fc.constantFrom(...names), value))
        .map(([kept, more]) => ({ ...more, ...Object.fromEntries(kept) }) as HttpEvent['headers'] & object),
      body: fc.oneof(
        fc.constant(String(body)),
        fc.string(),
        fc.json(),
        fc.constantFrom(...forged.map((each) => String(each.body))),
      ),
      isBase64Encoded: fc.boolean(),
      requestContext: fc.record({ http: fc.record({ method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT') }) }),
    }),
  );
  const asked = new Map<string, Set<string>>();
  await fc.assert(
    fc.asyncProperty(event, async (request) => {
      for (const header of Object.keys(request.headers))
        asked.set(request.rawPath, (asked.get(request.rawPath) ?? new Set()).add(header));
      const { statusCode } = await invoke(request);
      return statusCode >= 400 && statusCode < 500;
    }),
    { numRuns: 10_000 },
  );
  expect(sent()).toEqual([]);
  // Each source has had each header, and has got as far as to look at a signature.
  for (const { name } of ROWS) {
    expect([...(asked.get(`/alerts/${name}`) ?? [])].toSorted()).toEqual(names.toSorted());
    expect(log()).toContainEqual(expect.objectContaining({ source: name, event: 'alert.refused', signer: 'unknown' }));
  }
});

test('whatever is signed and is no alert is refused as the fault of who signed it', async () => {
  const { invoke } = await deployedWebhook();
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (body) => {
      const { statusCode } = await invoke(signed(body));
      return statusCode === 400;
    }),
    { numRuns: 2000 },
  );
  expect(sent()).toEqual([]);
});

describe('an event of AWS', () => {
  test('is on the queue, and answered by nothing', async () => {
    const { tell, log } = await deployedWebhook();
    expect(await tell(HEALTH_EVENT)).toBeUndefined();
    expect(sent()).toMatchObject([{ queue: 'compromised-dead', reportedBy: 'aws-health' }]);
    expect(log()).toContainEqual(expect.objectContaining({ event: 'alert.accepted', source: 'aws-health' }));
  });

  test('that is not known is refused, and not tried again', async () => {
    const { tell, log } = await deployedWebhook();
    expect(await tell({ ...HEALTH_EVENT, source: 'aws.s3' })).toBeUndefined();
    expect(sent()).toEqual([]);
    expect(log()).toContainEqual(expect.objectContaining({ event: 'alert.refused', status: 422 }));
  });

  test('fails the invocation where it could not be sent on, so that Lambda tries again', async () => {
    const { tell } = await deployedWebhook();
    sqs.on(SendMessageBatchCommand).rejects(new Error('no'));
    await expect(tell(HEALTH_EVENT)).rejects.toThrow(/Not known to be on the queue/);
    secretsManager.on(GetSecretValueCommand).rejects(new Error('no'));
    await expect((await deployedWebhook()).tell(HEALTH_EVENT)).rejects.toThrow(/Secrets Manager/);
  });
});

describe('what is not taken is counted, even where the log keeps errors alone:', () => {
  const unknown = { AlertsRefused: 1, AlertsOfUnknownKey: 1 };
  const known = { AlertsRefused: 1, AlertsOfKnownKey: 1 };
  const posted = (source: string, signed: Received) => httpEvent(source, signed);
  const github = fromGitHub(GITHUB_SAMPLE);
  const withGitHubHeader = (name: string, value: string) => ({
    ...github,
    headers: { ...github.headers, [name]: value },
  });
  test.each<[string, () => HttpEvent | Promise<HttpEvent>, Record<string, number>]>([
    ['a path of nobody', () => ({ ...signed(GENERIC_SAMPLE), rawPath: '/' }), { AlertsRefused: 1 }],
    ['a source that there is not', () => posted('nobody', standardWebhook('{}')), { AlertsRefused: 1 }],
    [
      'one without a signature',
      () => posted('generic', { headers: {}, body: Buffer.from('{}') }),
      { AlertsRefused: 1 },
    ],
    [
      'an event of another kind',
      () => posted('cloudevents', structuredEvent(CLOUDEVENTS_SAMPLE.replace('compromised', 'renewed'), Date.now())),
      { AlertsRefused: 1 },
    ],
    ['a source that has no keys', () => posted('gitguardian', standardWebhook('{}')), unknown],
    ['one that others have signed', () => signed(GENERIC_SAMPLE, { secret: OTHER_SECRET }), unknown],
    [
      'another token',
      () => posted('gitlab', { headers: { authorization: OTHER_SECRET }, body: Buffer.from('') }),
      unknown,
    ],
    [
      'a key that is not known',
      () => posted('github', withGitHubHeader('github-public-key-identifier', 'three')),
      unknown,
    ],
    [
      'a wrong signature of a known key',
      () => posted('github', withGitHubHeader('github-public-key-signature', 'AAAA')),
      unknown,
    ],
    [
      'a token of an unknown key',
      async () => posted('ssf', await securityEventToken(SSF_SAMPLE, { kid: 'x' })),
      unknown,
    ],
    ['one that is too old', () => signed(GENERIC_SAMPLE, { at: Date.now() - 301_000 }), known],
    ['a token that is too old', async () => posted('ssf', await securityEventToken(SSF_SAMPLE)), known],
    ['a token of another issuer', async () => posted('ssf', await securityEventToken('{}')), known],
    ['one that is no alert', () => signed('{"secrets":[]}'), known],
  ])('%s', async (_, event, counts) => {
    const { invoke, log } = await deployedWebhook({
      POWERTOOLS_LOG_LEVEL: 'ERROR',
      AWS_LAMBDA_FUNCTION_NAME: 'alerts',
    });
    await invoke(await event());
    // What has a key and is lost is an error; all else is only counted.
    const told = counts === known ? [expect.objectContaining({ event: 'alert.refused', signer: 'known' })] : [];
    const line = expect.objectContaining({ event: 'alert.counted', level: 'ERROR', service: 'alerts' });
    expect(log()).toEqual([...told, line]);
    expect(countsIn(log())).toEqual(counts);
  });

  test('one that SQS does not take', async () => {
    sqs.on(SendMessageBatchCommand).rejects(new Error('no'));
    const { invoke, log } = await deployedWebhook();
    await invoke(signed(GENERIC_SAMPLE));
    expect(countsIn(log())).toEqual({ AlertsNotTaken: 1 });
  });

  test('and nothing of one that is taken', async () => {
    const { invoke, log } = await deployedWebhook();
    await invoke(signed(GENERIC_SAMPLE));
    expect(log().filter(({ event }) => event === 'alert.counted')).toEqual([]);
  });
});

test('no line of the log holds what has leaked, a key, or a line that is not JSON', async () => {
  const { invoke, lines, log } = await deployedWebhook();
  await invoke(signed(GENERIC_SAMPLE));
  await invoke(signed(GENERIC_SAMPLE, { secret: OTHER_SECRET }));
  expect(log()).toHaveLength(3);
  expect(lines.join()).not.toMatch(/client-7|shared secret/);
});

test('with wrong settings it does not even start, and says everything that is wrong', async () => {
  await expect(deployedWebhook({ QUEUE_URL: 'x', ALERT_KEYS_SECRET_ID: '' })).rejects.toThrow(
    /ALERT_KEYS.*; QUEUE_URL/,
  );
});
