import type { ConstantTerm, Term } from "../../condition/condition.js";
import { writeName } from "../../condition/literals.js";
import type { Field, Scalar, ScalarType } from "../../condition/schema.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { Location } from "../../source/source.js";
import { parseIsoDay } from "../../values/calendar.js";
import { fold } from "../../values/folding.js";
import { nearestName } from "../../values/nearest.js";
import { readNumber } from "../../values/number-reading.js";
import { type Context, replacement, report, rowOf } from "./context.js";
import { fieldAt, isDated, sameFamily, typeNoun, typeOf } from "./types.js";

/** What a constant is compared with, for messages: its text, its type, and the field it comes from, if it is one. */
export interface Counterpart {
  readonly text: string;
  readonly type: ScalarType;
  readonly field: Field | null;
}

/** A term whose every possible value is a literal: it takes the type of what it meets. */
export function isLiteral(term: Term): boolean {
  switch (term.kind) {
    case "constant":
      return true;
    case "default":
      return isLiteral(term.operand) && isLiteral(term.fallback);
    case "when":
      return term.branches.every((branch) => isLiteral(branch.value)) && isLiteral(term.otherwise);
    default:
      return false;
  }
}

/** The declared field that a term shows the values of, seen through `default`. */
export function fieldOf(term: Term, context: Context): Field | null {
  if (term.kind === "default") return fieldOf(term.operand, context);
  if (term.kind !== "field") return null;
  const row = rowOf(term.scope, context);
  return row?.kind === "record" ? fieldAt(row, term.path) : null;
}

/**
 * The literals of `term` as values of what they are compared with: text folded, or read as a choice. Null after an
 * error, which names the literal that does not fit and what to write.
 */
export function adapt(term: Term, other: Counterpart, context: Context): Term | null {
  if (sameFamily(typeOf(term), other.type) && other.type.kind !== "choice") return term;
  switch (term.kind) {
    case "constant":
      return adaptConstant(term, other, context);
    case "default": {
      const operand = adapt(term.operand, other, context);
      const fallback = adapt(term.fallback, other, context);
      return operand === null || fallback === null ? null : { ...term, type: other.type, operand, fallback };
    }
    case "when": {
      const branches = term.branches.map((branch) => ({ ...branch, value: adapt(branch.value, other, context) }));
      const otherwise = adapt(term.otherwise, other, context);
      if (otherwise === null) return null;
      const values = branches.flatMap(({ condition, value }) => (value === null ? [] : [{ condition, value }]));
      return values.length < branches.length ? null : { ...term, type: other.type, branches: values, otherwise };
    }
    default:
      return term;
  }
}

function adaptConstant(term: ConstantTerm, other: Counterpart, context: Context): Term | null {
  const location = term.origin ?? { file: context.scope.file, span: context.root.span };
  if (typeOf(term).kind === "choice") return term;
  const { type } = other;
  const written = writtenForm(term);
  switch (type.kind) {
    case "text":
      if (typeof term.value === "string") return type.folded ? folded(term, term.value) : { ...term, type };
      report(
        context,
        typesRules.textNeedsQuotes,
        { other: other.text, otherType: typeNoun(type), value: written },
        location,
        {
          fixes: [replacement(`Write ${JSON.stringify(written)}`, location, JSON.stringify(written))],
        },
      );
      return null;
    case "choice":
      if (typeof term.value !== "string") return reportUnlike(term, other, location, context);
      if (type.choices.includes(term.value)) return { ...term, type };
      reportNotAChoice(term.value, other, location, context);
      return null;
    case "integer":
    case "number":
      if (typeof term.value !== "string") return reportUnlike(term, other, location, context);
      reportNumberInQuotes(term.value, other, location, context);
      return null;
    case "boolean":
      reportBoolean(term.value, written, other, location, context);
      return null;
    case "date":
    case "datetime": {
      // A date beside a date-time is compared with its local date, which is for the caller to see to.
      if (isDated(typeOf(term))) return term;
      const iso = typeof term.value === "string" ? isoDate(term.value) : null;
      const fixes = iso === null ? [] : [replacement(`Write \`${iso}\``, location, iso)];
      const value = typeof term.value === "string" ? JSON.stringify(term.value) : `\`${written}\``;
      report(
        context,
        typesRules.dateInQuotes,
        { other: other.text, otherType: typeNoun(type), value, write: iso },
        location,
        { fixes },
      );
      return null;
    }
  }
}

function folded(term: ConstantTerm, text: string): ConstantTerm {
  const value = fold(text);
  const type = { kind: "text", folded: true } as const;
  return value === text ? { ...term, type, value } : { ...term, type, value, written: text };
}

function isoDate(text: string): string | null {
  const trimmed = text.trim();
  return parseIsoDay(trimmed) === null ? null : trimmed;
}

/** The constant as the author wrote it, near enough for a message. */
function writtenForm(term: ConstantTerm): string {
  return String(term.value);
}

function reportUnlike(term: ConstantTerm, other: Counterpart, location: Location, context: Context): null {
  const isText = typeof term.value === "string";
  const right = isText ? JSON.stringify(term.value) : writtenForm(term);
  const parameters = {
    left: other.text,
    leftType: typeNoun(other.type),
    right,
    rightType: typeNoun(typeOf(term)),
    advice: null,
  };
  report(context, typesRules.unlikeTypes, parameters, location);
  return null;
}

function reportNotAChoice(text: string, other: Counterpart, location: Location, context: Context): void {
  if (other.type.kind !== "choice") return;
  const { choices } = other.type;
  const choice = codeMeans(text, other.field);
  if (choice !== null) {
    const fixes = [replacement(`Write ${JSON.stringify(choice)}`, location, JSON.stringify(choice))];
    report(context, typesRules.codeForChoice, { field: other.text, code: text, choice }, location, { fixes });
    return;
  }
  const nearest = nearestName(text, choices);
  const written = JSON.stringify(nearest);
  const fixes: Fix[] = nearest === null ? [] : [replacement(`Write ${written}`, location, written, false)];
  report(context, typesRules.notAChoice, { field: other.text, text, choices, nearest }, location, { fixes });
}

function codeMeans(text: string, field: Field | null): string | null {
  const format = field?.reading.format;
  return format?.kind === "codes" ? (format.codes.get(text) ?? null) : null;
}

function reportNumberInQuotes(text: string, other: Counterpart, location: Location, context: Context): void {
  const read = readNumber(text.trim(), null);
  const number = typeof read === "number" ? String(read) : null;
  const fixes = number === null ? [] : [replacement(`Write \`${number}\``, location, number)];
  report(context, typesRules.numberInQuotes, { other: other.text, text, number }, location, { fixes });
}

const YES = new Set(["yes", "true", "y", "t", "1"]);
const NO = new Set(["no", "false", "n", "f", "0"]);

/** What a value beside a boolean plainly means: the declared pair, or a common word for yes or no. */
export function booleanMeaning(value: Scalar, field: Field | null): boolean | null {
  const text = String(value);
  const format = field?.reading.format;
  if (format?.kind === "pair") {
    if (text === format.yes) return true;
    if (text === format.no) return false;
  }
  const word = text.trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : null;
}

function reportBoolean(value: Scalar, written: string, other: Counterpart, location: Location, context: Context): void {
  const meaning = booleanMeaning(value, other.field);
  const shown = typeof value === "string" ? JSON.stringify(value) : `\`${written}\``;
  const write = meaning === null ? null : meaning ? "true" : "false";
  const fixes = write === null ? [] : [replacement(`Write \`${write}\``, location, write)];
  report(context, typesRules.booleanAgainstText, { field: other.text, value: shown, write }, location, { fixes });
}

/** A field's name for a message, as it would be written. */
export function fieldName(field: Field): string {
  return field.path.map(writeName).join(".");
}
