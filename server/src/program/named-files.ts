import type { Span } from "@seg-lang/language";
import { folderOf, joinedUri, normalUri } from "./uris.js";
import type { ProgramView, TextView } from "./view.js";

/** A place in a program that names a file by its path. */
export interface NamedFile {
  /** The file in which the name stands: a `.seg` file, or `seg.json`. */
  readonly inFile: TextView;
  /** Of the name, quotes included. */
  readonly span: Span;
  /** As it is written, without quotes. */
  readonly written: string;
  /** Normal URI of the file that is meant, whether it is there or not. */
  readonly uri: string;
  readonly what: "list" | "sample";
}

/** The files that lists are read from, and the sample data of `seg.json`. */
export function namedFiles(view: ProgramView): readonly NamedFile[] {
  const lists = [...view.files.values()].flatMap((file) =>
    file.syntax.declarations.flatMap((declaration): readonly NamedFile[] => {
      if (declaration.kind !== "list" || declaration.source?.kind !== "file") return [];
      const { value, span } = declaration.source.file;
      return namedBy(file, value, span, "list");
    }),
  );
  const config = view.others.get("seg.json");
  return config === undefined ? lists : [...lists, ...sampleNamedBy(config)];
}

/** `seg.json` has one `sampleData`: whatever else is wrong with the file, the place is found by that word. */
function sampleNamedBy(config: TextView): readonly NamedFile[] {
  const found = /"sampleData"\s*:\s*("(?:[^"\\\r\n]|\\.)*")/.exec(config.text);
  if (found === null) return [];
  const literal = found[1]!;
  const start = found.index + found[0].length - literal.length;
  return namedBy(config, unquoted(literal), { start, end: start + literal.length }, "sample");
}

function unquoted(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal.slice(1, -1);
  }
}

function namedBy(inFile: TextView, written: string, span: Span, what: NamedFile["what"]): readonly NamedFile[] {
  const uri = written === "" ? null : joinedUri(folderOf(normalUri(inFile.uri)), written);
  return uri === null ? [] : [{ inFile, span, written, uri, what }];
}
