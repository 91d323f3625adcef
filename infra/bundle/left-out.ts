import type { Plugin } from 'esbuild';

const LEFT_OUT = [
  // Credentials from files, single sign-on and instances; functions/credentials.ts has the places that Lambda uses.
  '@aws-sdk/credential-provider-node',
  // No call of ours streams events.
  '@smithy/core/event-streams',
];

/** Leaves out of the bundle what the AWS SDK would bring along and the function never uses. */
export const leftOut: Plugin = {
  name: 'left-out',
  setup: ({ onResolve, onLoad }) => {
    const filter = new RegExp(`^(${LEFT_OUT.join('|')})$`);
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'left-out', sideEffects: false }));
    onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
};
