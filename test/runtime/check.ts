/** A promise, and how to see that it is kept. */
export type Check = Readonly<{
  promise: string;
  /**
   * @param client the file that is AWS's runtime client
   * @returns what was measured, in a few words
   * @throws when the promise is broken
   */
  see: (client: string) => Promise<string>;
}>;
