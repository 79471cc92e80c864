import type { Diagnostic, Span, TextEdit } from "@seg-lang/language";
import type { FileView, ProgramView } from "../program/view.js";

/** A finding to be answered, in a `.seg` file. */
export interface Found {
  readonly view: ProgramView;
  readonly file: FileView;
  readonly finding: Diagnostic;
}

/**
 * A way out of a finding that only an editor offers, as somebody must look at what comes of it: something is removed that may
 * have been wanted, or declared that has yet to be filled in.
 */
export interface Remedy {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** URI of a file that is made, empty. */
  readonly newFile?: string;
  /** Nobody would want another way out. */
  readonly preferred?: boolean;
}

export function rewritten(file: { readonly path: string }, span: Span, newText: string): TextEdit {
  return { location: { file: file.path, span }, newText };
}
