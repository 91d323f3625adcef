/** @import { Row, State } from '../state.ts' */

/** Between two announcements, in milliseconds: a screen reader that is interrupted all the time says nothing. */
const PAUSE_MS = 2000;

/** So many outcomes are told one by one. */
const FEW = 3;

/**
 * Says in words what is new, for those who do not see it; what was there before the page was opened is not.
 * @returns {(state: State) => void}
 */
export function announcer() {
  const region = /** @type {HTMLElement} */ (document.getElementById('latest'));
  /** @type {{ outcomes: number, breaker: string } | undefined} */
  let told;
  /** @type {State | undefined} */
  let latest;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  function tell() {
    pause = undefined;
    if (latest === undefined || told === undefined) return;
    const since = told;
    const fresh = latest.outcomes.filter(({ number }) => number > since.outcomes);
    const { kind } = latest.breaker;
    const words = [
      ...(kind === told.breaker ? [] : [`Circuit breaker: ${kind}.`]),
      ...(fresh.length === 0 ? [] : [inWords(fresh)]),
    ];
    told = { outcomes: latest.outcomes[0]?.number ?? 0, breaker: kind };
    if (words.length === 0) return;
    region.textContent = words.join(' ');
    pause = setTimeout(tell, PAUSE_MS);
  }

  return (state) => {
    latest = state;
    told ??= { outcomes: state.outcomes[0]?.number ?? 0, breaker: state.breaker.kind };
    if (pause === undefined) tell();
  };
}

/** @param {readonly Row[]} rows newest first */
function inWords(rows) {
  if (rows.length > FEW) {
    const disabled = rows.filter(({ outcome }) => outcome === 'disabled' || outcome === 'already-disabled').length;
    return `${rows.length === 50 ? '50 or more' : rows.length} outcomes, ${disabled} of them disabled.`;
  }
  return rows.map(({ secret, outcome }) => `Secret ${secret}: ${outcome}.`).join(' ');
}
