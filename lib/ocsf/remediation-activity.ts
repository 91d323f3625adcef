import type { AuditRecord } from '../audit/record.ts';

/** What became of a secret, or of a name that led to none. */
export type Fate = Extract<AuditRecord, { kind: 'secret' | 'name' }>;

/** The version of the schema that is written here. @see https://schema.ocsf.io/1.4.0/classes/remediation_activity */
const OCSF_VERSION = '1.4.0';

/** Of the class's statuses, those that a fate can have. */
const STATUS = { success: [1, 'Success'], failure: [2, 'Failure'], doesNotExist: [3, 'Does Not Exist'] } as const;

/** One remediation, as the Open Cybersecurity Schema Framework writes it. */
export type RemediationActivity = ReturnType<typeof remediationActivity>;

/**
 * Writes what became of a secret as a Remediation Activity (class 7001). The secret itself is evicted in the words of MITRE
 * D3FEND: what it let in is shut out.
 * @param version of this product
 */
export function remediationActivity(fate: Fate, version: string) {
  const { incidentId, recordId, at, reason, reportedBy, errorCode, errorMessage, outcome } = fate;
  const target = fate.kind === 'secret' ? `Secret ${fate.identifier}` : 'A name';
  const [status_id, status] = STATUS[statusOf(fate)];
  return {
    category_uid: 7,
    category_name: 'Remediation',
    class_uid: 7001,
    class_name: 'Remediation Activity',
    activity_id: 2,
    activity_name: 'Evict',
    type_uid: 700_102,
    type_name: 'Remediation Activity: Evict',
    // A credential that is still alive is worse than one that is not.
    severity_id: errorCode === undefined ? 1 : 4,
    severity: errorCode === undefined ? 'Informational' : 'High',
    time: Date.parse(at),
    message: `${target}: ${outcome}`,
    status_id,
    status,
    ...(errorCode !== undefined && { status_code: errorCode }),
    ...(errorMessage !== undefined && { status_detail: errorMessage }),
    // One report of one secret, however often it is told.
    command_uid: `${incidentId}/${recordId}`,
    countermeasures: [
      {
        d3f_tactic: { name: 'Evict', uid: 'd3f:Evict' },
        d3f_technique: { name: 'Credential Revocation', uid: 'D3-CR' },
      },
    ],
    remediation: { desc: 'Disable the API secret in the MySafe vault' },
    metadata: {
      version: OCSF_VERSION,
      uid: `${incidentId}/${recordId}`,
      correlation_uid: incidentId,
      product: { name: 'MySafe kill switch', vendor_name: 'MySafe kill switch', version },
    },
    unmapped: {
      outcome,
      ...(fate.kind === 'secret' ? { identifier: String(fate.identifier) } : { name: fate.name }),
      ...(reason !== undefined && { reason }),
      ...(reportedBy !== undefined && { reportedBy }),
    },
  };
}

function statusOf({ outcome, errorCode }: Fate): keyof typeof STATUS {
  if (outcome === 'not-found') return 'doesNotExist';
  return errorCode === undefined ? 'success' : 'failure';
}
