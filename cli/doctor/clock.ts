import { type Finding, notChecked, ok, warning, wrong } from './finding.ts';

const ABOUT = 'clock';

const WARNS_SECONDS = 60;

/** Beyond this AWS takes no signature. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const MOST_SECONDS = 300;

/** Judges how far this machine's clock is from the one that the vault answers by. @param date the answer's `Date` (RFC 9110, 6.6.1) */
export function clockFinding(date: string | undefined, now: Date): Finding {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return notChecked(ABOUT, 'the vault’s answer has no date');
  const seconds = Math.abs(Math.round((now.getTime() - theirs) / 1000));
  const said = `${seconds} s between this machine and the vault`;
  if (seconds <= WARNS_SECONDS) return ok(ABOUT, said);
  const remedy = 'set both by NTP: tokens expire, and AWS refuses signatures, by the clock';
  return seconds <= MOST_SECONDS ? warning(ABOUT, said, remedy) : wrong(ABOUT, said, remedy);
}
