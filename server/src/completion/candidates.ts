import {
  columnsOf,
  type FieldDeclaration,
  parseFile,
  quoteName,
  type Span,
  type Surroundings,
  type SyntaxFile,
} from "@seg-lang/language";
import { CompletionItemKind } from "vscode-languageserver";
import { declaredAt } from "../editing/declaration-places.js";
import { folderOf, joinedUri, normalUri } from "../program/uris.js";
import type { FileView, ProgramView } from "../program/view.js";
import { candidatesBehind, rangeEnds } from "./behind-words.js";
import { type Candidate, RANK } from "./candidate.js";
import { declarationCandidates, headerCandidates, modifierCandidates, typeCandidates } from "./declarations.js";
import { type DeclaredSegment, declaredNames } from "./declared-names.js";
import { type Around, entryCandidate, expressionCandidates } from "./expressions.js";
import { criterionCandidate, fieldCandidate, segmentCandidate, segmentCandidates } from "./names.js";
import { operatorCandidates, operatorContext } from "./operators.js";
import { formCandidate, wordCandidate } from "./words.js";

/** Of what can follow in the head of a declaration, what may also be left out. */
const MAY_FOLLOW: ReadonlySet<string> = new Set(["exhaustive", "ordered", "overlapping", "column", ","]);

/** All that could be written at a place. */
export function candidatesAt(
  { place, criterion, replaced, inText, unit }: Surroundings,
  file: FileView,
  around: Around,
): readonly Candidate[] {
  const { view, meanings, own } = around;
  const line = file.text.slice(Math.max(0, replaced.start - 200), replaced.start);
  const isDate = (end: number) => isDay(file, replaced.start - line.length + end, around);
  const behind = inText ? null : candidatesBehind(line, isDate);
  if (behind !== null) return behind;
  if (!inText && unit !== "customer" && unit !== null && /\.\.<?$/.test(line)) return rangeEnds(line, isDate);
  if (unit === "list" && /\bcolumn\s+$/.test(line)) return columnCandidates(view, file, replaced);
  if (unit === "customer" && /:\s*list\s+$/.test(line)) return [wordCandidate("of", 0)];
  const declarations = () =>
    declarationCandidates(criterion, view.program.model.schema !== null)
      .filter(({ label }) => label !== "otherwise" || isLast(file, replaced.start))
      .map((one) => ({ ...one, rank: one.rank - 10 }));
  switch (place.kind) {
    case "nothing":
      if (inText) return [];
      if (unit === "customer") return boundCandidates(line, file, replaced);
      if (unit !== "list") return [];
      if (isAtLineStart(line) && isListComplete(file, replaced)) return declarations();
      return /\blist\b[^"=]*=\s*$/.test(line) ? [formCandidate("[…]", 0, "[$1]")] : [];
    case "declaration":
      return declarations();
    case "header":
      // A criterion may end with its name, a list with its file: what follows then begins a line.
      return [
        ...(isAtLineStart(line) && place.words.some((word) => MAY_FOLLOW.has(word)) ? declarations() : []),
        ...headerCandidates(place).filter(
          ({ label }) => label !== "rows" || holdsRecords(fieldAt(file, replaced, "rows")),
        ),
      ];
    case "type": {
      // The elements of a list are no lists.
      const isElement = /\blist\s+of\s+$/.test(line);
      return typeCandidates().filter(({ label }) => !isElement || !label.startsWith("list of"));
    }
    case "modifier":
      // At the beginning of a line the name of the next field is written.
      return isAtLineStart(line)
        ? []
        : modifierCandidates(fieldAt(file, replaced) ?? place.field).filter(
            ({ label }) => label !== "key" || !hasKey(file, replaced),
          );
    case "criterion-name": {
      const { criteria, ordered } = declaredNames(view);
      return criteria.filter((name) => !ordered.includes(name)).map((name) => criterionCandidate(name, 0));
    }
    case "list-file":
      return [...listFiles(view, file), formCandidate('"…"', RANK.other, '"‹1:file.txt›"')];
    case "expectation": {
      const names = declaredNames(view);
      const found =
        place.criterion === null ? segmentCandidates(names, meanings, null, 0) : segmentsOf(view, place.criterion);
      const still = stillExpected(names.segments, line, view);
      const open = found.filter(
        ({ about }) =>
          about?.kind !== "segment" ||
          still.some(({ name, criterion: own }) => name === about.name && own === about.criterion),
      );
      if (place.criterion !== null) return open;
      const criteria = new Set(still.map((segment) => segment.criterion));
      return [
        ...open,
        ...names.criteria.filter((name) => criteria.has(name)).map((name) => criterionCandidate(name, 1)),
      ];
    }
    case "member-segment":
      return segmentsOf(view, place.criterion).filter(
        ({ about }) => about?.kind !== "segment" || about.name !== own?.name || own.criterion !== place.criterion,
      );
    case "entry":
      return place.fields.map(entryCandidate);
    case "member":
      return place.fields.map((field) => fieldCandidate(field, 0));
    case "expression":
      return expressionCandidates(place, around);
    case "operator": {
      const isWhole = place.operand.kind === "condition" || unit === "define";
      const begins = place.complete && isWhole && isAtLineStart(line);
      return [...(begins ? declarations() : []), ...operatorCandidates(place, operatorContext(file, replaced.start))];
    }
  }
}

/** The declarations of a file as they are with another word at a place: what is half written there is in nobody's way. */
function readWith({ path, text, syntax }: FileView, { start, end }: Span, word: string): SyntaxFile {
  return text.slice(start, end) === word ? syntax : parseFile(path, text.slice(0, start) + word + text.slice(end));
}

/** The field of the customer block that a place is behind the type of. */
function fieldAt(file: FileView, replaced: Span, word = ""): FieldDeclaration | null {
  const declared = declaredAt(readWith(file, replaced, word), file.text.slice(0, replaced.start).trimEnd().length);
  return declared?.kind === "field" ? declared : null;
}

function hasKey(file: FileView, replaced: Span): boolean {
  return readWith(file, replaced, "").declarations.some(
    (each) =>
      each.kind === "customer" && each.fields.some(({ modifiers }) => modifiers.some(({ kind }) => kind === "key")),
  );
}

function holdsRecords(field: FieldDeclaration | null): boolean {
  return field?.type?.kind === "list-type" && field.type.element?.kind === "record-type";
}

/** Whether nothing follows in the braces that a place is in, where nothing stands for the rest yet. */
function isLast({ syntax }: FileView, offset: number): boolean {
  const criterion = syntax.declarations.find(({ span }) => span.start < offset && offset <= span.end);
  if (criterion?.kind !== "criterion") return true;
  return criterion.members.every(({ kind, span }) => kind === "segment" && span.start < offset);
}

/** Whether the list that a place is behind needs nothing more. */
function isListComplete(file: FileView, replaced: Span): boolean {
  const list = readWith(file, replaced, "").declarations.findLast(({ span }) => span.start <= replaced.start);
  if (list?.kind !== "list" || list.source === null) return false;
  if (list.source.kind === "file") return list.source.span.end <= replaced.start;
  const { end } = list.source.values.span;
  return end <= replaced.start && file.text[end - 1] === "]";
}

/** The end of a domain of days; behind a blank the domain may be open, and what follows it is written. */
function boundCandidates(line: string, file: FileView, replaced: Span): readonly Candidate[] {
  if (/\.\.<?[^\S\r\n]+$/.test(line)) return modifierCandidates(fieldAt(file, replaced));
  const type = /:\s*(?:list\s+of\s+)?(date|datetime)\b[^:{}]*\.\.<?$/.exec(line)?.[1];
  if (type === undefined) return [];
  return (type === "date" ? ["today"] : ["today", "now"]).map((word, rank) => wordCandidate(word, rank));
}

function isAtLineStart(line: string): boolean {
  return /(^|[\r\n])[ \t]*$/.test(line);
}

function segmentsOf(view: ProgramView, criterion: string): readonly Candidate[] {
  return declaredNames(view)
    .segments.filter((segment) => segment.criterion === criterion)
    .map((segment) => segmentCandidate(segment, false, 0));
}

/** Whether the operand that ends shortly before an offset is a day: it has no hours. */
function isDay({ path, text }: FileView, end: number, { meanings }: Around): boolean {
  const blanks = /\s*$/.exec(text.slice(0, end))![0].length;
  const span = { start: end - blanks - 1, end: end - blanks };
  const type = meanings.typeAt(path, span)?.type;
  if (type !== undefined && type.kind !== "unknown") return type.kind === "value" && type.type.kind === "date";
  // In a condition that cannot be read yet the name is known nevertheless.
  const name = meanings.at(path, span.end)?.meaning;
  return name?.kind === "field" && meanings.fieldOf(name)?.type.kind === "date";
}

/** Who is in one segment of a criterion is in no other, unless it is `overlapping`; and nothing is expected twice. */
function stillExpected(
  segments: readonly DeclaredSegment[],
  line: string,
  { program }: ProgramView,
): readonly DeclaredSegment[] {
  const written = /\}\s*(?:not\s+)?in\b([^{}]*)$/.exec(line)?.[1];
  if (written === undefined) return segments;
  const [within = "", without = ""] = /\}\s*not/.test(line.slice(line.lastIndexOf("}")))
    ? ["", written]
    : written.split(/\bnot\s+in\b/);
  const named = (text: string) =>
    segments.filter(({ name, criterion }) =>
      text.split(/[,،]/).some((one) => {
        const reference = one.trim();
        return reference === quoteName(name) || (criterion !== null && reference === qualifiedName(criterion, name));
      }),
    );
  const [inside, outside] = [named(within), named(without)];
  const several = new Set(program.model.criteria.filter(({ overlapping }) => overlapping).map(({ name }) => name));
  const taken = new Set(
    inside.flatMap(({ criterion }) => (criterion === null || several.has(criterion) ? [] : [criterion])),
  );
  const isIn = !/\bnot\s+in\b/.test(line.slice(line.lastIndexOf("}")));
  return segments.filter(
    (segment) =>
      !inside.includes(segment) &&
      !outside.includes(segment) &&
      !(isIn && segment.criterion !== null && taken.has(segment.criterion)),
  );
}

function qualifiedName(criterion: string, segment: string): string {
  return `${quoteName(criterion)}.${quoteName(segment)}`;
}

/** The columns of the table that a list is read from. */
function columnCandidates(view: ProgramView, file: FileView, replaced: Span): readonly Candidate[] {
  const list = readWith(file, replaced, '""').declarations.findLast(({ span }) => span.start <= replaced.start);
  if (list?.kind !== "list" || list.source?.kind !== "file") return [];
  const uri = joinedUri(folderOf(normalUri(file.uri)), list.source.file.value);
  const table = [...view.others.values()].find((each) => normalUri(each.uri) === uri);
  const columns = table === undefined ? [] : columnsOf(table.text);
  return columns.map((name, rank) => ({
    label: JSON.stringify(name),
    filter: name,
    kind: CompletionItemKind.Field,
    rank,
    description: "column",
  }));
}

/** Files that lists of the program are read from already: the disk is not looked at. */
function listFiles(view: ProgramView, file: FileView): readonly Candidate[] {
  const folder = folderOf(normalUri(file.uri));
  return [...view.others.values()].flatMap(({ path, uri }) => {
    const name = path.split("/").at(-1)!;
    const below = normalUri(uri);
    if (path === "seg.json" || !below.startsWith(`${folder}/`)) return [];
    const written = below.slice(folder.length + 1);
    if (joinedUri(folder, written) === null) return [];
    return [
      {
        label: JSON.stringify(written),
        filter: written,
        kind: CompletionItemKind.File,
        rank: RANK.value,
        description: name,
      },
    ];
  });
}
