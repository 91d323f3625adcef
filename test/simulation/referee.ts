import type { Compromise } from '../../lib/message/parse.ts';
import type { Reference } from '../../lib/message/reference.ts';
import type { World } from '../support/world.ts';
import { secretsNamed } from './names.ts';
import type { Lying, Queue, Received } from './queue.ts';
import { read } from './read.ts';
import type { Table } from './table.ts';
import type { Trail } from './trail.ts';
import type { Vault } from './vault.ts';

/** What one invocation does, watched as it happens. */
export type Watched = {
  readonly received: readonly Received[];
  readonly startedAt: number;
  readonly deadline: number;
  /** Something that was sent did not arrive, or nobody said that it did. */
  sendsFailed: boolean;
  /** The limit could not be counted for one of its messages. */
  couldNotCount: boolean;
  readonly final: Set<number>;
  inFlight: number;
  refusals: number;
  tokenRequests: number;
};

/** Where messages wait that go beyond the limit, and what counts it. */
type Approval = Readonly<{ queue: Queue; table: Table }>;

type Rules = Readonly<{
  concurrency: number;
  maxAttempts: number;
  maxReceiveCount: number;
  giveUpAfterMs: number;
  tokenLifetimeSeconds: number;
}>;

/** Who is told of all that a container does. */
export type Witness = Readonly<{
  /** `undefined` for an id: the vault was asked what goes by a name. */
  called: (watched: Watched, id: number | undefined, timeoutMs: number) => void;
  answered: (watched: Watched, id: number | undefined, answer: string) => void;
  tokenRequested: (watched: Watched, timeoutMs: number) => void;
  waits: (watched: Watched, ms: number) => void;
  acknowledges: (message: Lying) => void;
  ends: (watched: Watched, kept: ReadonlySet<string>) => void;
  wrong: (what: string) => void;
}>;

export type Referee = Witness &
  Readonly<{
    /** What was found to be wrong, in the order in which it was. */
    faults: readonly string[];
    /** Every secret that somebody named. */
    secrets: ReadonlySet<number>;
    named: (body: string) => void;
    /** The last look, when nothing more will happen. */
    atTheEnd: (isOver: boolean) => void;
  }>;

/** What a message would have disabled; a dry run nothing. */
function wanted(body: string): Compromise | undefined {
  const parsed = read(body);
  return parsed.kind === 'compromise' && !parsed.compromise.dryRun ? parsed.compromise : undefined;
}

const isMalformed = (body: string): boolean => read(body).kind === 'malformed';

const referencesOf = (body: string): readonly Reference[] => wanted(body)?.references ?? [];

/** Those that go by a name, too. */
const secretsOf = (body: string): readonly number[] => [
  ...(wanted(body)?.secrets ?? []),
  ...referencesOf(body).flatMap(secretsNamed),
];

/** Names that lead to no secret. */
const leadsNowhere = (body: string): readonly Reference[] =>
  referencesOf(body).filter((reference) => secretsNamed(reference).length === 0);

/** What is looked at. `trail`: where what became of it is written down, if anywhere. */
type Around = Readonly<{
  source: Queue;
  deadLetters: Queue;
  vault: Vault;
  trail: () => Trail | undefined;
  approval?: Approval;
}>;

/** Holds a run to what is promised. */
export function createReferee(
  world: World,
  { source, deadLetters, vault, trail, approval }: Around,
  rules: Rules,
): Referee {
  const faults: string[] = [];
  const secrets = new Set<number>();
  const malformed = new Set<string>();
  const nowhere = new Set<Reference>();
  const wrong = (what: string) => {
    faults.push(what);
    world.note(`WRONG: ${what}`);
  };

  const lettersFor = (id: number) => [...deadLetters.messages].filter(({ body }) => secretsOf(body).includes(id));

  const queued = () => [...source.messages, ...(approval?.queue.messages ?? [])];

  function isAccountedFor(id: number, but?: Lying): boolean {
    if (vault.states.get(id) === 'inactive' || lettersFor(id).length > 0) return true;
    return queued().some((message) => message !== but && secretsOf(message.body).includes(id));
  }

  /** In a record, or still to be: unless the function said that it could not. */
  function isWrittenDown(id: number, but: Lying): boolean {
    const written = trail();
    if (written === undefined || written.holds(id) || written.missing.has(but.id)) return true;
    const ledNowhere = (reference: Reference) => secretsNamed(reference).includes(id) && written.holds(reference);
    if (referencesOf(but.body).some(ledNowhere)) return true;
    return queued().some((message) => message !== but && secretsOf(message.body).includes(id));
  }

  function isRecorded(reference: Reference, but?: Lying): boolean {
    const holds = (message: Lying) => message !== but && referencesOf(message.body).includes(reference);
    return [...deadLetters.messages].some(holds) || queued().some(holds);
  }

  function within(watched: Watched, timeoutMs: number, what: string): void {
    const { deadline } = watched;
    if (world.now() >= deadline || world.now() + timeoutMs > deadline) wrong(`${what} goes past the deadline`);
  }

  /** What stands in a dead letter is so. */
  function checkReason({ body, attributes }: Lying): void {
    const text = (name: string) => attributes[name]?.StringValue;
    const code = text('ErrorCode');
    const id = secretsOf(body)[0] ?? 0;
    const state = vault.states.get(id);
    // A dry run that was given up.
    if (code === undefined || (!isMalformed(body) && wanted(body) === undefined)) return;
    if (code === 'malformed') {
      if (!malformed.has(body)) wrong(`a good message is dead-lettered as malformed: ${body}`);
    } else if (code === '1005') {
      if (state !== 'absent') wrong(`${id} is dead-lettered as not found and is ${state}`);
    } else if (code === '1006') {
      if (state !== 'no-access') wrong(`${id} is dead-lettered for no access and is ${state}`);
    } else if (code === 'unresolved') {
      if (leadsNowhere(body).length !== 1) wrong(`a good name is dead-lettered as unresolved: ${body}`);
    } else if (code !== 'unavailable' && code !== 'unauthorized') wrong(`no such code: ${code}`);
    if (text('Identifier') !== undefined && text('Identifier') !== String(id))
      wrong(`a dead letter of ${id} names another`);
    if (attributes['FirstSentAt'] !== undefined) wrong(`a dead letter of ${id} is born old`);
  }

  /** One of the messages that name it may have it disabled. */
  const isAllowed = ({ received, couldNotCount }: Watched, id: number): boolean =>
    approval === undefined ||
    received.some(({ message }) => approval.table.allows(message, id, new Set(secretsOf(message.body)), couldNotCount));

  return {
    faults,
    secrets,
    wrong,
    named: (body) => {
      const ids = secretsOf(body);
      for (const id of ids) secrets.add(id);
      for (const reference of leadsNowhere(body)) nowhere.add(reference);
      if (isMalformed(body)) malformed.add(body);
    },
    called: (watched, id, timeoutMs) => {
      if (id !== undefined && !secrets.has(id)) wrong(`a call for ${id}, which nobody named`);
      if (id !== undefined && !isAllowed(watched, id)) wrong(`a call for ${id}, beyond the limit`);
      if (id !== undefined && watched.final.has(id)) wrong(`another call for ${id} after a final answer`);
      watched.inFlight += 1;
      if (watched.inFlight > rules.concurrency) wrong(`${watched.inFlight} calls in flight`);
      within(watched, timeoutMs, `a call for ${id}`);
    },
    answered: (watched, id, answer) => {
      watched.inFlight -= 1;
      if (id !== undefined && /deactivated|100[56]: /.test(answer)) watched.final.add(id);
      if (/^40[134] .*(Route|token|IP address)/.test(answer)) watched.refusals += 1;
    },
    tokenRequested: (watched, timeoutMs) => {
      watched.tokenRequests += 1;
      within(watched, timeoutMs, 'a token request');
      const expiries = Math.ceil(60 / rules.tokenLifetimeSeconds);
      const most = (Math.min(watched.refusals, 2) + 1 + expiries) * rules.maxAttempts;
      if (watched.tokenRequests > most)
        wrong(`${watched.tokenRequests} token requests after ${watched.refusals} refusals`);
    },
    waits: ({ deadline }, ms) => {
      if (world.now() + ms > deadline) wrong('a wait goes past the deadline');
    },
    acknowledges: (message) => {
      for (const id of secretsOf(message.body)) {
        if (!isAccountedFor(id, message)) wrong(`${message.id} is acknowledged, and ${id} is nowhere`);
        if (!isWrittenDown(id, message)) wrong(`${message.id} is acknowledged, and ${id} is in no record`);
      }
      for (const reference of leadsNowhere(message.body)) {
        if (!isRecorded(reference, message)) wrong(`${message.id} is acknowledged, and ${reference} is nowhere`);
      }
      const isAmongLetters = [...deadLetters.messages].some(({ body }) => body === message.body);
      if (malformed.has(message.body) && !isAmongLetters)
        wrong(`${message.id} is malformed, acknowledged, and nowhere`);
    },
    ends: (watched, kept) => {
      for (const { message, receiveCount } of watched.received) {
        const firstSentAt = Number(message.attributes['FirstSentAt']?.StringValue ?? message.sentAt);
        const isOld = watched.startedAt - firstSentAt > rules.giveUpAfterMs || receiveCount >= rules.maxReceiveCount;
        if (isOld && kept.has(message.id) && !watched.sendsFailed) wrong(`${message.id} is kept beyond its time`);
      }
    },
    atTheEnd: (isOver) => {
      if (!isOver || source.messages.size > 0) wrong(`${source.messages.size} messages are never settled`);
      for (const id of secrets) if (!isAccountedFor(id)) wrong(`${id} is lost`);
      for (const reference of nowhere) if (!isRecorded(reference)) wrong(`${reference} is lost`);
      for (const body of malformed) {
        if (![...deadLetters.messages].some((letter) => letter.body === body))
          wrong(`a malformed message is lost: ${body}`);
      }
      for (const letter of deadLetters.messages) checkReason(letter);
    },
  };
}
