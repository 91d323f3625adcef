import { spawnSync } from 'node:child_process';
import * as z from 'zod/mini';

/** A package that somebody knows something against. */
export type Vulnerable = Readonly<{ name: string; severity: string }>;

/**
 * What the registry knows against the packages that are shipped. `not-asked`: it gave no answer, so nothing is known.
 * `failed`: it may have answered, and it is not known what.
 */
export type Advisories =
  | { readonly kind: 'asked'; readonly vulnerable: readonly Vulnerable[] }
  | { readonly kind: 'not-asked'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

const report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.object({ name: z.string(), severity: z.string() })),
});

/** What npm says of a request that got no usable answer. */
const unanswered = z.object({ message: z.string().check(z.minLength(1)) });

/** What npm says of anything else that went wrong. */
const failure = z.object({ error: z.object({ summary: z.string() }) });

/**
 * Reads what `npm audit --json` wrote. Only its report counts as an answer.
 * @see https://docs.npmjs.com/cli/v11/commands/npm-audit
 */
export function readAudit(json: string): Advisories {
  const document = parse(json);
  const answered = report.safeParse(document);
  if (answered.success) return { kind: 'asked', vulnerable: Object.values(answered.data.vulnerabilities) };
  const request = unanswered.safeParse(document);
  if (request.success) return { kind: 'not-asked', reason: request.data.message };
  return { kind: 'failed', reason: failure.safeParse(document).data?.error.summary || 'it wrote no report' };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Asks the registry that npm is set up to use. A failure on the way is tried again once. */
export function askForAdvisories(): Advisories {
  const options = ['--omit=dev', '--json', '--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
  const { stdout } = spawnSync('npm', ['audit', ...options], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return readAudit(stdout ?? '');
}

/** What must not be shipped, and an answer that cannot be read. A lesser vulnerability is worth reading, and no reason to stop. */
export function advisoryFaults(advisories: Advisories): readonly string[] {
  switch (advisories.kind) {
    case 'asked':
      return advisories.vulnerable
        .filter(({ severity }) => severity === 'high' || severity === 'critical')
        .map(({ name, severity }) => `${name} has a vulnerability of severity ${severity}: see npm audit`);
    case 'failed':
      return [`npm audit failed: ${advisories.reason}`];
    case 'not-asked':
      return [];
  }
}

/** For a person: what is known to be vulnerable, or why that was not checked. */
export function inWords(advisories: Advisories): string {
  switch (advisories.kind) {
    case 'asked':
      return advisories.vulnerable.map(({ name, severity }) => `${name} (${severity})`).join(', ') || 'none';
    case 'failed':
      return 'NOT CHECKED, npm audit failed';
    case 'not-asked':
      return `NOT CHECKED, the registry gave no answer (${advisories.reason}). Run this again where it does`;
  }
}
