import { awsHealth } from './aws-health.ts';
import { cloudevents } from './cloudevents.ts';
import { elastic } from './elastic.ts';
import type { EventSource } from './event-bridge.ts';
import { generic } from './generic.ts';
import { gitguardian } from './gitguardian.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { guardDuty } from './guardduty.ts';
import { securityHub } from './security-hub.ts';
import { sentinel } from './sentinel.ts';
import type { Source } from './source.ts';
import { splunk } from './splunk.ts';
import { ssf } from './ssf.ts';

/** All that send alerts over HTTP. */
export const SOURCES: readonly Source[] = [
  generic,
  splunk,
  sentinel,
  elastic,
  cloudevents,
  gitguardian,
  github,
  gitlab,
  ssf,
];

/** All that send them over EventBridge. */
export const EVENT_SOURCES: readonly EventSource[] = [awsHealth, guardDuty, securityHub];
