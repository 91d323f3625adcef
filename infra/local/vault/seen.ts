/** One request as the vault saw it. Times in milliseconds since the epoch. */
export type Call = Readonly<{
  at: number;
  /** `undefined` while it is being answered. */
  endedAt: number | undefined;
  method: string;
  /** Without its query, which may hold a client secret. */
  path: string;
  identifier: string | undefined;
  /** `undefined` where no status was ever sent. */
  status: number | undefined;
  /** What went wrong by script or by chance: its name, and the same for people. */
  fault: Readonly<{ name: string; inWords: string }> | undefined;
}>;

/** What a vault has seen so far; read it at any time. */
export type Seen = Readonly<{
  /** Calls that concern a secret, in the order in which they arrived. */
  calls: readonly Call[];
  tokenRequests: readonly Call[];
  /** What nobody may ever do: read a secret, touch a password, follow a redirect. */
  violations: readonly string[];
  /** Calls that are being answered, and the most that ever were at the same time. Token requests do not count. */
  inFlight: number;
  mostInFlight: number;
}>;

type Noted = { -readonly [Key in keyof Call]: Call[Key] };

export type Notes = Readonly<{
  seen: Seen;
  begin: (call: Pick<Call, 'method' | 'path'>) => Noted;
  file: (call: Noted, as: 'call' | 'token request') => void;
  end: (call: Noted) => void;
  violation: (what: string) => void;
}>;

/** Takes notes of what happens at the vault. */
export function takeNotes(): Notes {
  const calls: Noted[] = [];
  const tokenRequests: Noted[] = [];
  const violations: string[] = [];
  const inFlight = new Set<Noted>();
  let mostInFlight = 0;
  return {
    seen: {
      calls,
      tokenRequests,
      violations,
      get inFlight() {
        return inFlight.size;
      },
      get mostInFlight() {
        return mostInFlight;
      },
    },
    begin: (call) => ({
      ...call,
      at: Date.now(),
      endedAt: undefined,
      identifier: undefined,
      status: undefined,
      fault: undefined,
    }),
    file: (call, as) => {
      if (as === 'token request') {
        tokenRequests.push(call);
        return;
      }
      calls.push(call);
      inFlight.add(call);
      mostInFlight = Math.max(mostInFlight, inFlight.size);
    },
    end: (call) => {
      call.endedAt ??= Date.now();
      inFlight.delete(call);
    },
    violation: (what) => void violations.push(what),
  };
}
