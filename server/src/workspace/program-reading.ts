import {
  CONFIGURATION_NAME,
  type Diagnostic,
  findRule,
  type ListFileResult,
  type ProgramInput,
} from "@seg-lang/language";
import { folderOf, joinedUri, pathBelow } from "../program/uris.js";
import type { ProgramPlace } from "./layout.js";
import type { Texts } from "./texts.js";

/** A program as it is read from the texts of a workspace. */
export interface ProgramReading {
  readonly input: ProgramInput;
  /** `.seg` files and `seg.json` that could not be read. */
  readonly unreadable: readonly Diagnostic[];
  /** The list files that the input has been asked for by now: normal URIs, by path. */
  readonly lists: ReadonlyMap<string, string>;
  /** Those of them, as normal URIs, of which it is not known yet whether they are there: the program is to be read again. */
  readonly missing: ReadonlySet<string>;
}

/** What can be read of a program whose own files have been looked for. */
export function readProgram({ files, config, root }: ProgramPlace, texts: Pick<Texts, "get">): ProgramReading {
  const lists = new Map<string, string>();
  const missing = new Set<string>();
  const unreadable: Diagnostic[] = [];
  const read = (uri: string, path: string) => {
    const found = texts.get(uri);
    if (found?.kind === "text") return [{ path, text: found.text }];
    // One that is gone has been seen by the layout, or soon will be.
    if (found?.kind === "unreadable") unreadable.push(unreadableFile(path, found.reason));
    return [];
  };
  const readList = (fromFile: string, path: string): ListFileResult => {
    // A document that was never saved lies in no folder.
    if (!root.includes("://")) return { kind: "absent" };
    const uri = joinedUri(folderOf(`${root}/${fromFile}`), path);
    if (uri === root) return { kind: "unreadable", reason: "it is a folder" };
    const inside = uri === null ? null : pathBelow(root, uri);
    if (uri === null || inside === null) return { kind: "outside" };
    lists.set(inside, uri);
    const found = texts.get(uri);
    if (found === undefined) missing.add(uri);
    if (found === undefined) return { kind: "absent" };
    return found.kind === "text" ? { ...found, path: inside } : found;
  };
  const seg = files.flatMap(({ uri, path }) => read(uri, path));
  const settings = config === null ? null : (read(config, CONFIGURATION_NAME)[0] ?? null);
  return { input: { files: seg, config: settings, readList }, unreadable, lists, missing };
}

function unreadableFile(path: string, reason: string): Diagnostic {
  const rule = findRule("file-unreadable")!;
  const message = (rule.message as (parameters: { path: string; reason: string }) => string)({ path, reason });
  return {
    code: rule.code,
    rule: rule.name,
    severity: rule.severity,
    message,
    location: { file: path, span: { start: 0, end: 0 } },
    related: [],
    fixes: [],
    unnecessary: false,
  };
}
