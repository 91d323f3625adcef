import type { AuditRecord } from '../audit/record.ts';

/** What became of a secret, or of a name that led to none. */
export type Fate = Extract<AuditRecord, { kind: 'secret' | 'name' }>;

/** The version of the schema that is written here. @see https://schema.ocsf.io/1.4.0/classes/remediation_activity */
const OCSF_VERSION = '1.4.0';

/** Of the class's statuses, those that a fate can have. */
const STATUS = { success: [1, 'Success'], failure: [2, 'Failure'], doesNotExist: [3, 'Does Not Exist'] } as const;

/** One remediation, as the Open Cybersecurity Schema Framework writes it. */
export type RemediationActivity = ReturnType<typeof remediationActivity>;

/** The class's activities that there are here, in the words of MITRE D3FEND. */
const ACTIVITIES = {
  evict: { id: 2, name: 'Evict', technique: { name: 'Credential Revocation', uid: 'D3-CR' } },
  restore: { id: 3, name: 'Restore', technique: undefined },
} as const;

/**
 * Writes what became of a secret as a Remediation Activity (class 7001). The secret itself is evicted: what it let in is shut out.
 * @param version of this product
 */
export function remediationActivity(fate: Fate, version: string) {
  const { reason, reportedBy, errorCode, errorMessage, outcome } = fate;
  const target = fate.kind === 'secret' ? `Secret ${fate.identifier}` : 'A name';
  const [status_id, status] = STATUS[statusOf(fate)];
  return {
    ...activityOf('evict', fate, version),
    // A credential that is still alive is worse than one that is not.
    severity_id: errorCode === undefined ? 1 : 4,
    severity: errorCode === undefined ? 'Informational' : 'High',
    message: `${target}: ${outcome}`,
    status_id,
    status,
    ...(errorCode !== undefined && { status_code: errorCode }),
    ...(errorMessage !== undefined && { status_detail: errorMessage }),
    remediation: { desc: 'Disable the API secret in the MySafe vault' },
    unmapped: {
      outcome,
      ...(fate.kind === 'secret' ? { identifier: String(fate.identifier) } : { name: fate.name }),
      ...(reason !== undefined && { reason }),
      ...(reportedBy !== undefined && { reportedBy }),
    },
  };
}

/** Writes that somebody enabled a secret again. @param version of this product */
export function restorationActivity(enabled: Extract<AuditRecord, { kind: 'enabled' }>, version: string) {
  const { identifier, by, reason } = enabled;
  const [status_id, status] = STATUS.success;
  return {
    ...activityOf('restore', enabled, version),
    severity_id: 1,
    severity: 'Informational',
    message: `Secret ${identifier}: enabled again by ${by}`,
    status_id,
    status,
    remediation: { desc: 'Enable the API secret in the MySafe vault' },
    unmapped: { identifier: String(identifier), by, reason },
  };
}

/** What every activity of the class says, with an id of its own however often it is told. */
function activityOf(
  kind: keyof typeof ACTIVITIES,
  { incidentId, recordId, at }: Pick<AuditRecord, 'incidentId' | 'recordId'> & { readonly at: string },
  version: string,
) {
  const { id, name, technique } = ACTIVITIES[kind];
  const uid = `${incidentId}/${recordId}`;
  return {
    category_uid: 7,
    category_name: 'Remediation',
    class_uid: 7001,
    class_name: 'Remediation Activity',
    activity_id: id,
    activity_name: name,
    type_uid: 700_100 + id,
    type_name: `Remediation Activity: ${name}`,
    time: Date.parse(at),
    command_uid: uid,
    countermeasures: [
      { d3f_tactic: { name, uid: `d3f:${name}` }, ...(technique !== undefined && { d3f_technique: technique }) },
    ],
    metadata: {
      version: OCSF_VERSION,
      uid,
      correlation_uid: incidentId,
      product: { name: 'MySafe kill switch', vendor_name: 'MySafe kill switch', version },
    },
  };
}

function statusOf({ outcome, errorCode }: Fate): keyof typeof STATUS {
  if (outcome === 'not-found') return 'doesNotExist';
  return errorCode === undefined ? 'success' : 'failure';
}
