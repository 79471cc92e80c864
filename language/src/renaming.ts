import type { TextEdit } from "./diagnostics/diagnostic.js";
import { analyseProgram, meaningsOf, type Program } from "./program.js";
import type { Meaning } from "./semantics/meanings/meaning.js";
import type { Meanings } from "./semantics/meanings.js";
import type { Location } from "./source/source.js";
import { quoteName } from "./syntax/names.js";
import { parseFile } from "./syntax/parse.js";

/** What comes of giving something another name. */
export type Renaming =
  | { readonly kind: "edits"; readonly edits: readonly TextEdit[] }
  /** No name of the program: a word of the language, `it`, `customer`, or the program has been analysed since. */
  | { readonly kind: "not-renamable" }
  /** Cannot be written as a name, not even in backticks. */
  | { readonly kind: "no-name" }
  /** `by` has the name already. */
  | { readonly kind: "taken"; readonly by: Meaning; readonly place: Location | null }
  /** At `place`, a name would mean something else than now: `by`, or nothing where that is null. */
  | { readonly kind: "captured"; readonly place: Location; readonly by: Meaning | null };

/**
 * Renames something in the whole program, broken parts included, so that everything means what it meant: names get or
 * lose their backticks, and a field goes on reading the column that was its name, by `from "…"`. Whether that is so is
 * found out by reading the program as it would be, from the start.
 */
export function renameEverywhere(program: Program, meaning: Meaning, newName: string): Renaming {
  const meanings = meaningsOf(program);
  if (meanings === null || meaning.kind === "customer" || meaning.kind === "element") return { kind: "not-renamable" };
  const name = newName.normalize("NFC");
  if (!canBeName(name)) return { kind: "no-name" };
  if (name === meaning.name) return { kind: "edits", edits: [] };
  const rival = meanings.rivalOf(meaning, name);
  if (rival !== null) {
    const place = meanings.declarationOf(rival);
    return { kind: "taken", by: rival, place: place && { file: place.file, span: place.name } };
  }
  const edits = editsOf(meanings, meaning, name);
  return changedMeaning(program, meanings, meaning, edits) ?? { kind: "edits", edits };
}

/** A name that the language can write, in backticks if need be. */
function canBeName(name: string): boolean {
  const { declarations, diagnostics } = parseFile("", `list ${quoteName(name)} = [1]`);
  const [list] = declarations;
  return list?.kind === "list" && list.name?.text === name && diagnostics.length === 0;
}

function editsOf(meanings: Meanings, meaning: Meaning, name: string): readonly TextEdit[] {
  const written = quoteName(name);
  const edits = meanings
    .of(meaning)
    .map(({ file, span }) => ({ location: { file, span: { ...span } }, newText: written }));
  const column = meaning.kind === "field" ? columnEdit(meanings, meaning) : null;
  return column === null ? edits : [...edits, column];
}

/** Lets a field that was found in the data by its name be found there as before. */
function columnEdit(meanings: Meanings, meaning: Meaning): TextEdit | null {
  const place = meanings.declarationOf(meaning);
  const declaration = meanings.fieldDeclaration(meaning);
  if (place === null || declaration === null) return null;
  if (declaration.modifiers.some(({ kind }) => kind === "from" || kind === "from-rows")) return null;
  const from = `from ${JSON.stringify(meaning.name)}`;
  // In the order in which the formatter writes them.
  const next = declaration.modifiers.find(({ kind }) => kind === "missing" || kind === "split");
  const at = next?.span.start ?? declaration.span.end;
  const newText = next === undefined ? ` ${from}` : `${from} `;
  return { location: { file: place.file, span: { start: at, end: at } }, newText };
}

/** Null where every name means after the edits what it meant before. */
function changedMeaning(
  program: Program,
  before: Meanings,
  renamed: Meaning,
  edits: readonly TextEdit[],
): Renaming | null {
  const byFile = editsByFile(edits);
  const files = program.input.files.map((file) => ({
    path: file.path,
    text: edited(file.text, byFile.get(file.path)),
  }));
  const renewed = analyseProgram({ ...program.input, files });
  const after = meaningsOf(renewed);
  if (after === null) return null;
  const keys = new Map<string, string>();
  const meantBefore = new Map<string, string>();
  for (const { path } of program.input.files) {
    const found = new Map(after.in(path).map((occurrence) => [occurrence.span.start, occurrence]));
    const moved = movingBy(byFile.get(path));
    for (const old of before.in(path)) {
      const start = moved(old.span.start);
      const now = found.get(start);
      found.delete(start);
      const { key } = old.meaning;
      const place = { file: path, span: { ...old.span } };
      const same = now !== undefined && (keys.get(key) ?? now.meaning.key) === now.meaning.key;
      if (!same || (meantBefore.get(now.meaning.key) ?? key) !== key)
        return { kind: "captured", place, by: now?.meaning ?? null };
      keys.set(key, now.meaning.key);
      meantBefore.set(now.meaning.key, key);
    }
    // A name that meant nothing may well have meant what is renamed.
    const others = [...found.values()].filter(({ meaning }) => meaning.key !== keys.get(renamed.key));
    const [other] = others;
    if (other !== undefined) return { kind: "captured", place: { file: path, span: other.span }, by: other.meaning };
  }
  const place = newlyWrong(program, renewed, before, byFile);
  return place === null ? null : { kind: "captured", place, by: null };
}

/** The name, as it stands before the edits, at which something is an error that was none: it is ambiguous, or a circle. */
function newlyWrong(
  { diagnostics }: Program,
  renewed: Program,
  before: Meanings,
  byFile: ReadonlyMap<string, readonly TextEdit[]>,
): Location | null {
  const errors = (all: Program["diagnostics"]) => all.filter(({ severity }) => severity === "error");
  const open = new Map<string, number>();
  for (const { rule } of errors(diagnostics)) open.set(rule, (open.get(rule) ?? 0) + 1);
  for (const { rule, location } of errors(renewed.diagnostics)) {
    const left = (open.get(rule) ?? 0) - 1;
    open.set(rule, left);
    if (left >= 0) continue;
    const moved = movingBy(byFile.get(location.file));
    const name = before.in(location.file).findLast(({ span }) => moved(span.start) <= location.span.start);
    return { file: location.file, span: { ...(name?.span ?? { start: 0, end: 0 }) } };
  }
  return null;
}

/** In the order of the text: a program may have thousands of them. */
function editsByFile(edits: readonly TextEdit[]): ReadonlyMap<string, readonly TextEdit[]> {
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    const others = byFile.get(edit.location.file);
    if (others === undefined) byFile.set(edit.location.file, [edit]);
    else others.push(edit);
  }
  for (const own of byFile.values()) own.sort((a, b) => a.location.span.start - b.location.span.start);
  return byFile;
}

function edited(text: string, edits: readonly TextEdit[] = []): string {
  const pieces: string[] = [];
  let end = 0;
  for (const { location, newText } of edits) {
    pieces.push(text.slice(end, location.span.start), newText);
    end = location.span.end;
  }
  pieces.push(text.slice(end));
  return pieces.join("");
}

/** Where a name begins when the edits of its file are made. */
function movingBy(edits: readonly TextEdit[] = []): (start: number) => number {
  const ends = edits.map(({ location }) => location.span.end);
  const shifts = [0];
  for (const { location, newText } of edits) {
    const { start, end } = location.span;
    shifts.push(shifts.at(-1)! + newText.length - (end - start));
  }
  return (start) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! <= start) low = middle + 1;
      else high = middle;
    }
    return start + shifts[low]!;
  };
}
