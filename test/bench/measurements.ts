import { coldStart } from './cold-start/cold-start.ts';
import type { Measurement } from './measurement.ts';
import { containers } from './warm/containers.ts';
import { growth } from './warm/growth.ts';
import { memory } from './warm/memory.ts';
import { processor } from './warm/processor.ts';
import { trail } from './warm/trail.ts';
import { wall } from './warm/wall.ts';

/** Everything that the bench can measure. */
export const MEASUREMENTS: readonly Measurement[] = [wall, processor, trail, memory, growth, containers, coldStart];
