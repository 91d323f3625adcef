/** Somebody may ask for an end. `end` leaves it to the system again what comes of that. */
export type Interruption = Readonly<{ signal: AbortSignal; end: () => void }>;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** From now on Ctrl-C asks for an end instead of making one; a second one makes it. */
export function interruption(): Interruption {
  const asked = new AbortController();
  const end = () => {
    for (const signal of SIGNALS) process.off(signal, ask);
  };
  function ask() {
    end();
    asked.abort();
  }
  for (const signal of SIGNALS) process.on(signal, ask);
  return { signal: asked.signal, end };
}
