import type { Name, SyntaxFile } from "../syntax/tree.js";
import type { SegmentEntry } from "./criteria/arrangement.js";
import type { DefineEntry } from "./defines.js";

/** A declaration whose meaning may depend on defines and segments. */
export interface Dependent {
  readonly name: Name;
  /** As it is in this check. */
  file: SyntaxFile;
  /** What messages call it. */
  readonly label: string;
  /** The defines and segments that its expression names, each once. */
  readonly references: (DefineEntry | SegmentEntry)[];
  /** Has an error, or depends on something that has one: not part of the model. */
  broken: boolean;
}
