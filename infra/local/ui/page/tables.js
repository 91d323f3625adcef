/** @import { Letter, Row, State } from '../state.ts' */

// Whatever stands in a message may be meant to do harm: it becomes text, and nothing else.

const MOST_ROWS = 50;

/** @type {ReadonlyMap<string, 'done' | 'later'>} */
const KINDS = new Map([
  ['disabled', 'done'],
  ['already-disabled', 'done'],
  ['would-disable', 'done'],
  ['unavailable', 'later'],
  ['unauthorized', 'later'],
  ['deferred', 'later'],
]);

/** @param {string} selector */
const bodyOf = (selector) => /** @type {HTMLElement} */ (document.querySelector(`${selector} tbody`));

let shown = 0;

/**
 * Puts new outcomes on top.
 * @param {State} state
 */
export function showOutcomes({ outcomes, tally }) {
  const body = bodyOf('#outcomes');
  const fresh = outcomes.filter(({ number }) => number > shown);
  if (fresh.length === 0) return;
  // What says that there is nothing yet.
  if (shown === 0) body.replaceChildren();
  shown = outcomes[0]?.number ?? shown;
  body.prepend(...fresh.map(outcomeRow));
  while (body.children.length > MOST_ROWS) body.lastElementChild?.remove();
  const each = tally.map(([outcome, secrets]) => `${secrets} ${outcome}`);
  /** @type {HTMLElement} */ (document.getElementById('tally')).textContent = `Secrets: ${each.join(', ')}`;
}

/** @param {Row} row */
function outcomeRow({ at, secret, incident, outcome, calls, durationMs, reason }) {
  const row = document.createElement('tr');
  const time = document.createElement('time');
  const date = new Date(at);
  time.dateTime = date.toISOString();
  time.textContent = date.toLocaleTimeString();
  row.append(
    cell(time),
    cell(secret),
    cell(incident, 'text'),
    cell(outcome, KINDS.get(outcome) ?? 'dead'),
    cell(String(calls)),
    cell(`${durationMs} ms`),
    cell(reason, 'text'),
  );
  return row;
}

let lettersShown = '[]';

/** @param {State} state */
export function showLetters({ deadLetters: { latest } }) {
  const text = JSON.stringify(latest);
  if (text === lettersShown) return;
  lettersShown = text;
  bodyOf('#letters').replaceChildren(...latest.map(letterRow));
}

/** @param {Letter} letter */
function letterRow({ code, secret, incident, reason }) {
  const row = document.createElement('tr');
  row.append(cell(code), cell(secret, 'text'), cell(incident, 'text'), cell(reason, 'text'));
  return row;
}

/**
 * @param {string | Node} content a string becomes text
 * @param {'text' | 'done' | 'dead' | 'later'} [kind] what it looks like; `text` may be long
 */
function cell(content, kind) {
  const cell = document.createElement('td');
  cell.append(content);
  if (kind !== undefined) cell.dataset['kind'] = kind;
  return cell;
}
