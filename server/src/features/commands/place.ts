import { type Criterion, type Meaning, meaningsOf } from "@seg-lang/language";
import type { Position } from "vscode-languageserver";
import { documentText } from "../../documents/document-text.js";
import { type CustomerSubject, type DocumentSubject, documentUri } from "../../documents/document-uri.js";
import { fileOf } from "../../program/places.js";
import type { ProgramView } from "../../program/view.js";
import type { CommandResult, FeatureContext } from "../feature.js";

/** What a command is about: the segment or criterion whose declaration holds the place, or that is named there. */
interface CommandPlace {
  /** Id of a segment of the model. */
  readonly segment: string | null;
  readonly criterion: Criterion | null;
}

/** Null where the first argument is no place in a program, or nothing of the kind is there. */
export function placeOfCommand(view: ProgramView | null, [place]: readonly unknown[]): CommandPlace | null {
  const { uri, position } = (typeof place === "object" && place !== null ? place : {}) as {
    readonly uri?: unknown;
    readonly position?: unknown;
  };
  const file = view === null || typeof uri !== "string" ? null : fileOf(view, uri);
  if (view === null || file === null || !isPosition(position)) return null;
  const meanings = meaningsOf(view.program);
  const offset = file.places.offset(position);
  const named = meanings?.at(file.path, offset)?.meaning;
  const meaning = named?.kind === "segment" || named?.kind === "criterion" ? named : declared(offset);
  return meaning === null || meaning === undefined ? null : placeOf(meaning, view);

  function declared(at: number): Meaning | null | undefined {
    const around = meanings?.declaredAround(file!.path, at);
    if (around?.kind === "segment" || around?.kind === "criterion") return around;
    // Between the segments of a criterion, and at its braces.
    const outer = file!.syntax.declarations.find(
      (each) => each.kind === "criterion" && each.span.start <= at && at <= each.span.end,
    );
    return outer?.kind === "criterion" && outer.name !== null ? meanings?.criterionNamed(outer.name.text) : null;
  }
}

function placeOf(meaning: Meaning, { program }: ProgramView): CommandPlace | null {
  const { criteria } = program.model;
  if (meaning.kind === "segment") {
    const criterion = criteria.find(({ segments }) => segments.some(({ id }) => id === meaning.id)) ?? null;
    return criterion === null ? null : { segment: meaning.id, criterion };
  }
  const criterion = criteria.find(({ name, inferred }) => !inferred && name === meaning.name) ?? null;
  return criterion === null ? null : { segment: null, criterion };
}

function isPosition(value: unknown): value is Position {
  const { line, character } = (typeof value === "object" && value !== null ? value : {}) as Partial<Position>;
  return typeof line === "number" && typeof character === "number";
}

/** Opens a document that the program tells. */
export function opened(
  subject: Exclude<DocumentSubject, CustomerSubject>,
  view: ProgramView,
  context: FeatureContext,
): CommandResult {
  return openedWith({ ...subject, ...onlyFileOf(view) }, () => documentText(subject, view), context);
}

/** Opens a document; an editor that cannot fetch it is told its text, and gets it with the result. */
export function openedWith(
  subject: DocumentSubject,
  textOf: () => string,
  { client }: Pick<FeatureContext, "client">,
): CommandResult {
  const uri = documentUri(subject);
  if (client.workspace?.textDocumentContent !== undefined) return { show: { uri }, result: { uri } };
  const text = textOf();
  return { message: text.trimEnd(), result: { uri, text } };
}

/** By what a program of one file is told from others in its folder. */
export function onlyFileOf({ files }: ProgramView): { readonly file?: string } {
  const [only, second] = files.keys();
  return only === undefined || second !== undefined ? {} : { file: only };
}

/** Says what to do instead. */
export function told(message: string): CommandResult {
  return { message, result: null };
}
