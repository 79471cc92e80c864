import type { SourceFile } from "../source/source.js";

/** A program as it comes from a disk, an editor or a test. All reading has been done, or is done by `readList`. */
export interface ProgramInput {
  readonly files: readonly SourceFile[];
  /** `seg.json`, or null where there is none. */
  readonly config: { readonly path: string; readonly text: string } | null;
  /** Reads a file that a list names: `path` as written in `fromFile`, relative to it. */
  readList(fromFile: string, path: string): ListFileResult;
  /** Demand that every segment is placed in a declared criterion. */
  readonly strict?: boolean;
}

export type ListFileResult =
  /** `path` relative to the program's root. */
  | { readonly kind: "text"; readonly path: string; readonly text: string }
  | { readonly kind: "absent" }
  | { readonly kind: "outside" }
  /** `reason` completes "cannot be read: …". */
  | { readonly kind: "unreadable"; readonly reason: string };
