import { type Fate, remediationActivity } from '../ocsf/remediation-activity.ts';

/** What an event's `type` begins with. */
const TYPE = 'mysafe-kill-switch';

/** @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md */
export type CloudEvent<Type extends string, Data> = Readonly<{
  specversion: '1.0';
  /** The same for the same thing, however often it is told. */
  id: string;
  source: string;
  type: `${typeof TYPE}.${Type}`;
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  data: Data;
}>;

/** The function that announces, and its product's version. `source` is a URI reference, such as an ARN. */
export type Announcer = Readonly<{ source: string; version: string }>;

/** What became of one secret, as a Remediation Activity of OCSF. */
export type SecretSettled = CloudEvent<'secret.settled', ReturnType<typeof remediationActivity>>;

/** An incident of which nothing is open any more. */
export type IncidentFinished = CloudEvent<
  'incident.finished',
  Readonly<{ incidentId: string; secrets: number; disabled: number; leftToAPerson: number }>
>;

/** Announces what became of one secret or name. */
export const secretSettled = (fate: Fate, { source, version }: Announcer): SecretSettled => ({
  specversion: '1.0',
  id: `${fate.incidentId}/${fate.recordId}`,
  source,
  type: `${TYPE}.secret.settled`,
  subject: fate.kind === 'secret' ? `secret/${fate.identifier}` : `name/${fate.name}`,
  time: fate.at,
  datacontenttype: 'application/json',
  data: remediationActivity(fate, version),
});

/** Announces that nothing of an incident is open any more. `at`: when the last of it was settled, which makes each end its own. */
export const incidentFinished = (
  data: IncidentFinished['data'],
  at: string,
  { source }: Announcer,
): IncidentFinished => ({
  specversion: '1.0',
  id: `${data.incidentId}/finished/${at}`,
  source,
  type: `${TYPE}.incident.finished`,
  subject: `incident/${data.incidentId}`,
  time: at,
  datacontenttype: 'application/json',
  data,
});
