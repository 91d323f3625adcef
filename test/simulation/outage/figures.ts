import type { Played } from './play.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What a night comes to. */
export type Figures = Readonly<{
  messages: number;
  secrets: number;
  /** Secrets that waited to be disabled while the vault was down; each needs one call. */
  waited: number;
  /** Requests made while the vault was down, those for tokens too, for each secret that waited. */
  amplification: number;
  /** Requests made while the vault was down for each secret that was tried in an invocation. */
  callsForFirstTry: number;
  /** The most requests that were in flight in the first second of the vault's return. */
  inFlightAtFirst: number;
  /** Requests a second in the busiest ten seconds after the return. */
  callsPerSecond: number;
  /** Which share of the requests made after the return found no place or was not answered in time. */
  overloaded: number;
  /** From the return until the last message was acknowledged. */
  minutesToDone: number;
  notDisabled: number;
}>;

export function figures({ night, requests, firstTries, disabledAt, settledAt }: Played): Figures {
  const { downAt, upAt, messages } = night;
  const isMeanwhile = (time: number) => downAt <= time && time < upAt;
  const secrets = messages.flatMap((message) => message.secrets);
  const waited = messages
    .filter(({ at }) => at < upAt)
    .flatMap((message) => message.secrets.filter((id) => (disabledAt.get(id) ?? upAt) >= downAt));
  const whileDown = requests.filter(({ at }) => isMeanwhile(at)).length;
  const afterwards = requests.filter(({ at }) => at >= upAt);
  const inTrouble = afterwards.filter(({ end }) => end === 'overloaded' || end === 'timed-out');
  return {
    messages: messages.length,
    secrets: secrets.length,
    waited: waited.length,
    amplification: whileDown / waited.length,
    callsForFirstTry: whileDown / firstTries.filter(isMeanwhile).length,
    inFlightAtFirst: mostInFlight(requests, upAt, upAt + SECOND),
    callsPerSecond:
      mostWithin(
        10 * SECOND,
        afterwards.map(({ at }) => at),
      ) / 10,
    overloaded: inTrouble.length / afterwards.length,
    minutesToDone: (settledAt - upAt) / MINUTE,
    notDisabled: secrets.length - disabledAt.size,
  };
}

/** The most of these times, which are in order, that lie within so many milliseconds. */
function mostWithin(ms: number, times: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [index, time] of times.entries()) {
    while (time - (times[first] ?? time) >= ms) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

function mostInFlight(requests: Played['requests'], from: number, to: number): number {
  const seen = requests.filter(({ at, endedAt }) => at < to && endedAt > from);
  const inFlightAt = (time: number) => seen.filter(({ at, endedAt }) => at <= time && time < endedAt).length;
  return Math.max(...[from, ...seen.map(({ at }) => at).filter((at) => at >= from)].map(inFlightAt));
}
