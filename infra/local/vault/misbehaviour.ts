import type { Chance } from './chance.ts';
import { type Fault, readFault, type Scripted } from './faults.ts';

/** What shall go wrong, one fault a call, in this order; after the last one all is well. */
export type Script = Readonly<{
  /** By identifier. A call that is refused for its token uses up none. */
  secrets?: Readonly<Record<string, readonly Scripted[]>>;
  token?: readonly Scripted[];
}>;

export type Misbehaviour = Readonly<{
  /** What goes wrong with every request until further notice; `undefined` ends it. */
  always: (scripted: Scripted | undefined) => void;
  script: (identifier: string | number, faults: readonly Scripted[]) => void;
  scriptToken: (faults: readonly Scripted[]) => void;
  ofAll: () => Fault | undefined;
  ofCall: (identifier: string) => Fault | undefined;
  ofTokenRequest: () => Fault | undefined;
}>;

/** Decides what goes wrong: first what is always so, then the script, then chance. */
export function misbehaving(chance: Chance, script: Script): Misbehaviour {
  const scripts = new Map(Object.entries(script.secrets ?? {}).map(([id, faults]) => [id, [...faults]]));
  const tokenScript = [...(script.token ?? [])];
  const calls = new Map<string, number>();
  let always: Fault | undefined;

  function byChance(key: string): Scripted | undefined {
    const call = (calls.get(key) ?? 0) + 1;
    calls.set(key, call);
    return chance.faultOf(key, call);
  }
  const read = (scripted: Scripted | undefined) => (scripted === undefined ? undefined : readFault(scripted));

  return {
    always: (scripted) => {
      always = read(scripted);
    },
    script: (identifier, faults) => void scripts.set(String(identifier), [...faults]),
    scriptToken: (faults) => void tokenScript.push(...faults),
    ofAll: () => always,
    ofCall: (identifier) => read(scripts.get(identifier)?.shift() ?? byChance(identifier)),
    ofTokenRequest: () => {
      const fault = read(tokenScript.shift() ?? byChance('token'));
      // There is no token yet that could have expired.
      return fault?.revokesToken ? undefined : fault;
    },
  };
}
