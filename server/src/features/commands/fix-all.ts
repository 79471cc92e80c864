import { safeFixesOf } from "../../editing/fix-all.js";
import { workspaceEdit } from "../../editing/workspace-edit.js";
import { fileOf } from "../../program/places.js";
import type { ProgramView } from "../../program/view.js";
import type { CommandResult, FeatureContext } from "../feature.js";
import { told } from "./place.js";

/** `seg.fixAll` (`{ uri }`): applies all that is safe to fix in a file. */
export function fixAll(
  view: ProgramView | null,
  [place]: readonly unknown[],
  { client }: FeatureContext,
): CommandResult {
  const uri = typeof place === "object" && place !== null && "uri" in place ? place.uri : null;
  const file = view === null || typeof uri !== "string" ? null : fileOf(view, uri);
  if (view === null || file === null)
    return told("Open a `.seg` file first: the command is about the file that is open.");
  const edits = safeFixesOf(view, file);
  if (edits.length === 0)
    return told("There is nothing in this file that can be fixed without somebody looking at it.");
  return { edit: { label: "Fix all that is safe to fix", edit: workspaceEdit(view, edits, client) } };
}
