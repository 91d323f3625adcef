import { inspect } from 'node:util';

const REDACTED = '[redacted]';

/** A value that cannot print itself: only {@link Sensitive.reveal} gives it away, and is called where the wire needs it. */
export class Sensitive {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}
