import { join } from "node:path";
import { type DataPath, parseDataPath, type RecordSource } from "@seg-lang/language/node";
import { CommandFailure } from "../exit-status.js";
import type { OpenedProgram } from "./programs.js";

/** Where the customers come from: what `--data` names, or the sample data of `seg.json`. */
export function dataSource(data: string | undefined, { program, root }: OpenedProgram): RecordSource {
  if (data === "-") return { kind: "stream", name: "standard input", stream: process.stdin };
  if (data !== undefined) return { kind: "file", path: data };
  const { sampleData } = program.model.settings;
  if (sampleData !== null) return { kind: "file", path: join(root, sampleData) };
  throw new CommandFailure(
    "Which customers? Name their file with `--data FILE`, or `--data -` for standard input; a `sampleData` in seg.json does too.",
  );
}

/** Where in their JSON the customers are: what `--path` says; of the sample data also what `seg.json` does. */
export function pathOf(
  { path, data }: { readonly path?: string; readonly data?: string },
  { program }: Pick<OpenedProgram, "program">,
): DataPath | null {
  const { sampleDataPath } = program.model.settings;
  if (path !== undefined || data !== undefined || sampleDataPath === null) return dataPath(path);
  return dataPath(sampleDataPath, "sampleDataPath");
}

/** Reads what stands after `--path`, or after the option that is named so. */
export function dataPath(text: string | undefined, option = "--path"): DataPath | null {
  if (text === undefined) return null;
  const path = parseDataPath(text);
  if (path !== null) return path;
  throw new CommandFailure(
    `\`${option}\` wants the keys that lead to the customers, with points between them, as data.customers; \`${text}\` is no such path. A key that holds a point stands in double quotes: '"a.b".c'.`,
  );
}
