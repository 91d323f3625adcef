import { generic } from './generic.ts';
import { gitguardian } from './gitguardian.ts';
import { github } from './github.ts';
import type { Source } from './source.ts';

/** All that send alerts over HTTP. */
export const SOURCES: readonly Source[] = [generic, gitguardian, github];
