import { spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { SOURCES } from '../../lib/source/sources.ts';
import { readRequest } from '../../lib/webhook/request.ts';
import { ELASTIC_SAMPLE, SENTINEL_SAMPLE, SPLUNK_SAMPLE } from '../support/samples.ts';
import { OTHER_SECRET, SECRET } from '../support/signed.ts';

const page = await readFile('docs/siem.md', 'utf8');
const [, script = ''] = /```python\n(.*?)```/s.exec(page) ?? [];

const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Verifies what it gets as the function does, and remembers it. */
async function receiver({ failures = 0, failing = 503 } = {}) {
  const bodies: unknown[] = [];
  const ids: unknown[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    ids.push(request.headers['webhook-id']);
    if (ids.length <= failures) return ids.length === 1 ? request.socket.destroy() : response.writeHead(failing).end();
    const asked = readRequest({
      rawPath: request.url ?? '',
      headers: request.headers as Record<string, string>,
      body,
      requestContext: { http: { method: request.method ?? '' } },
    });
    const source = SOURCES.find(({ name }) => asked.kind === 'asked' && name === asked.source);
    const keys = source?.withKeys({ current: SECRET });
    if (asked.kind !== 'asked' || source === undefined || keys?.kind !== 'keys') return response.writeHead(404).end();
    const { kind } = await keys.verify(asked.received, Date.now());
    const isAlert = source.translate(asked.received).kind === 'alert';
    if (kind === 'verified') bodies.push(JSON.parse(body));
    return response.writeHead(kind === 'verified' && isAlert ? 202 : 401).end(kind);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { bodies, ids, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

async function run(source: string, alert: string, url: string, secret = SECRET) {
  const env = { ...process.env, ALERT_URL: url, ALERT_SOURCE: source, ALERT_SECRET: secret };
  const child = spawn('python3', ['-c', script.replace('(5, 30, 60, None)', '(0, 0, 0, None)')], { env });
  child.stdin.end(alert);
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out: out.trim(), error };
}

test.skipIf(!hasPython).each([
  ['splunk', SPLUNK_SAMPLE],
  ['sentinel', SENTINEL_SAMPLE],
  ['elastic', ELASTIC_SAMPLE],
])('the script signs an alert of %s so that it is taken, and hands on no session key', async (source, sample) => {
  const { url, bodies } = await receiver();
  const more = { session_key: 'a key of Splunk', configuration: { x: 'y' }, server_uri: 'x' };
  const { out, error } = await run(source, JSON.stringify({ ...JSON.parse(sample), ...more }), url);
  expect({ out, error }).toEqual({ out: 'verified', error: '' });
  expect(bodies).toEqual([JSON.parse(sample)]);
});

test.skipIf(!hasPython).each([503, 429])(
  'what is not answered, or with %i, is sent again as the same event',
  async (failing) => {
    const { url, bodies, ids } = await receiver({ failures: 3, failing });
    const { out } = await run('splunk', SPLUNK_SAMPLE, url);
    expect({ out, times: ids.length, different: new Set(ids).size }).toEqual({
      out: 'verified',
      times: 4,
      different: 1,
    });
    expect(bodies).toHaveLength(1);
  },
);

test.skipIf(!hasPython)('with another secret it fails, and says how it was answered', async () => {
  const { url, bodies, ids } = await receiver();
  const { out, error } = await run('splunk', SPLUNK_SAMPLE, url, OTHER_SECRET);
  expect({ out, bodies, times: ids.length }).toEqual({ out: '', bodies: [], times: 1 });
  // The answer's own words, which the problem document of the function would be in the place of.
  expect(error.trim().split('\n').at(-1)).toBe(
    'RuntimeError: The alert was not taken: HTTP Error 401: Unauthorized refused',
  );
});

test('the template for Elastic has what the source reads, under the names of Kibana’s variables', () => {
  const [template = ''] = /\{\n {2}"rule".*?\n\}/s.exec(page) ?? [];
  const filled = template.replaceAll(/\{\{([a-z.]+)\}\}/gi, '$1');
  const elastic = SOURCES.find(({ name }) => name === 'elastic');
  expect(elastic?.translate({ headers: {}, body: Buffer.from(filled) })).toMatchObject({
    kind: 'alert',
    alert: { eventId: '["rule.id","alert.uuid"]', reason: 'rule.name', reportedAt: 'date' },
  });
});
