// One file for the test runner, because packaging takes seconds: all suites look at one and the same packaged stack.
import './alerts.suite.ts';
import './limits.suite.ts';
import './artifact.suite.ts';
import './audit.suite.ts';
import './observability.suite.ts';
import './calls.suite.ts';
import './events.suite.ts';
import './expressions.suite.ts';
import './offboarding.suite.ts';
import './permissions.suite.ts';
import './runbook.suite.ts';
import './runbook-preamble.suite.ts';
import './stack.suite.ts';
import './surroundings.suite.ts';
