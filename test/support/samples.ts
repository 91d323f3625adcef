// Events as the documentation of each source shows them.

/** @see https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program */
export const GITHUB_SAMPLE = JSON.stringify([
  {
    token: 'NMIfyYncKcRALEXAMPLE',
    type: 'mycompany_api_token',
    url: 'https://github.com/octocat/Hello-World/blob/12345600b9cbe38a219f39a9941c9319b600c002/foo/bar.txt',
    source: 'content',
  },
]);

/** @see https://docs.gitguardian.com/platform/configure-alerting/notifiers-integrations/custom-webhook */
export const GITGUARDIAN_SAMPLE = JSON.stringify({
  source: 'GitGuardian',
  timestamp: '2022-06-20T07:45:32.930965Z',
  action: 'incident_triggered',
  message: 'A new incident has been detected.',
  target_user: 'GitGuardian',
  target_team: 'My team',
  custom_webhook_name: 'My custom webhook name',
  incident: {
    id: 31542,
    date: '2022-06-20T07:45:31.666462Z',
    detector: {
      name: 'generic_password',
      display_name: 'Generic Password',
      nature: 'generic',
      family: 'Other',
      detector_group_name: 'generic_password',
      detector_group_display_name: 'Generic Password',
    },
    secret_hash: 'xxx',
    hmsl_hash: 'xxx',
    secret_revoked: false,
    validity: 'no_checker',
    occurrence_count: 0,
    status: 'triggered',
    regression: false,
    assignee_email: null,
    severity: 'unknown',
    ignored_at: null,
    ignore_reason: null,
    resolved_at: null,
    gitguardian_url: 'https://dashboard.gitguardian.com/workspace/1/incidents/xxx',
    share_url: null,
    feedbacks: [],
  },
});

/** Our own format, which README describes. */
export const GENERIC_SAMPLE = JSON.stringify({
  reason: 'client id client-7 seen in a paste',
  reportedAt: '2026-11-24T09:29:00Z',
  secrets: [{ identifier: 5 }, { identifierCode: 'billing' }, { tag: 'leaked' }, { clientId: 'client-7' }],
});

/**
 * The payload of the documentation, whose row names a secret beside what it has there.
 * @see https://docs.splunk.com/Documentation/Splunk/latest/Alert/Webhooks
 */
export const SPLUNK_SAMPLE = JSON.stringify({
  result: { sourcetype: 'mongod', count: '8', identifier: '', clientId: ['client-7', 'client-8'] },
  sid: 'scheduler_admin_search_W2_at_14232356_132',
  results_link: 'http://web.example.local:8000/app/search/@go?sid=scheduler_admin_search_W2_at_14232356_132',
  search_name: 'client-7 in a paste',
  owner: 'admin',
  app: 'search',
});

/**
 * An incident as the trigger hands it over, and the secrets that the playbook has found in it.
 * @see https://learn.microsoft.com/en-us/rest/api/securityinsights/incidents/get
 */
export const SENTINEL_SAMPLE = JSON.stringify({
  incident: {
    id: '/subscriptions/d0cfe6b2-9ac0-4464-9919-dccaee2e48c0/resourceGroups/myRg/providers/Microsoft.OperationalInsights/workspaces/myWorkspace/providers/Microsoft.SecurityInsights/incidents/73e01a99-5cd7-4139-a149-9f2736ff2ab5',
    name: '73e01a99-5cd7-4139-a149-9f2736ff2ab5',
    type: 'Microsoft.SecurityInsights/incidents',
    properties: {
      title: 'client-7 in a paste',
      severity: 'High',
      status: 'New',
      createdTimeUtc: '2019-01-01T13:15:30Z',
      incidentNumber: 3177,
      incidentUrl: 'https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident/xxx',
    },
  },
  secrets: [{ clientId: 'client-7' }, { identifier: 5 }],
});

/**
 * The template of README, with what Kibana puts into it.
 * @see https://www.elastic.co/docs/explore-analyze/alerts-cases/alerts/rule-action-variables
 */
export const ELASTIC_SAMPLE = JSON.stringify({
  rule: { id: '6f8b5c3e-1f2d-4a0c-9a51-0d9a4f6f0c11', name: 'client-7 in a paste' },
  alert: { uuid: 'd9f0a9a4-0f5e-4f0c-8a54-0a3b8a2c7f10' },
  date: '2026-11-24T09:29:00.000Z',
  secrets: [{ clientId: 'client-7' }],
});

/** @see https://docs.gitlab.com/development/sec/token_revocation_api */
export const GITLAB_SAMPLE = JSON.stringify([
  {
    type: 'gitleaks_rule_id_gitlab_personal_access_token',
    token: 'glpat - 8GMtG8Mf4EnMJzmAWDU',
    location: 'https://example.com/some-repo/blob/abcdefghijklmnop/compromisedfile1.java',
  },
  {
    type: 'gitleaks_rule_id_gitlab_personal_access_token',
    token: 'glpat - tG84EGK33nMLLDE70zU',
    location: 'https://example.com/some-repo/blob/abcdefghijklmnop/compromisedfile2.java',
  },
]);

/** @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md */
export const CLOUDEVENTS_SAMPLE = JSON.stringify({
  specversion: '1.0',
  type: 'com.example.credential.compromised',
  source: '/mycontext',
  id: 'A234-1234-1234',
  time: '2018-04-05T17:31:00Z',
  datacontenttype: 'application/json',
  data: { reason: 'client-7 seen in a paste', secrets: [{ clientId: 'client-7' }, { identifier: '5' }] },
});

/** @see https://openid.net/specs/openid-risc-profile-specification-1_0.html */
export const SSF_SAMPLE = JSON.stringify({
  iss: 'https://idp.example.com/',
  jti: '756E69717565206964656E746966696572',
  iat: 1508184845,
  aud: '636C69656E745F6964',
  events: {
    'https://schemas.openid.net/secevent/risc/event-type/credential-compromise': {
      subject: { format: 'iss_sub', iss: 'https://idp.example.com/', sub: '7375626A656374' },
      credential_type: 'password',
    },
  },
});
