/**
 * Whether whoever wrote this name of a field meant a dry run. Written in another way than `dryRun`, it must be refused: they
 * would not have anything disabled.
 */
export const meansDryRun = (field: string): boolean => /^dry[-_ ]?run$/i.test(field);
