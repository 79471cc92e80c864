// How the language server becomes files for Node, for the command and for the extension. CommonJS, because only so can it be
// loaded with the code that V8 made of it the last time: see src/node-loading.ts.
import { fileURLToPath } from "node:url";

const ownPath = (path) => fileURLToPath(new URL(path, import.meta.url));

/** For esbuild: a file that starts itself again in threads. CommonJS knows a file by its path. */
const startsItself = {
  format: "cjs",
  define: { "import.meta.url": "ownUrl" },
  banner: { js: 'const ownUrl = require("node:url").pathToFileURL(__filename).href;' },
};

/**
 * For esbuild: all modules share one copy of the protocol's names. It is CommonJS, of which otherwise each that imports it would
 * make an object of its own, with hundreds of names, before anything else is done.
 */
const protocolOnce = {
  name: "protocol-once",
  setup({ onResolve, onLoad }) {
    const [filter, namespace] = [/^vscode-languageserver$/, "protocol-once"];
    onResolve({ filter }, ({ path, namespace: importer, resolveDir }) =>
      importer === namespace ? undefined : { path, namespace, pluginData: resolveDir },
    );
    onLoad({ filter, namespace }, ({ path, pluginData }) => ({
      contents: `export * from ${JSON.stringify(path)};`,
      resolveDir: pluginData,
    }));
  },
};

/** The server. What reads data for it is a module beside it (`samples`), loaded by those threads: without it the server starts sooner. */
export function serverBundle(outfile, samples) {
  const apart = {
    name: "samples-apart",
    setup({ onResolve }) {
      onResolve({ filter: /\/node-sample-tasks\.js$/ }, () => ({ path: samples, external: true }));
    },
  };
  return { ...startsItself, entryPoints: [ownPath("src/index.ts")], outfile, plugins: [apart, protocolOnce] };
}

export const SAMPLES = ownPath("src/node-sample-tasks.ts");

/** That module as a file by itself. */
export function samplesBundle(outfile) {
  return { ...startsItself, entryPoints: [SAMPLES], outfile };
}
