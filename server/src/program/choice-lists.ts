import { type Location, type Meaning, type Meanings, meaningsOf, type NamedList, type Span } from "@seg-lang/language";
import { textOf } from "./places.js";
import type { ProgramView } from "./view.js";

/** The entries of named lists that are one choice of a field. */
export interface ChoiceEntries {
  /** Between the quotes, or in a list file the value itself. */
  readonly places: readonly Location[];
  /** A list that has the value, but is not compared with that field alone, or has it where it cannot be rewritten. */
  readonly unclear: UnclearList | null;
}

export interface UnclearList {
  readonly name: string;
  readonly why: "other-fields" | "table";
}

/** Where a choice of a field (by its path) stands in named lists that are compared with the field. */
export function choiceEntries(view: ProgramView, value: string, field: readonly string[]): ChoiceEntries {
  const meanings = meaningsOf(view.program);
  const places: Location[] = [];
  let unclear: UnclearList | null = null;
  if (meanings === null) return { places, unclear };
  for (const list of view.program.model.lists) {
    if (!holds(list, value)) continue;
    const fields = comparedFields(view, meanings, list);
    if (!fields.has(field.join("."))) continue;
    const found = fields.size === 1 ? placesIn(view, list, value) : null;
    if (found === null) unclear ??= { name: list.name, why: fields.size === 1 ? "table" : "other-fields" };
    else places.push(...found);
  }
  return { places, unclear };
}

/** The only field that a list is compared with; null where there are several, or it is not clear. */
export function fieldOfList(view: ProgramView, name: string): readonly string[] | null {
  const meanings = meaningsOf(view.program);
  const list = view.program.model.lists.find((each) => each.name === name);
  if (meanings === null || list === undefined) return null;
  const [only, ...others] = comparedFields(view, meanings, list);
  return only === undefined || only === "" || others.length > 0 ? null : only.split(".");
}

function holds({ items }: NamedList, value: string): boolean {
  return items.kind === "file"
    ? items.values.includes(value)
    : items.literals.some((each) => each.type === "text" && each.value === value);
}

/** Paths of the fields of choices; an empty one for whatever else a list is used for. */
function comparedFields(view: ProgramView, meanings: Meanings, list: NamedList): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (meaning: Meaning) => {
    if (seen.has(meaning.key)) return;
    seen.add(meaning.key);
    const declared = meanings.declarationOf(meaning);
    for (const { file, span } of meanings.of(meaning)) {
      if (declared?.file === file && declared.name.start === span.start) continue;
      const { place } = meanings.surroundingsAt(file, span.start + 1) ?? {};
      const expected = place?.kind === "expression" ? place.expected : null;
      if (expected?.type.kind === "choice" && expected.field !== null) {
        found.add(expected.field.join("."));
        continue;
      }
      // `define small = sizes`: another name of the list.
      const around = meanings.declaredAround(file, span.start);
      if (around?.kind === "define" && isWhole(view, meanings, around, { file, span })) visit(around);
      else found.add("");
    }
  };
  const meaning = meanings.in(list.location.file).find(({ span }) => span.start === list.location.span.start)?.meaning;
  if (meaning !== undefined) visit(meaning);
  return found;
}

/** Whether nothing else stands in a define. */
function isWhole({ files }: ProgramView, meanings: Meanings, define: Meaning, { file, span }: Location): boolean {
  const start = meanings.declarationOf(define)?.name.start;
  const declaration = files
    .get(file)
    ?.syntax.declarations.find((each) => each.kind === "define" && each.name?.span.start === start);
  return (
    declaration?.kind === "define" &&
    declaration.value.span.start === span.start &&
    declaration.value.span.end === span.end
  );
}

/** Null where a value stands in a table: the place of a cell is not known. */
function placesIn(view: ProgramView, { items }: NamedList, value: string): readonly Location[] | null {
  if (items.kind === "literals") {
    return items.literals.flatMap(({ type, value: each, location: { file, span } }) =>
      type === "text" && each === value ? [{ file, span: { start: span.start + 1, end: span.end - 1 } }] : [],
    );
  }
  const file = textOf(view, items.file);
  if (file === null) return null;
  const lines = linesOf(file.text);
  const spans = items.values.flatMap((each, index): (Span | null)[] => {
    if (each !== value) return [];
    const line = lines[(items.lines[index] ?? 0) - 1];
    return [line === undefined || line.text.trim() !== value ? null : trimmed(line)];
  });
  return spans.includes(null) ? null : spans.map((span) => ({ file: items.file, span: span! }));
}

interface Line {
  readonly start: number;
  readonly text: string;
}

/** As list files are read: `\r` ends a line, too. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const end = /\r\n|\r|\n/g;
    end.lastIndex = start;
    const found = end.exec(text);
    lines.push({ start, text: text.slice(start, found?.index ?? text.length) });
    if (found === null) break;
    start = found.index + found[0].length;
  }
  return lines;
}

function trimmed({ start, text }: Line): Span {
  const from = start + text.length - text.trimStart().length;
  return { start: from, end: from + text.trim().length };
}
