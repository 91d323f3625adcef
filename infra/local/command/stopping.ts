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
  if (process.env['npm_lifecycle_event'] !== undefined) watchParent();
  return { signal: controller.signal, exitCode: () => exitCode };
}

/** How often the parent is looked after, in milliseconds. */
const WATCH_MS = 500;

/** Whoever ends npm ends its shell, and the shell does not pass that on: without a parent, this is to stop, too. */
function watchParent(): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, WATCH_MS);
  timer.unref();
}
