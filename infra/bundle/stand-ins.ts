// Put by the build in place of two things of Node that `got` mentions and that are slow to load.

/** `got` asks of every body whether it is one; to look it up in Node loads all of `fetch`. No body of ours is one. */
export class FormData {}

/** `got` makes one when it is loaded, which reads the data of languages; it is used only in the words of an error. */
export class ListFormat {
  readonly #options: ConstructorParameters<typeof Intl.ListFormat>;

  constructor(...options: ConstructorParameters<typeof Intl.ListFormat>) {
    this.#options = options;
  }

  format(list: Iterable<string>): string {
    return new globalThis.Intl.ListFormat(...this.#options).format(list);
  }
}
