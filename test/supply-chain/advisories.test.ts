import { execFile } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { advisoryFaults, inWords, readAudit } from '../../infra/supply-chain/advisories.ts';
import { localServer, type Seen, sendJson } from '../support/local-server.ts';

type Ended = Readonly<{ code: number; stdout: string; stderr: string }>;

/** Runs the command with a registry that answers like this. */
async function supplyChain(
  answer: (response: ServerResponse, request: Seen) => void,
  args: readonly string[] = [],
): Promise<Ended> {
  const registry = await localServer(answer);
  const env = { ...process.env, npm_config_registry: registry.url, npm_config_fetch_timeout: '2000' };
  return new Promise((resolve) => {
    execFile(process.execPath, ['infra/supply-chain/command.ts', ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const advisory = (severity: string) => ({
  id: 1,
  url: 'https://advisories.example/1',
  title: 'Tokens are sent to strangers',
  severity,
  vulnerable_versions: '*',
  cwe: [],
  cvss: { score: 9, vectorString: null },
});

describe('a registry', () => {
  test('that knows of nothing: none', async () => {
    const { code, stdout } = await supplyChain((response) => sendJson(response, 200, {}));
    expect(stdout).toMatch(/^known vulnerabilities in what is shipped: none$/m);
    expect(code).toBe(0);
  });

  test('that knows of one of high severity: named, and a failure', async () => {
    const { code, stdout, stderr } = await supplyChain((response, { method }) =>
      sendJson(response, method === 'POST' ? 200 : 404, { '@aws-sdk/client-sqs': [advisory('high')] }),
    );
    expect(stdout).toContain('known vulnerabilities in what is shipped: @aws-sdk/client-sqs (high)');
    expect(stderr).toContain('WRONG: @aws-sdk/client-sqs has a vulnerability of severity high');
    expect(code).toBe(1);
  });

  test('that does not serve this: not checked, and says so', async () => {
    const { code, stdout } = await supplyChain((response) => sendJson(response, 405, {}));
    expect(stdout).toMatch(
      /^known vulnerabilities in what is shipped: NOT CHECKED, the registry gave no answer \(405 Method Not Allowed/m,
    );
    expect(code).toBe(0);
  });

  test('that hangs up: not checked, and says so', async () => {
    const { code, stdout } = await supplyChain((response) => response.destroy());
    expect(stdout).toMatch(/NOT CHECKED, the registry gave no answer \(.*socket hang up/);
    expect(code).toBe(0);
  });

  test('that says something else after an advisory: a failure, for nobody knows of what', async () => {
    const { code, stderr } = await supplyChain((response, { method }) =>
      sendJson(response, 200, method === 'POST' ? { got: [advisory('high')] } : {}),
    );
    expect(stderr).toContain('WRONG: npm audit failed');
    expect(code).toBe(1);
  });
});

describe('of what npm audit writes', () => {
  test.each(['moderate', 'low', 'info'])('a vulnerability of severity %s is named, and no fault', (severity) => {
    const advisories = readAudit(
      JSON.stringify({ auditReportVersion: 2, vulnerabilities: { got: { name: 'got', severity } } }),
    );
    expect([inWords(advisories), advisoryFaults(advisories)]).toEqual([`got (${severity})`, []]);
  });

  test.each([
    '',
    '{}',
    'null',
    '[]',
    '<html>',
    '{"auditReportVersion":1}',
    '{"message":""}',
    '{"error":{"summary":""}}',
  ])('%j is no report, and a fault', (json) => {
    expect(advisoryFaults(readAudit(json))).toEqual(['npm audit failed: it wrote no report']);
  });
});

test('something wrong that was typed is told, and nothing is asked', async () => {
  const { code, stdout, stderr } = await supplyChain((response) => response.destroy(), ['--offline']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/--offline.*See npm run supply-chain -- --help\.\n$/);
});
