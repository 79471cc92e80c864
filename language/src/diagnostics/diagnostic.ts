import type { Location } from "../source/source.js";

export type Severity = "error" | "warning" | "information" | "hint";

/** Replace what stands at `location` by `newText`. */
export interface TextEdit {
  readonly location: Location;
  readonly newText: string;
}

/** A change that answers a diagnostic. Edits never overlap. */
export interface Fix {
  /** What the change does, as a command: "Write `city = …`". */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Safe to apply without a person looking: the result means what the author plainly meant. */
  readonly safe: boolean;
}

export interface RelatedPlace {
  readonly location: Location;
  readonly message: string;
}

/** One finding about a program, ready for a terminal, an editor or a report. */
export interface Diagnostic {
  /** Stable: `SEG4001`. */
  readonly code: string;
  /** Stable: `overlapping-segments`. The name used in `seg.json` and in `// seg-ignore`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong and what to write instead, in the reader's words; one or two sentences. */
  readonly message: string;
  readonly location: Location;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
  /** The text at `location` has no effect; editors fade it. */
  readonly unnecessary: boolean;
}
