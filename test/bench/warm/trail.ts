import { SERVED_TABLES } from '../../../infra/local/served-tables.ts';
import { startTables } from '../../../infra/local/tables.ts';
import type { Measurement } from '../measurement.ts';
import { inTurns } from '../rounds.ts';
import { loadOf, secretsOf } from './load.ts';
import { openSurroundings, type Running, warmUp } from './surroundings.ts';

const LOAD = loadOf(1000);

const LATENCY_MS = 50;

/** The table may cost next to nothing beside the vault's call. */
const BAR = 1.1;

/** What the audit trail adds to what a secret costs of a processor. */
export const trail: Measurement = {
  name: 'trail',
  measure: async (rounds, tell) => {
    const table = SERVED_TABLES.AUDIT_TABLE;
    const tables = await startTables([table]);
    await using surroundings = await openSurroundings();
    const { start } = surroundings;
    const settings = { AUDIT_TABLE: table.name, AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint };
    const contestants = { on: await start('built-function', settings), off: await start('built-function') };
    await warmUp(surroundings, Object.values(contestants));
    await surroundings.tell({ latencyMs: LATENCY_MS, secrets: 'active' });
    tell(`${secretsOf(LOAD)} secrets with and without, ${rounds} times`);
    const microseconds =
      ({ disable }: Running) =>
      async () =>
        ((await disable(LOAD)).processorMs * 1000) / secretsOf(LOAD);
    const { on, off } = await inTurns(rounds, { on: microseconds(contestants.on), off: microseconds(contestants.off) });
    await tables.stop();
    return [
      {
        name: 'processor for a secret with the audit trail, against without',
        unit: 'µs',
        ours: on,
        against: off,
        bar: BAR,
      },
    ];
  },
};
