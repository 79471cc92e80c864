import type { Diagnostic, LineIndex, Program, Proofs, SyntaxFile } from "@seg-lang/language";
import type { TextPlaces } from "./places.js";

/**
 * A program as the features of the editor see it: everything they read, and nothing of the protocol's state. A view is
 * made for one request, and is not kept: `analyseProgram` takes a program over, and moves its places, at the next change.
 */
export interface ProgramView {
  /** URI of the program's root folder, or of the lone file's folder, without a slash at its end, decoded. */
  readonly root: string;
  readonly program: Program;
  /** What is proved of this very version of the program; null until the proofs are there. */
  readonly proofs: Proofs | null;
  /** What the editor shows of this version: the check's findings and, as far as they are known, those of the proofs. */
  readonly diagnostics: readonly Diagnostic[];
  /** By path, relative to the root, as in `program.files`. */
  readonly files: ReadonlyMap<string, FileView>;
  /** `seg.json` and the list files that the program has read, by path relative to the root. */
  readonly others: ReadonlyMap<string, TextView>;
  /** What is known of the sample data; null where none is named, or none has been read yet. */
  readonly sample: SampleView | null;
  /** What the editor's user has set. */
  readonly settings: EditorSettings;
}

/** One text file of a program. */
export interface TextView {
  readonly path: string;
  /** As the editor spells it. */
  readonly uri: string;
  /** As the editor counts its changes; null where the file is not open. */
  readonly version: number | null;
  readonly text: string;
  /** Offsets ↔ positions in the encoding that was agreed with the editor. */
  readonly places: TextPlaces;
}

/** One `.seg` file. */
export interface FileView extends TextView {
  readonly syntax: SyntaxFile;
  readonly lines: LineIndex;
}

/** What a run over the sample data has found, of an earlier version of the program perhaps. */
export interface SampleView {
  /** Path of the data, relative to the root where it lies inside. */
  readonly file: string;
  /** Customers read, and whether these are all. */
  readonly customers: number;
  readonly complete: boolean;
  /** Absent where nobody was rejected. */
  readonly rejected?: SampleRejects;
  /**
   * Customers by segment id; a segment that is not there has not been counted as it is written now. A customer in two
   * segments of an exclusive criterion counts in both.
   */
  readonly counts: ReadonlyMap<string, number>;
  /**
   * Values seen, the most frequent first, by field path (`orders.channel`): at most 50 a field, texts and choices only. Of fields
   * with thousands of values the numbers are such as have been seen at least.
   */
  readonly values: ReadonlyMap<string, readonly { readonly value: string; readonly customers: number }[]>;
}

/** Records of the sample data that are no customers: they are counted nowhere, and nobody is to wonder where they are. */
export interface SampleRejects {
  readonly records: number;
  /** The key of one whose record says why, so that it can be explained; null where none is known. */
  readonly key: string | null;
}

/** The settings under `seg.` of an editor, defaults filled in. */
export interface EditorSettings {
  readonly lens: { readonly counts: boolean; readonly proofs: boolean; readonly commands: boolean };
  readonly hints: { readonly criterion: boolean; readonly share: boolean };
  /** Path of sample data, in place of that of `seg.json`; null: as `seg.json` says. */
  readonly sampleData: string | null;
  /** Prove at every change, or only when a file is saved, or never. */
  readonly prove: "change" | "save" | "off";
}
