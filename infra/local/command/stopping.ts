/** Says when somebody wants the program to stop. */
export type Stopping = Readonly<{
  signal: AbortSignal;
  /** The exit code that says why, once it has been asked to stop. */
  exitCode: () => number | undefined;
}>;

/** As a shell counts a process that a signal ended. */
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Listens for Ctrl-C and its kin. Whoever asks twice does not want to wait. */
export function listenForStop(): Stopping {
  const controller = new AbortController();
  let exitCode: number | undefined;
  for (const [name, code] of Object.entries(CODES)) {
    process.on(name, () => {
      if (exitCode !== undefined) process.exit(code);
      exitCode = code;
      controller.abort();
    });
  }
  return { signal: controller.signal, exitCode: () => exitCode };
}
