import fc from 'fast-check';

/** For a property whose every run takes long: this share of the runs that the others get. */
export const share = (part: number): { readonly numRuns: number } => ({
  numRuns: Math.ceil(part * (fc.readConfigureGlobal().numRuns ?? 100)),
});
