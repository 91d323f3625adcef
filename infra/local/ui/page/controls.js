/** @import { State } from '../state.ts' */

/** @param {string} id */
const input = (id) => /** @type {HTMLInputElement} */ (document.getElementById(id));

/** @returns {NodeListOf<HTMLButtonElement>} */
const answers = () => document.querySelectorAll('[data-answer]');

/** @type {Readonly<Record<string, string>>} */
const DONE = {
  rotate: 'The vault has a new client secret, and Secrets Manager has it, too.',
  revoke: 'No token is good any more.',
};

export function listenToControls() {
  onSubmit('send', () => {
    const order = {
      kind: 'send',
      identifiers: input('identifiers').value,
      incidentId: input('incident').value,
      losesAnswer: input('loses-answer').checked,
    };
    return give(order, 'Sent.');
  });
  onSubmit('latency-form', () => {
    const ms = input('latency').valueAsNumber;
    return give({ kind: 'latency', ms }, `Each answer takes ${ms} ms from now on.`);
  });
  for (const button of answers()) {
    button.addEventListener('click', () =>
      give(
        { kind: 'answer', answer: button.dataset['answer'] },
        `From now on the vault answers: ${button.textContent}.`,
      ),
    );
  }
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('[data-order]'))) {
    const kind = button.dataset['order'] ?? '';
    button.addEventListener('click', () => give({ kind }, DONE[kind] ?? ''));
  }
}

let latency = 0;

/**
 * Shows what the vault has been told, by whatever page.
 * @param {State} state
 */
export function showPressed({ vault }) {
  for (const button of answers()) {
    button.setAttribute('aria-pressed', String(button.dataset['answer'] === vault.answer));
  }
  if (vault.latencyMs !== latency) input('latency').value = String(vault.latencyMs);
  latency = vault.latencyMs;
}

/**
 * @param {string} form
 * @param {() => void} submitted
 */
function onSubmit(form, submitted) {
  document.getElementById(form)?.addEventListener('submit', (event) => {
    event.preventDefault();
    submitted();
  });
}

/**
 * Has an order carried out, and says what came of that.
 * @param {object} order
 * @param {string} done
 */
async function give(order, done) {
  const told = /** @type {HTMLElement} */ (document.getElementById('done'));
  const wrong = await post(order);
  told.textContent = wrong ?? done;
  told.toggleAttribute('data-wrong', wrong !== undefined);
}

/**
 * @param {object} order
 * @returns {Promise<string | undefined>} what is wrong with it, if something is
 */
async function post(order) {
  try {
    const answer = await fetch('orders', { method: 'POST', body: JSON.stringify(order) });
    return answer.ok ? undefined : await answer.text();
  } catch {
    return 'The program does not answer.';
  }
}
