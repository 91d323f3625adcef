import { NAMING_OPTIONS, type Naming, readNaming } from '../secrets/naming.ts';
import { readTyped, type Wrong, wrong } from '../typed.ts';
import { DESTINATION_OPTIONS, PLACE_OPTIONS, type Place, readDestination, readPlace } from './place.ts';
import type { Destination } from './scheduler.ts';
import { type Planned, readTime } from './time.ts';

/** What is to be done on leaving: which secrets, and when. */
export type ScheduleOptions = Naming &
  Readonly<{
    planned: Planned;
    incidentId: string | undefined;
    reason: string | undefined;
    confirmed: boolean;
    json: boolean;
    place: Place;
    to: Destination;
  }>;

export type ListOptions = Readonly<{ json: boolean; place: Place }>;

/** Which schedules are not to be any more. */
export type Which =
  | { readonly by: 'name'; readonly names: readonly string[] }
  | { readonly by: 'incident'; readonly incidentId: string }
  | { readonly by: 'all' };

export type CancelOptions = Readonly<{ which: Which; confirmed: boolean; json: boolean; place: Place }>;

export type Asked =
  | { readonly kind: 'schedule'; readonly options: ScheduleOptions }
  | { readonly kind: 'list'; readonly options: ListOptions }
  | { readonly kind: 'cancel'; readonly options: CancelOptions }
  | Wrong;

type Env = Readonly<Record<string, string | undefined>>;

const JSON_OPTION = { json: { type: 'boolean' } } as const;
const YES_OPTION = { yes: { type: 'boolean', short: 'y' } } as const;

const LIST = { ...JSON_OPTION, ...PLACE_OPTIONS } as const;

const CANCEL = { incident: { type: 'string' }, all: { type: 'boolean' }, ...YES_OPTION, ...LIST } as const;

const SCHEDULE = {
  ...NAMING_OPTIONS,
  at: { type: 'string' },
  'time-zone': { type: 'string' },
  incident: { type: 'string' },
  reason: { type: 'string' },
  ...YES_OPTION,
  ...LIST,
  ...DESTINATION_OPTIONS,
} as const;

export const OPTIONS = { ...SCHEDULE, ...CANCEL } as const;

/** Reads what was typed after `revoke offboard`. */
export function readArguments(args: readonly string[], env: Env, now: Date): Asked {
  const [word, ...rest] = args;
  if (word === 'list') return readList(rest, env);
  if (word === 'cancel') return readCancel(rest, env);
  return readSchedule(args, env, now);
}

function readList(args: readonly string[], env: Env): Asked {
  const typed = readTyped('offboard', LIST, args);
  if (typed.kind === 'wrong') return typed;
  if (typed.positionals.length > 0) return wrong('revoke offboard list takes options alone.');
  const read = readPlace(typed.values, env);
  if (read.kind === 'wrong') return read;
  return { kind: 'list', options: { json: typed.values.json ?? false, place: read.place } };
}

function readCancel(args: readonly string[], env: Env): Asked {
  const typed = readTyped('offboard', CANCEL, args);
  if (typed.kind === 'wrong') return typed;
  const { values, positionals } = typed;
  const which = readWhich(positionals, values);
  if ('kind' in which) return which;
  const read = readPlace(values, env);
  if (read.kind === 'wrong') return read;
  const options = { which, confirmed: values.yes ?? false, json: values.json ?? false, place: read.place };
  return { kind: 'cancel', options };
}

function readWhich(names: readonly string[], { incident, all }: { incident?: string; all?: boolean }): Which | Wrong {
  const ways = [names.length > 0, incident !== undefined, all === true].filter(Boolean).length;
  if (ways !== 1) return wrong('Which schedules? Give their names, or --incident, or --all: one of the three.');
  if (all) return { by: 'all' };
  if (incident !== undefined) return { by: 'incident', incidentId: incident };
  if (names.every((name) => /^[\w.-]{1,64}$/.test(name))) return { by: 'name', names };
  return wrong('A name is one that revoke offboard list prints.');
}

function readSchedule(args: readonly string[], env: Env, now: Date): Asked {
  const typed = readTyped('offboard', SCHEDULE, args);
  if (typed.kind === 'wrong') return typed;
  const { values, positionals } = typed;
  const read = readNaming('offboard', values, positionals);
  if (read.kind === 'wrong') return read;
  if (values.at === undefined) return wrong('When? Give --at, for example --at 2026-12-01T18:00+01:00.');
  const time = readTime(values.at, values['time-zone'], now);
  if (time.kind === 'wrong') return time;
  const where = readPlace(values, env);
  if (where.kind === 'wrong') return where;
  const destination = readDestination(values, env);
  if (destination.kind === 'wrong') return destination;
  const options: ScheduleOptions = {
    ...read.naming,
    planned: time.planned,
    incidentId: values.incident,
    reason: values.reason,
    confirmed: values.yes ?? false,
    json: values.json ?? false,
    place: where.place,
    to: destination.to,
  };
  return { kind: 'schedule', options };
}
