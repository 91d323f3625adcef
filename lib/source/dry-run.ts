import * as z from 'zod/mini';
import { meansDryRun } from '../message/dry-run.ts';

/** For what is read where a dry run is not asked for: whoever means one there would not have anything disabled, so it is refused. */
export const meansNoDryRun = z.refine<Readonly<Record<string, unknown>>>(
  (given) => !Object.keys(given).some(meansDryRun),
  { path: ['dryRun'] },
);
