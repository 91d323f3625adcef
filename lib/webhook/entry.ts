import type { Entry } from '../report/entry.ts';
import { isLost, type Verdict } from './verdict.ts';

/** One line for each request. `source` is one of ours, or `undefined` where none was asked for. */
export function entry(source: string | undefined, verdict: Verdict): Entry {
  switch (verdict.kind) {
    case 'accepted': {
      const { incidentId, counts } = verdict;
      return line(counts.unresolved > 0 ? 'warn' : 'info', 'An alert is on the queue', {
        event: 'alert.accepted',
        source,
        incidentId,
        ...counts,
      });
    }
    case 'nothing':
      return line('info', 'An event that leaves nothing to disable', {
        event: 'alert.nothing',
        source,
        reason: verdict.reason,
      });
    case 'turned-away': {
      const { status, reason } = verdict;
      return line('warn', 'A request was refused', { event: 'alert.refused', source, status, reason });
    }
    case 'refused': {
      const { status, signer, reason } = verdict;
      const level = isLost(verdict) ? 'error' : 'warn';
      return line(level, 'A request was refused', { event: 'alert.refused', source, status, signer, reason });
    }
    case 'unavailable':
      return line('error', 'An alert could not be put on the queue; its sender was told to send it again', {
        event: 'alert.not-taken',
        source,
        reason: verdict.reason,
      });
  }
}

const line = (level: Entry['level'], message: string, fields: Entry['fields']): Entry => ({ level, message, fields });
