/** One line of the log. */
export type Entry = Readonly<{
  level: 'info' | 'warn' | 'error';
  /** For people. */
  message: string;
  /** For searches; `event` says what kind of line it is. */
  fields: Readonly<
    { event: string } & Record<string, string | number | boolean | undefined | Readonly<Record<string, number>>>
  >;
}>;
