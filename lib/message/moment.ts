/** RFC 3339. Without its zone a time says too little, and `Date.parse` alone takes much for a date that is none. */
const MOMENT = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/;

/** Reads a date and time with its zone, in milliseconds since the epoch; `undefined` for what is none. */
export function readMoment(text: string | undefined): number | undefined {
  const time = text !== undefined && MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
