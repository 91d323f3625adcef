import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Takes from Node's own modules by name what is used. An `import` that is left in a bundle reads everything that a module
 * exports, and reading `WebSocket` of `node:http` loads all of `fetch`.
 * @see https://github.com/nodejs/node/issues/59686
 */
export const nodeModulesByName: Plugin = {
  name: 'node-modules-by-name',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^[a-z]/ }, ({ path, kind }) => {
      if (!isBuiltin(path)) return undefined;
      const byName = kind === 'import-statement' && !EXPORTS_DIFFER.test(path);
      return { path, namespace: byName ? BY_NAME : WHOLE, sideEffects: false };
    });
    onLoad({ filter: /./, namespace: BY_NAME }, async ({ path }) => {
      const names = Object.keys((await import(path)) as object).filter((name) => name !== 'default');
      // What nobody imports is dropped, because it is marked as pure.
      const exported = names.map(
        (name, index) => `
          const export${index} = /* @__PURE__ */ (() => whole[${JSON.stringify(name)}])();
          export { export${index} as ${JSON.stringify(name)} };`,
      );
      return { contents: `const whole = ${whole(path)};\nexport default whole;${exported.join('')}` };
    });
    // What is imported late, or required, is one object whose fields are read when they are used.
    onLoad({ filter: /./, namespace: WHOLE }, ({ path }) => ({ contents: `module.exports = ${whole(path)};` }));
  },
};

/** What `process` exports depends on how this process was started, and the bundle must not. */
const EXPORTS_DIFFER = /^(node:)?process$/;

const BY_NAME = 'node-module-by-name';
const WHOLE = 'whole-node-module';

const whole = (path: string) => `process.getBuiltinModule(${JSON.stringify(path)})`;
