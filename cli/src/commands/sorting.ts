import {
  analyseProgram,
  type Clock,
  compileRank,
  type Diagnostic,
  type ExactValue,
  formatDay,
  formatInstant,
  LineIndex,
  type Location,
  type Program,
  type Row,
  roundToDouble,
  type Scalar,
  type ScalarType,
} from "@seg-lang/language";
import { CommandFailure } from "../exit-status.js";
import { prettyDiagnostic } from "../reporters/pretty.js";
import type { CheckedProgram } from "../reporters/report.js";
import type { Style } from "../reporters/style.js";
import { checkedProgram, type OpenedProgram } from "./programs.js";

/** `--sort-by`, understood. */
export interface SortKey {
  readonly expression: string;
  value(row: Row): ExactValue;
  /** A value of it as people write it; `–` where it is missing. */
  text(value: ExactValue): string;
}

/** What stands for the file and for the define that the expression becomes. */
const NAME = "--sort-by";
const BEFORE = `define \`${NAME}\` =\n`;

/**
 * Reads an expression of the command line as if the program had a define for it: the same words, the same checks, the
 * same messages.
 */
export function sortKey(opened: OpenedProgram, expression: string, clock: Clock, style: Style): SortKey {
  const { program } = opened;
  const text = `${BEFORE}${expression}\n`;
  // Not what became of `program`, which is still needed as it is.
  const extended = analyseProgram({ ...program.input, files: [...program.input.files, { path: NAME, text }] });
  const problem = extended.diagnostics.find(({ location, severity }) => location.file === NAME && severity === "error");
  if (problem !== undefined) {
    const shown = prettyDiagnostic(asTyped(expression, opened, extended), shifted(problem), style, true);
    throw new CommandFailure(`The expression of \`${NAME}\` is wrong.\n\n${shown}`);
  }
  const term = definedTerm(extended);
  if (term === null) {
    throw new CommandFailure(
      `\`${NAME}\` wants a value to rank by: a number, a date, a text. \`${expression}\` is none; \`count(…)\` or \`sum(…)\` makes one of a list.`,
    );
  }
  return {
    expression,
    value: compileRank(term, extended.model, clock),
    text: (value) => (value === undefined ? "–" : valueText(value, term.type)),
  };
}

/** The program with the expression for the text of its file, as the user wrote it. */
function asTyped(expression: string, { root }: OpenedProgram, extended: Program): CheckedProgram {
  const checked = checkedProgram(NAME, root, extended);
  const typed = { text: expression, lines: new LineIndex(expression) };
  return {
    ...checked,
    pathOf: (file) => (file === NAME ? NAME : checked.pathOf(file)),
    source: (file) => (file === NAME ? typed : checked.source(file)),
  };
}

/** The same finding with its places counted from the beginning of the expression. */
function shifted({ location, related, fixes, ...rest }: Diagnostic): Diagnostic {
  const move = (place: Location): Location => {
    if (place.file !== NAME) return place;
    const { start, end } = place.span;
    return { file: NAME, span: { start: Math.max(0, start - BEFORE.length), end: Math.max(0, end - BEFORE.length) } };
  };
  return {
    ...rest,
    location: move(location),
    related: related.map((each) => ({ ...each, location: move(each.location) })),
    fixes: fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, location: move(edit.location) })),
    })),
  };
}

/** Null where the text was more than one expression, or an expression that has no single value. */
function definedTerm({ files, model }: Program) {
  if (files.find(({ path }) => path === NAME)?.declarations.length !== 1) return null;
  const term = model.defines.find(({ name }) => name === NAME)?.term ?? null;
  return term === null || term.type.kind === "record" ? null : { ...term, type: term.type };
}

function valueText(value: Exclude<ExactValue, undefined>, type: ScalarType): string {
  if (typeof value !== "object") return scalarText(value, type);
  return value.denominator === 1n ? String(value.numerator) : String(roundToDouble(value));
}

function scalarText(value: Scalar, type: ScalarType): string {
  if (typeof value !== "number") return String(value);
  switch (type.kind) {
    case "date":
      return formatDay(value);
    case "datetime":
      return formatInstant(value);
    case "integer":
    case "number":
    case "text":
    case "boolean":
    case "choice":
      return String(value);
  }
}
