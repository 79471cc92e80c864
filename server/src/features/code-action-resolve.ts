import {
  type Diagnostic,
  keepingComments,
  meaningsOf,
  type Program,
  parseFile,
  type TextEdit,
} from "@seg-lang/language";
import {
  type CodeAction,
  type Command,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { changedProgram, editedText } from "../editing/changed-program.js";
import { safeFixesOf } from "../editing/fix-all.js";
import { formattedEdits } from "../editing/formatted-edits.js";
import { newlyWrong } from "../editing/regrouped.js";
import { meansTheSame } from "../editing/same-meaning.js";
import { workspaceEdit } from "../editing/workspace-edit.js";
import { fileOf, TextPlaces } from "../program/places.js";
import { normalUri } from "../program/uris.js";
import type { ProgramView } from "../program/view.js";
import { RENAME_COMMAND } from "../protocol.js";
import type { Change } from "../refactorings/refactoring.js";
import { refactorings } from "../refactorings/registry.js";
import { selectionIn } from "../refactorings/selection.js";
import type { FeatureContext } from "./feature.js";

/** What a code action carries of itself, so that its edits can be made when it is chosen. */
export type ActionToMake = {
  readonly uri: string;
  /** Of the document when the action was offered. */
  readonly version: number | null;
} & (
  | { readonly make: "fix-all" /** Null: of all rules. */; readonly rule: string | null }
  | { readonly make: "refactoring"; readonly id: string; readonly key: string; readonly range: Range }
);

/** Makes the edits of an action that was chosen; an error says why there are none. */
export function codeActionResolve(view: ProgramView, action: CodeAction, context: FeatureContext): CodeAction {
  const data = action.data as ActionToMake | undefined;
  return data === undefined ? action : { ...action, ...editOf(view, data, context) };
}

/** The command is one of the client's own: the name that was made up is to be changed. */
export function editOf(
  view: ProgramView,
  data: ActionToMake,
  { client }: FeatureContext,
): { readonly edit: WorkspaceEdit; readonly command?: Command } {
  const normal = normalUri(data.uri);
  const file =
    fileOf(view, data.uri) ?? [...view.others.values()].find((other) => normalUri(other.uri) === normal) ?? null;
  if (file === null || file.version !== data.version) throw refusal("The text has changed since this was offered.");
  if (data.make === "fix-all") {
    const { rule } = data;
    const edits = safeFixesOf(view, file, (finding) => rule === null || finding.rule === rule);
    return { edit: workspaceEdit(view, edits, client) };
  }
  const change = changeOf(view, data);
  const syntaxes = new Map([...view.files].map(([path, { syntax }]) => [path, syntax]));
  const edits = formattedEdits(view, [...keepingComments(change.edits, syntaxes), ...(change.removals ?? [])]);
  const after = programAfter(view, edits);
  const wrong = firstWrong(view.program, after, change);
  if (wrong !== undefined) throw refusal(`Nothing has been changed, as this would be found then: ${wrong.message}`);
  if (!meansTheSame(view.program.model, after.model, change.renamed)) {
    throw refusal("The program would not mean the same afterwards, so nothing has been changed.");
  }
  const command = renaming(view, edits, change, client.experimental);
  return { edit: workspaceEdit(view, edits, client), ...(command === null ? {} : { command }) };
}

function changeOf(view: ProgramView, { uri, id, key, range }: ActionToMake & { readonly make: "refactoring" }): Change {
  const file = fileOf(view, uri);
  const meanings = meaningsOf(view.program);
  const refactoring = refactorings.find((each) => each.id === id);
  if (file === null || meanings === null || refactoring === undefined) throw refusal("Nothing can be done here.");
  const selection = selectionIn(view, file, file.places.span(range), meanings);
  const offer = refactoring.offers(selection).find((each) => each.key === key);
  if (offer === undefined) throw refusal("Nothing can be done here.");
  return offer.change();
}

function programAfter(view: ProgramView, edits: readonly TextEdit[]): Program {
  const paths = [...new Set(edits.map(({ location }) => location.file))];
  const files = paths.map((path) => ({ path, text: editedText(path, view.files.get(path)?.text ?? "", edits) }));
  return changedProgram(view, files);
}

/** What the check, or where segments move the proofs, would find wrong with the edits made, and do not now. */
function firstWrong(program: Program, after: Program, { regroups }: Change): Diagnostic | undefined {
  const wrongs = ({ findings }: Program) =>
    findings.filter(({ severity }) => severity === "error" || severity === "warning");
  const [old, now] = [wrongs(program), wrongs(after)];
  if (now.length > old.length) {
    const said = new Set(old.map(({ message }) => message));
    return now.find(({ message }) => !said.has(message)) ?? now.at(-1);
  }
  return regroups === true ? newlyWrong(program, after)[0] : undefined;
}

/** The client's command that asks for another name of what was named. */
function renaming(
  view: ProgramView,
  edits: readonly TextEdit[],
  { named }: Change,
  experimental: unknown,
): Command | null {
  const file = named === undefined ? undefined : view.files.get(named.file);
  if (named === undefined || file === undefined || !canRename(experimental)) return null;
  const text = editedText(file.path, file.text, edits);
  const declared = parseFile(file.path, text).declarations.find(
    (each) => (each.kind === "define" || each.kind === "list") && each.name?.text === named.name,
  );
  if (declared === undefined || !("name" in declared) || declared.name === null) return null;
  const position = new TextPlaces(text, file.places.encoding).position(declared.name.span.start);
  return { title: "Rename", command: RENAME_COMMAND, arguments: [{ uri: file.uri, position }] };
}

function canRename(experimental: unknown): boolean {
  return typeof experimental === "object" && experimental !== null && RENAME_COMMAND in experimental;
}

function refusal(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
