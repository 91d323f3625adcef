import { cloudevents } from './cloudevents.ts';
import { generic } from './generic.ts';
import { gitguardian } from './gitguardian.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import type { Source } from './source.ts';
import { ssf } from './ssf.ts';

/** All that send alerts over HTTP. */
export const SOURCES: readonly Source[] = [generic, gitguardian, github, gitlab, cloudevents, ssf];
