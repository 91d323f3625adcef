/**
 * An incident that nobody has given a name yet, in a form that can be read out on the telephone: `REVOKE-20261125-150700-ab12`.
 * @param now in UTC @param random two bytes, so that two people in the same second do not share one
 */
export function madeUpIncident(now: Date, random: Buffer): string {
  const [date = '', time = ''] = now
    .toISOString()
    .replaceAll(/[-:]|\..*/g, '')
    .split('T');
  return `REVOKE-${date}-${time}-${random.toString('hex')}`;
}
