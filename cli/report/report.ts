import { type Standing, standingOf } from '../../lib/audit/standing.ts';
import { remediationActivity, restorationActivity } from '../../lib/ocsf/remediation-activity.ts';
import { adviceForTable } from '../advice.ts';
import { inJson } from '../audit/told.ts';
import type { Trail } from '../audit/trail.ts';
import type { World } from '../command.ts';
import { counted } from '../wording.ts';
import type { ReportOptions } from './arguments.ts';
import { inHtml } from './html.ts';

/** What reporting needs of the world. */
export type Surroundings = Pick<World, 'print' | 'tell' | 'now'> &
  Readonly<{
    trail: Pick<Trail, 'read'>;
    version: string;
    /** @returns why it could not be written, by the error's code */
    writeFile: (file: string, text: string) => Promise<string | undefined>;
  }>;

/** `revoke report`. @returns the exit code */
export async function runReport(
  { incidentId, form }: Pick<ReportOptions, 'incidentId' | 'form'>,
  { trail, print, tell, now, version, writeFile }: Surroundings,
): Promise<number> {
  const read = await trail.read(incidentId);
  if (read.kind === 'failed') {
    tell(`The audit trail could not be read: ${adviceForTable(read.reason)}.`);
    return 3;
  }
  if (read.unreadable > 0)
    tell(`${counted(read.unreadable, 'record')} could not be read: a newer revoke may know how.`);
  if (read.records.length === 0) {
    tell('Nothing is known of this incident: it may be called otherwise, or its messages have not been received yet.');
    if (form.kind === 'json') print(`${JSON.stringify(inJson(incidentId, standingOf([])), null, 2)}\n`);
    return 1;
  }
  const standing = standingOf(read.records);
  switch (form.kind) {
    case 'json':
      print(`${JSON.stringify(inJson(incidentId, standing), null, 2)}\n`);
      return 0;
    case 'ocsf':
      print(inOcsf(standing, version));
      return 0;
    case 'html': {
      const page = inHtml(standing, { incidentId, now, version, unreadable: read.unreadable });
      if (form.file === '-') {
        print(page);
        return 0;
      }
      const fault = await writeFile(form.file, page);
      tell(fault === undefined ? `Written: ${form.file}` : `${form.file} cannot be written (${fault}); name another.`);
      return fault === undefined ? 0 : 2;
    }
  }
}

function inOcsf({ done, failed, undone, byHand }: Standing, version: string): string {
  const evicted = [...done, ...failed, ...undone].filter(({ dryRun }) => !dryRun);
  const restored = byHand.filter((each) => each.kind === 'enabled');
  return [
    ...evicted.map((fate) => remediationActivity(fate, version)),
    ...restored.map((each) => restorationActivity(each, version)),
  ]
    .map((activity) => `${JSON.stringify(activity)}\n`)
    .join('');
}
