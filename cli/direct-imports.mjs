// The library's entry points gather everything, so a bundler that splits by command would load all of it for each of
// them. While bundling, an import from an entry point is therefore replaced by imports from the files behind it.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const language = fileURLToPath(new URL("../language/", import.meta.url));

const ENTRY_POINTS = {
  "@seg-lang/language": join(language, "src/index.ts"),
  "@seg-lang/language/node": join(language, "node/index.ts"),
};

/** For esbuild. Fails where an entry point does not export what is imported from it. */
export function directImports() {
  const sources = new Map(Object.entries(ENTRY_POINTS).map(([name, file]) => [name, exportsOf(file)]));
  return {
    name: "direct-imports",
    setup(build) {
      build.onLoad({ filter: /[\\/](?:cli|server)[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
        loader: "ts",
        contents: readFileSync(path, "utf8").replace(
          /^import (type )?\{([^}]*)\} from "(@seg-lang\/language(?:\/node)?)";$/gm,
          (_, type, names, entryPoint) => {
            if (type) return "";
            return specifiers(names)
              .map(({ name, local }) => {
                const source = sources.get(entryPoint).get(name);
                if (source === undefined)
                  throw new Error(`${entryPoint} does not export ${name}, which ${path} imports`);
                return `import { ${source.name} as ${local} } from ${JSON.stringify(source.file)};`;
              })
              .join(" ");
          },
        ),
      }));
    },
  };
}

/** Exported name → the file it comes from, and its name there. */
function exportsOf(file) {
  const exported = new Map();
  for (const [, names, from] of readFileSync(file, "utf8").matchAll(/^export \{([^}]*)\} from "([^"]+)";$/gm)) {
    for (const { name, local } of specifiers(names)) {
      exported.set(local, { name, file: join(dirname(file), from.replace(/\.js$/, ".ts")) });
    }
  }
  return exported;
}

/** `a, type B, c as d` without the types, which leave nothing behind. */
function specifiers(names) {
  return names
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "" && !part.startsWith("type "))
    .map((part) => {
      const [name, local = name] = part.split(/ as /);
      return { name, local };
    });
}
