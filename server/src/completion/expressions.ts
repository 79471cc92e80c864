import type {
  ExpressionPlace,
  ExpressionType,
  FieldType,
  Meanings,
  ScalarType,
  VisibleField,
} from "@seg-lang/language";
import { quoteName } from "@seg-lang/language";
import { CompletionItemKind } from "vscode-languageserver";
import { grouped } from "../describing/share.js";
import { family, writtenType } from "../describing/types.js";
import type { ProgramView } from "../program/view.js";
import { durationCandidates } from "./behind-words.js";
import { type Candidate, RANK } from "./candidate.js";
import { type DeclaredNames, type DeclaredSegment, declaredNames } from "./declared-names.js";
import { criterionCandidate, defineCandidate, fieldCandidate, listCandidate, segmentCandidates } from "./names.js";
import { containerCandidates, fitsList, valueCandidates } from "./values.js";
import { functionCandidate, wordCandidate } from "./words.js";

/** What is known at the place besides the place itself. */
export interface Around {
  readonly view: ProgramView;
  readonly meanings: Meanings;
  /** What stands before the cursor of the word or text. */
  readonly typed: string;
  /** The segment that is being written, which is no part of itself. */
  readonly own: Pick<DeclaredSegment, "name" | "criterion"> | null;
  /** The define that is being written, which cannot be said by itself. */
  readonly define: string | null;
}

/** What can stand where an expression is expected. */
export function expressionCandidates(place: ExpressionPlace, around: Around): readonly Candidate[] {
  const { view, meanings, typed, own } = around;
  const all = declaredNames(view);
  const names = { ...all, defines: all.defines.filter((name) => name !== around.define) };
  const type = place.expected?.type ?? null;
  const values = () => {
    const [parent] = place.around;
    if (place.expected === null || parent?.kind === "since") return [];
    // What is added to a day is a span of time; the day itself is not.
    const isAdded = parent?.kind === "binary" && (parent.operator === "+" || parent.operator === "-");
    if (isAdded && type !== null && family(type) === "date") {
      return durationCandidates(type.kind === "date" ? "today" : "now");
    }
    return without(written(place), valueCandidates(view, place.expected, typed));
  };
  // A dot follows: what has something behind it.
  if (place.around[0]?.kind === "member") {
    return [
      ...fieldsWhere(place, (field) => field.kind === "record" || field.kind === "list"),
      ...defines(names, meanings, ({ kind }) => kind === "list"),
      ...names.criteria.map((name) => criterionCandidate(name, RANK.segment)),
      ...(place.elements.length === 0 ? [wordCandidate("customer", RANK.other)] : []),
    ];
  }
  switch (place.wants) {
    case "constant":
      return [
        ...values(),
        ...ofList(place, names, view),
        ...afterHas(place),
        ...(place.expected === null ? clocks() : []),
      ];
    case "constants":
      return [
        ...namedLists(names, view, type, RANK.value),
        ...containerCandidates(type?.kind === "integer" || type?.kind === "number" ? null : type).filter(
          ({ label }) => label === "[…]",
        ),
      ];
    case "container":
      return [...namedLists(names, view, type, RANK.value), ...containerCandidates(type)];
    case "list":
      return [...fieldsWhere(place, hasList), ...defines(names, meanings, ({ kind }) => kind === "list")];
    case "condition":
      return [
        ...fieldsWhere(place, () => true),
        ...itself(place),
        ...defines(names, meanings, () => true),
        ...segmentCandidates(all, meanings, own, RANK.segment, typed),
        ...names.criteria.map((name) => criterionCandidate(name, RANK.segment + 1)),
        ...["not", "any", "all", "no"].map((word) => wordCandidate(word, RANK.word)),
        ...functions(RANK.word + 1),
        ...["when", "true", "false", "today", "now"].map((word) => wordCandidate(word, RANK.other)),
      ];
    default: {
      const fits = (field: FieldType) =>
        type === null || (field.kind !== "record" && field.kind !== "list" && family(field) === family(type));
      const fitting = (found: ExpressionType) =>
        found.kind === "value" && (type === null || family(found.type) === family(type));
      return [
        ...values(),
        ...fieldsWhere(place, fits),
        ...fieldsWhere(place, (field) => !fits(field)).map((one) => ({ ...one, rank: RANK.other })),
        ...itself(place),
        ...defines(names, meanings, place.wants === "any" ? () => true : fitting),
        ...(place.wants === "any" ? segmentCandidates(all, meanings, own, RANK.segment, typed) : []),
        ...(place.wants === "any" ? names.criteria.map((name) => criterionCandidate(name, RANK.segment + 1)) : []),
        ...(place.wants === "any" ? ["not", "any", "all", "no"].map((word) => wordCandidate(word, RANK.word)) : []),
        ...functions(RANK.word),
        wordCandidate("when", RANK.word + 1, "when ‹1:condition› then ‹2:1› else ‹3:0›"),
        ...(type === null ? clocks() : []),
      ];
    }
  }
}

/** Of the innermost element first, then what encloses it. */
function fieldsWhere({ fields, elements }: ExpressionPlace, fits: (type: FieldType) => boolean): readonly Candidate[] {
  const [innermost] = elements;
  const own = innermost?.element.kind === "record" ? new Set(innermost.element.fields) : null;
  const rank = (one: VisibleField) => (own === null || own.has(one.field) ? RANK.field : RANK.outer);
  const found = fields.filter(({ field }) => fits(field.type)).map((one) => fieldCandidate(one, rank(one)));
  if (elements.length === 0) return found;
  return [...found, wordCandidate("customer", RANK.other)];
}

/** A list, or a record in which there is one. */
function hasList(type: FieldType): boolean {
  return type.kind === "list" || (type.kind === "record" && type.fields.some((field) => hasList(field.type)));
}

function itself({ it }: ExpressionPlace): readonly Candidate[] {
  return it === null ? [] : [{ ...wordCandidate("it", RANK.field), detail: `: ${writtenType(it)}` }];
}

function defines(
  names: DeclaredNames,
  meanings: Meanings,
  fits: (type: ExpressionType) => boolean,
): readonly Candidate[] {
  return names.defines
    .filter((name) => fits(meanings.typeOfDefine(name)))
    .map((name) => defineCandidate(meanings, name, RANK.define));
}

function namedLists(
  names: DeclaredNames,
  view: ProgramView,
  type: ScalarType | null,
  rank: number,
): readonly Candidate[] {
  const models = new Map(view.program.model.lists.map((list) => [list.name, list]));
  return names.lists.flatMap((name) => {
    const list = models.get(name);
    if (list !== undefined && !fitsList(list, type)) return [];
    const size =
      list === undefined ? null : list.items.kind === "file" ? list.items.values.length : list.items.literals.length;
    return [listCandidate(name, rank, size === null ? null : size === 1 ? ": 1 value" : `: ${grouped(size)} values`)];
  });
}

/** A list's name can stand behind `any of`, where its items could. */
function ofList(place: ExpressionPlace, names: DeclaredNames, view: ProgramView): readonly Candidate[] {
  const [parent] = place.around;
  const several = parent?.kind === "text-test" && parent.anyOf;
  return several ? namedLists(names, view, place.expected?.type ?? null, RANK.list) : [];
}

function afterHas({ around: [parent] }: ExpressionPlace): readonly Candidate[] {
  if (parent?.kind === "has" && parent.quantifier === "one")
    return ["any of", "all of", "none of"].map((word) => wordCandidate(word, RANK.word));
  return parent?.kind === "text-test" && !parent.anyOf ? [wordCandidate("any of", RANK.word)] : [];
}

function functions(rank: number): readonly Candidate[] {
  return [
    functionCandidate("count", rank, "count($1)"),
    functionCandidate("sum", rank, "sum($1)"),
    functionCandidate("average", rank, "average($1)"),
    functionCandidate("min", rank, "min($1)"),
    functionCandidate("max", rank, "max($1)"),
    functionCandidate("earliest", rank, "earliest($1)"),
    functionCandidate("latest", rank, "latest($1)"),
    wordCandidate("days since", rank, "days since $1"),
    wordCandidate("months since", rank, "months since $1"),
    wordCandidate("years since", rank, "years since $1"),
    functionCandidate("length", rank, "length($1)"),
    functionCandidate("year", rank, "year($1)"),
    functionCandidate("month", rank, "month($1)"),
    functionCandidate("day", rank, "day($1)"),
    functionCandidate("hour", rank, "hour($1)"),
    functionCandidate("weekday", rank, "weekday($1)"),
    functionCandidate("abs", rank, "abs($1)"),
  ];
}

function clocks(): readonly Candidate[] {
  return ["today", "now"].map((word) => wordCandidate(word, RANK.other));
}

/** Items of the list that the place is in: offered once. */
function written({ around: [parent] }: ExpressionPlace): ReadonlySet<string> {
  if (parent?.kind !== "list-literal") return new Set();
  return new Set(parent.items.flatMap((item) => (item.kind === "string" ? [JSON.stringify(item.value)] : [])));
}

function without(labels: ReadonlySet<string>, candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ label }) => !labels.has(label));
}

/** A field of a persona, and what it is to be. */
export function entryCandidate(one: VisibleField): Candidate {
  const { type, name } = one.field;
  const value =
    type.kind === "list"
      ? "[$1]"
      : type.kind === "record"
        ? "{ $1 }"
        : type.kind === "text" || type.kind === "choice"
          ? '"$1"'
          : "$1";
  const written = quoteName(name);
  return {
    ...fieldCandidate(one, RANK.field),
    kind: CompletionItemKind.Property,
    insert: `${written}: `,
    snippet: `${written.replace(/[\\$}]/g, "\\$&")}: ${value}`,
    commit: [],
  };
}
