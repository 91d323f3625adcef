import type { Sensitive } from '../sensitive.ts';

const MOST_CHARACTERS = 300;

const asForm = (value: string): string => new URLSearchParams([['', value]]).toString().slice(1);

/**
 * What the vault said, fit to be passed on: on one line, cut, without anything that would steer a terminal, and with everything
 * that is secret blotted out, should the vault have echoed it.
 */
export function redact(text: string, secrets: readonly Sensitive[]): string {
  const blotted = secrets
    .map((secret) => secret.reveal())
    .flatMap((value) => [value, encodeURIComponent(value.toWellFormed()), asForm(value)])
    .reduce((blotting, value) => blotting.replaceAll(value, '[redacted]'), text)
    .replace(/\b(bearer|basic)\s+\S+/gi, '$1 [redacted]');
  return blotted
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, MOST_CHARACTERS);
}
