import { awsHealth } from './aws-health.ts';
import { cloudevents } from './cloudevents.ts';
import type { EventSource } from './event-bridge.ts';
import { generic } from './generic.ts';
import { gitguardian } from './gitguardian.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { guardDuty } from './guardduty.ts';
import { securityHub } from './security-hub.ts';
import type { Source } from './source.ts';
import { ssf } from './ssf.ts';

/** All that send alerts over HTTP. */
export const SOURCES: readonly Source[] = [generic, gitguardian, github, gitlab, cloudevents, ssf];

/** All that send them over EventBridge. */
export const EVENT_SOURCES: readonly EventSource[] = [awsHealth, guardDuty, securityHub];
