import type { Alert } from '../../lib/alert/alert.ts';
import { fingerprintOf } from '../../lib/alert/fingerprint.ts';
import type { Received } from '../../lib/source/source.ts';
import {
  CLOUDEVENTS_SAMPLE,
  ELASTIC_SAMPLE,
  GENERIC_SAMPLE,
  GITGUARDIAN_SAMPLE,
  GITHUB_SAMPLE,
  GITLAB_SAMPLE,
  SENTINEL_SAMPLE,
  SPLUNK_SAMPLE,
  SSF_SAMPLE,
} from './samples.ts';
import { issuedAt, SSF_KEYS, securityEventToken } from './security-event-token.ts';
import {
  fromGitGuardian,
  fromGitHub,
  fromGitLab,
  GITHUB_KEYS,
  NOW,
  OTHER_SECRET,
  SECRET,
  standardWebhook,
  structuredEvent,
} from './signed.ts';

/** What the table test holds each source to. */
export type Row = Readonly<{
  name: string;
  /** As Secrets Manager has them. */
  keys: unknown;
  /** Keys of somebody else. */
  others: unknown;
  /** @param at when, in milliseconds since the epoch */
  sign: (body: string, at?: number) => Received | Promise<Received>;
  sample: string;
  expected: Alert;
  /** Every part of the request in which no bit may be changed. */
  signed: readonly string[];
  /** How it is answered when it is not known to come from the source. */
  refusedBy: 400 | 401;
  /** How old a request may be, in minutes, where it says when it was signed. */
  oldest?: number;
}>;

const ofClient = (...ids: readonly string[]) =>
  ids.map((id) => ({ by: 'fingerprint', fingerprint: fingerprintOf(id) }) as const);

const sharedKeys = { keys: { current: OTHER_SECRET, previous: SECRET }, others: { current: OTHER_SECRET } };

/** A source whose requests are signed as Standard Webhooks says. */
const standard = {
  ...sharedKeys,
  sign: (body: string, at?: number) => standardWebhook(body, { at }),
  signed: ['body', 'webhook-id', 'webhook-timestamp', 'webhook-signature'],
  refusedBy: 401,
  oldest: 5,
} as const;

export const ROWS: readonly Row[] = [
  {
    name: 'generic',
    ...standard,
    sample: GENERIC_SAMPLE,
    expected: {
      eventId: 'event-1',
      reason: 'client id [redacted] seen in a paste',
      reportedAt: '2026-11-24T09:29:00Z',
      secrets: [
        { by: 'identifier', identifier: 5 as never },
        { by: 'identifierCode', identifierCode: 'billing' },
        { by: 'tag', tag: 'leaked' },
        { by: 'fingerprint', fingerprint: fingerprintOf('client-7') },
      ],
    },
  },
  {
    name: 'splunk',
    ...standard,
    sample: SPLUNK_SAMPLE,
    expected: {
      eventId: 'scheduler_admin_search_W2_at_14232356_132',
      reason: '[redacted] in a paste',
      reportedAt: undefined,
      secrets: ofClient('client-7', 'client-8'),
    },
  },
  {
    name: 'sentinel',
    ...standard,
    sample: SENTINEL_SAMPLE,
    expected: {
      eventId:
        '/subscriptions/d0cfe6b2-9ac0-4464-9919-dccaee2e48c0/resourceGroups/myRg/providers/Microsoft.OperationalInsights/workspaces/myWorkspace/providers/Microsoft.SecurityInsights/incidents/73e01a99-5cd7-4139-a149-9f2736ff2ab5',
      reason: '[redacted] in a paste',
      reportedAt: '2019-01-01T13:15:30Z',
      secrets: [...ofClient('client-7'), { by: 'identifier', identifier: 5 as never }],
    },
  },
  {
    name: 'elastic',
    ...standard,
    sample: ELASTIC_SAMPLE,
    expected: {
      eventId: '["6f8b5c3e-1f2d-4a0c-9a51-0d9a4f6f0c11","d9f0a9a4-0f5e-4f0c-8a54-0a3b8a2c7f10"]',
      reason: '[redacted] in a paste',
      reportedAt: '2026-11-24T09:29:00.000Z',
      secrets: ofClient('client-7'),
    },
  },
  {
    name: 'gitguardian',
    ...sharedKeys,
    sign: (body, at) => fromGitGuardian(body, { at }),
    sample: GITGUARDIAN_SAMPLE,
    expected: {
      eventId: '[31542,"incident_triggered","2022-06-20T07:45:32.930965Z"]',
      reason: 'A new incident has been detected. https://dashboard.gitguardian.com/workspace/1/incidents/xxx',
      reportedAt: '2022-06-20T07:45:32.930965Z',
      secrets: [{ by: 'fingerprint', fingerprint: 'xxx' }],
    },
    signed: ['body', 'timestamp', 'gitguardian-signature'],
    refusedBy: 401,
    oldest: 5,
  },
  {
    name: 'github',
    keys: GITHUB_KEYS,
    others: { public_keys: GITHUB_KEYS.public_keys.slice(0, 1) },
    sign: (body) => fromGitHub(body),
    sample: GITHUB_SAMPLE,
    expected: {
      eventId: JSON.stringify([
        JSON.stringify([
          'mycompany_api_token',
          'https://github.com/octocat/Hello-World/blob/12345600b9cbe38a219f39a9941c9319b600c002/foo/bar.txt',
          fingerprintOf('NMIfyYncKcRALEXAMPLE'),
        ]),
      ]),
      reason:
        'mycompany_api_token found by GitHub secret scanning: https://github.com/octocat/Hello-World/blob/12345600b9cbe38a219f39a9941c9319b600c002/foo/bar.txt',
      reportedAt: undefined,
      secrets: [{ by: 'fingerprint', fingerprint: fingerprintOf('NMIfyYncKcRALEXAMPLE') }],
    },
    signed: ['body', 'github-public-key-identifier', 'github-public-key-signature'],
    refusedBy: 401,
  },
  {
    name: 'gitlab',
    ...sharedKeys,
    sign: fromGitLab,
    sample: GITLAB_SAMPLE,
    expected: {
      eventId: JSON.stringify(
        [
          ['glpat - 8GMtG8Mf4EnMJzmAWDU', 1],
          ['glpat - tG84EGK33nMLLDE70zU', 2],
        ].map(([token, number]) =>
          JSON.stringify([
            'gitleaks_rule_id_gitlab_personal_access_token',
            `https://example.com/some-repo/blob/abcdefghijklmnop/compromisedfile${number}.java`,
            fingerprintOf(String(token)),
          ]),
        ),
      ),
      reason:
        'gitleaks_rule_id_gitlab_personal_access_token found by GitLab secret detection: https://example.com/some-repo/blob/abcdefghijklmnop/compromisedfile1.java',
      reportedAt: undefined,
      secrets: ['glpat - 8GMtG8Mf4EnMJzmAWDU', 'glpat - tG84EGK33nMLLDE70zU'].map((token) => ({
        by: 'fingerprint',
        fingerprint: fingerprintOf(token),
      })),
    },
    signed: ['authorization'],
    refusedBy: 401,
  },
  {
    name: 'cloudevents',
    ...standard,
    sign: (body, at) => structuredEvent(body, at),
    sample: CLOUDEVENTS_SAMPLE,
    expected: {
      eventId: '["/mycontext","A234-1234-1234"]',
      reason: '[redacted] seen in a paste',
      reportedAt: '2018-04-05T17:31:00Z',
      secrets: [
        { by: 'fingerprint', fingerprint: fingerprintOf('client-7') },
        { by: 'identifier', identifier: 5 as never },
      ],
    },
  },
  {
    name: 'ssf',
    keys: SSF_KEYS,
    others: { ...SSF_KEYS, jwks: { keys: SSF_KEYS.jwks.keys.slice(0, 1) } },
    sign: (claims, at = NOW) => securityEventToken(issuedAt(claims, at)),
    sample: SSF_SAMPLE,
    expected: {
      eventId: '["https://idp.example.com/","756E69717565206964656E746966696572"]',
      reason: 'Credential compromise',
      reportedAt: '2026-11-24T09:30:00.000Z',
      secrets: [{ by: 'fingerprint', fingerprint: fingerprintOf('7375626A656374') }],
    },
    signed: ['body'],
    refusedBy: 400,
    oldest: 24 * 60,
  },
];
