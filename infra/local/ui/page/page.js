import { announcer } from './announcer.js';
import { listenToControls, showPressed } from './controls.js';
import { showFlow } from './flow.js';
import { showLetters, showOutcomes } from './tables.js';

/** @import { State } from '../state.ts' */

const announce = announcer();
const connection = /** @type {HTMLElement} */ (document.getElementById('connection'));
const events = new EventSource('events');

events.addEventListener('message', ({ data }) => {
  /** @type {State} */
  const state = JSON.parse(data);
  showFlow(state);
  showOutcomes(state);
  showLetters(state);
  showPressed(state);
  announce(state);
});

events.addEventListener('open', () => {
  connection.textContent = 'Connected: everything below is live.';
  connection.removeAttribute('data-lost');
});

events.addEventListener('error', () => {
  connection.textContent = 'Not connected: the program has ended, or will answer again.';
  connection.setAttribute('data-lost', '');
});

listenToControls();
