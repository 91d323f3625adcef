import { fingerprintOf } from './fingerprint.ts';

const DIGITS = 32;

/** The incident that an event of a source is: always the same for the same event, however often it is sent. */
export const incidentId = (source: string, eventId: string): string =>
  `${source}-${fingerprintOf(JSON.stringify([source, eventId])).slice(0, DIGITS)}`;
