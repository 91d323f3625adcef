/** @import { State } from '../state.ts' */

/** How long a station is shown as busy after something has passed it, in milliseconds. */
const BUSY_MS = 900;

/** @param {State} state */
const fields = (state) => ({
  sent: state.sent,
  visible: state.queue.visible,
  'in-flight': state.queue.inFlight,
  delayed: state.queue.delayed,
  deliveries: state.deliveries,
  'credentials-read': state.credentialsRead,
  breaker: state.breaker.kind,
  calls: state.vault.calls,
  'calls-in-flight': state.vault.inFlight,
  tokens: state.vault.tokens,
  'dead-letters': state.deadLetters.all,
});

/** @type {Map<Element, ReturnType<typeof setTimeout>>} */
const busy = new Map();

/**
 * Writes the numbers of the picture, and lets what has changed be seen.
 * @param {State} state
 */
export function showFlow(state) {
  for (const [name, value] of Object.entries(fields(state))) {
    const field = document.querySelector(`[data-field="${name}"]`);
    const text = String(value);
    if (field === null || field.textContent === text) continue;
    field.textContent = text;
    const station = field.closest('li');
    if (station !== null) pulse(station);
  }
  const { kind, atOnce, reason } = state.breaker;
  write('latest-batch', state.latestBatch && `Latest batch: ${state.latestBatch}`);
  write(
    'breaker-reason',
    kind === 'closed' ? '' : `${atOnce === 1 ? 'One call' : `${atOnce} calls`} at a time. ${reason}`,
  );
  document.getElementById('breaker')?.setAttribute('data-kind', kind);
}

/** @param {Element} station */
function pulse(station) {
  clearTimeout(busy.get(station));
  station.setAttribute('data-busy', '');
  busy.set(
    station,
    setTimeout(() => station.removeAttribute('data-busy'), BUSY_MS),
  );
}

/**
 * @param {string} id
 * @param {string} text
 */
function write(id, text) {
  const element = document.getElementById(id);
  if (element !== null && element.textContent !== text) element.textContent = text;
}
