import { type Depth, FileParser } from "./file-parser.js";
import type { KeptParts } from "./parsed-parts.js";
import { type Rescan, rescan } from "./rescan.js";
import { type ScanResult, scan, skim } from "./scanner.js";
import type { Token } from "./tokens.js";
import type { SyntaxFile } from "./tree.js";

/** What is kept of a file until it is parsed again: where its conditions were read, and where only an outline was made of it. */
type FileMemory =
  | { readonly depth: "whole"; readonly scan: ScanResult; readonly parts: KeptParts }
  | { readonly depth: "outline" };

const memories = new WeakMap<SyntaxFile, FileMemory>();

/**
 * Parses one `.seg` file. Never throws, whatever the text: broken parts are `null` or error expressions, each reported
 * once, and every other declaration, segment and field is as if the broken one were not there.
 *
 * `previous`, the file as it was, makes it quick: what has not changed is taken over, each part the object that it was,
 * moved to its new place. So `previous` must not be read any more, unless it is what is returned.
 */
export function parseFile(path: string, text: string, previous?: SyntaxFile): SyntaxFile {
  return parse(path, text, previous, "whole");
}

/**
 * What a file declares, for a first look at a program: as `parseFile`, save that the conditions of segments are not read. In
 * their place stand errors of which nobody speaks. The result is of no help to `parseFile`.
 */
export function outlineFile(path: string, text: string, previous?: SyntaxFile): SyntaxFile {
  return parse(path, text, previous, "outline");
}

function parse(path: string, text: string, previous: SyntaxFile | undefined, depth: Depth): SyntaxFile {
  const memory = previous?.path === path ? memories.get(previous) : undefined;
  if (previous !== undefined && memory !== undefined && previous.text === text)
    if (memory.depth === "whole" || depth === "outline") return previous;
  if (depth === "outline") return remembered(new FileParser(path, text, freshScan(skim(path, text)), null, depth));
  if (previous === undefined || memory?.depth !== "whole")
    return remembered(new FileParser(path, text, freshScan(scan(path, text)), null, depth));
  memories.delete(previous);
  const scanned = rescan(path, memory.scan, previous.text, text);
  return remembered(new FileParser(path, text, scanned, memory.parts, depth));
}

function remembered(parser: FileParser): SyntaxFile {
  const file = parser.parse();
  const { depth, scan, parts } = parser;
  memories.set(file, depth === "whole" ? { depth, scan, parts } : { depth });
  return file;
}

/** The tokens of a file, in textual order; cut anew where a later form of the file has taken them over. */
export function tokensOf(file: SyntaxFile): readonly Token[] {
  const memory = memories.get(file);
  return (memory?.depth === "whole" ? memory.scan : scan(file.path, file.text)).tokens;
}

function freshScan(scan: ScanResult): Rescan {
  return { scan, before: 0, after: scan.tokens.length, by: 0 };
}
