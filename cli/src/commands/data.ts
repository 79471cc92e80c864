import { join } from "node:path";
import type { RecordSource } from "@seg-lang/language/node";
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
