declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** @param options how long making a table takes, in milliseconds */
  function dynalite(options: Readonly<{ createTableMs?: number }>): Server;
  export = dynalite;
}
