import { errorCount, type Meaning, parseFile, renameEverywhere, type TextEdit } from "@seg-lang/language";
import {
  LSPErrorCodes,
  type PrepareRenameParams,
  type PrepareRenameResult,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { changedProgram, editedText } from "../editing/changed-program.js";
import { workspaceEdit } from "../editing/workspace-edit.js";
import { comparedOtherwise } from "../program/choice-comparisons.js";
import { choiceEntries } from "../program/choice-lists.js";
import { choiceAt, type PointedChoice, usesOfChoice } from "../program/choices.js";
import { nameAt, type PointedName, titleOf } from "../program/meaning-at.js";
import { textOf } from "../program/places.js";
import type { ProgramView } from "../program/view.js";
import type { FeatureContext } from "./feature.js";

/** The name that would be renamed, without its backticks; an error says why there is none. */
export function prepareRename(view: ProgramView, params: PrepareRenameParams): PrepareRenameResult {
  const choice = nameAt(view, params) === null ? choiceAt(view, params) : null;
  if (choice !== null) {
    return { range: textOf(view, choice.here.file)!.places.range(choice.here.span), placeholder: choice.value };
  }
  const { occurrence, file } = renamable(view, params);
  return { range: file.places.range(occurrence.span), placeholder: occurrence.meaning.name };
}

/** Renames in all files of the program; refused where anything would mean something else than before. */
export function rename(view: ProgramView, params: RenameParams, context: FeatureContext): WorkspaceEdit {
  const choice = nameAt(view, params) === null ? choiceAt(view, params) : null;
  if (choice !== null) return workspaceEdit(view, choiceEdits(view, choice, params.newName), context.client);
  const { occurrence } = renamable(view, params);
  const { meaning } = occurrence;
  // Who writes the backticks means the name within.
  const newName = params.newName.trim().replace(/^`(.*)`$/su, "$1");
  const renaming = renameEverywhere(view.program, meaning, newName);
  switch (renaming.kind) {
    case "edits":
      return workspaceEdit(view, renaming.edits, context.client);
    case "not-renamable":
      throw refusal(notRenamable(meaning));
    case "no-name":
      throw refusal(
        newName === ""
          ? "A name cannot be empty."
          : `\`${newName}\` cannot be a name: line ends, backticks and invisible characters have no place in one.`,
      );
    case "taken": {
      const where = renaming.place === null ? "" : ` (${placeWords(view, renaming.place)})`;
      const alike = renaming.by.name === newName.normalize("NFC") ? "" : ", which differs only by variants of letters";
      throw refusal(`There is already ${titleOf(renaming.by)}${where}${alike}. Choose another name.`);
    }
    case "captured": {
      const instead = renaming.by === null ? "nothing, or could mean several things" : titleOf(renaming.by);
      throw refusal(
        `With the name \`${newName}\`, the name in ${placeWords(view, renaming.place)} would mean ${instead}. Choose another name.`,
      );
    }
  }
}

/** Wherever it stands as a value of its field; in the data it is spelled as before. */
function choiceEdits(view: ProgramView, choice: PointedChoice, given: string): readonly TextEdit[] {
  const { value, declared, code, others } = choice;
  const name = given.trim().replace(/^"(.*)"$/su, "$1");
  if (name === "") throw refusal("A choice cannot be empty.");
  if (others.includes(name)) throw refusal(`\`${choice.field.join(".")}\` already has the choice "${name}".`);
  if (name === value) return [];
  if (!canBeText(name)) throw refusal(`"${name}" cannot be a choice: signs that nobody sees have no place in one.`);
  const elsewhere = comparedOtherwise(view, choice);
  if (elsewhere !== null) {
    throw refusal(
      `In ${placeWords(view, elsewhere)}, \`${choice.field.join(".")}\` is compared with something else than written choices, and that would mean something else. Change it there first.`,
    );
  }
  const newText = JSON.stringify(name).slice(1, -1);
  const spelled = code === null ? [insertedBehind(declared, ` = ${JSON.stringify(value)}`)] : [];
  const { unclear } = choiceEntries(view, value, choice.field);
  if (unclear !== null) {
    throw refusal(
      unclear.why === "table"
        ? `"${value}" also stands in the table that the list \`${unclear.name}\` is read from: change it there first.`
        : `"${value}" also stands in the list \`${unclear.name}\`, which is compared with other fields, too: give \`${choice.field.join(".")}\` a list of its own first.`,
    );
  }
  const edits = [
    ...[declared, ...usesOfChoice(view, choice)].map((location) => ({
      location,
      newText: view.files.has(location.file) ? newText : inLine(name),
    })),
    ...spelled,
  ];
  const paths = [...new Set(edits.map(({ location }) => location.file))];
  const files = paths.map((path) => ({ path, text: editedText(path, textOf(view, path)?.text ?? "", edits) }));
  if (errorCount(changedProgram(view, files).diagnostics) > errorCount(view.program.diagnostics)) {
    throw refusal(`"${value}" also stands where it cannot be told which field is meant: change it there first.`);
  }
  return edits;
}

/** A text that the language reads as it is written, without a warning. */
function canBeText(text: string): boolean {
  return parseFile("", `list choices = [${JSON.stringify(text)}]`).diagnostics.length === 0;
}

/** In a file of lines a value stands as it is. */
function inLine(name: string): string {
  if (/[\r\n]/.test(name)) throw refusal("A value with a line end has no place in a list file.");
  return name;
}

function insertedBehind({ file, span }: PointedChoice["declared"], newText: string): TextEdit {
  const end = span.end + 1;
  return { location: { file, span: { start: end, end } }, newText };
}

function renamable(view: ProgramView, params: PrepareRenameParams): PointedName {
  const pointed = nameAt(view, params);
  if (pointed === null) throw refusal("There is no name here that the program declares.");
  const { meaning } = pointed.occurrence;
  if (meaning.kind === "customer" || meaning.kind === "element") throw refusal(notRenamable(meaning));
  return pointed;
}

function notRenamable(meaning: Meaning): string {
  return `\`${meaning.name}\` is a word of the language and cannot be renamed.`;
}

/** `orders.seg, line 3`. */
function placeWords(
  view: ProgramView,
  place: { readonly file: string; readonly span: { readonly start: number } },
): string {
  const line = textOf(view, place.file)?.places.position(place.span.start).line;
  return line === undefined ? place.file : `${place.file}, line ${line + 1}`;
}

function refusal(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
