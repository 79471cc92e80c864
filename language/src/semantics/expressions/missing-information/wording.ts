import type { Condition, ListTerm, Origin, Term } from "../../../condition/condition.js";
import { describeList, describeTerm } from "../../../condition/describe.js";
import { writeName } from "../../../condition/literals.js";
import type { Fix } from "../../../diagnostics/diagnostic.js";
import { logicRules } from "../../../diagnostics/rules/logic.js";
import type { Span } from "../../../source/source.js";
import { type Context, replacement, report, textOf, wrapping } from "../context.js";
import type { Surprise, Waypoint } from "./literals.js";

/** The text to tell of, and how a guard is put to it. */
interface Place {
  readonly origin: Origin;
  /** The row in whose scope the text stands. */
  readonly frame: number;
  /** `x is present and …` before a text that must be true; `x is missing or …` before one that must be false. */
  readonly guard: "present" | "missing" | null;
  /** The text stands beside an `or`, so an `and` put to it wants brackets. */
  readonly besideOr: boolean;
}

/**
 * Where a surprise is told; null where it lies in another define's text, which is told of there. `frame` is the row that
 * the cause is a matter of: a guard can stand there, or further in. The innermost text that must be true is guarded.
 */
export function place(surprise: Surprise, frame: number, context: Context): Place | null {
  const { way } = surprise;
  const used = way.findIndex(
    ({ condition }) => condition.origin?.define !== undefined && isHere(condition.origin, context),
  );
  const innermost = used >= 0 ? used : way.length - 1;
  const told = way[innermost]!;
  if (!isHere(told.condition.origin, context)) return null;
  for (let index = innermost; index >= 0; index -= 1) {
    const point = way[index]!;
    const here = point.condition.origin;
    if (point.frame < frame) break;
    if (saysTrue(point) && isHere(here, context)) {
      return { origin: here, frame: point.frame, guard: "present", besideOr: isBesideOr(way, index) };
    }
  }
  return { origin: told.condition.origin, frame: told.frame, guard: used >= 0 ? null : "missing", besideOr: false };
}

/** Whether the text at the node, rather than its opposite, is what helps the root to be true. */
function saysTrue(point: Waypoint): boolean {
  return point.positive !== (point.condition.origin?.negated === true);
}

/** Nodes of one text (`!=` is a `not` of an `=`) are one: what counts is what stands around that text. */
function isBesideOr(way: readonly Waypoint[], index: number): boolean {
  const { span } = way[index]!.condition.origin!;
  let parent = index - 1;
  while (parent >= 0 && sameSpan(way[parent]!.condition.origin?.span, span)) parent -= 1;
  const around = way[parent];
  return around?.condition.kind === "or" && around.frame === way[index]!.frame;
}

function sameSpan(left: Span | undefined, right: Span): boolean {
  return left?.start === right.start && left.end === right.end;
}

function isHere(origin: Origin | undefined, context: Context): origin is Origin {
  const { span } = context.root;
  return (
    origin !== undefined &&
    origin.file === context.scope.file &&
    origin.span.start >= span.start &&
    origin.span.end <= span.end
  );
}

export function reportSurprise(surprise: Surprise, frame: number, context: Context): void {
  const where = place(surprise, frame, context);
  if (where === null) return;
  const { cause } = surprise;
  const location = { file: where.origin.file, span: where.origin.span };
  const test = textOf(where.origin, context);
  const whose = nameOfRows(surprise, frame);
  switch (cause.kind) {
    case "nothing": {
      const fixes = where.guard === "missing" ? [] : [replacement("Write `true`", location, "true", false)];
      report(context, logicRules.emptyListTest, { test, list: emptyListName(surprise.atom) }, location, { fixes });
      return;
    }
    case "empty": {
      const guard = anyOf(cause.list);
      const fixes = guardFixes(where, guard.present, guard.missing, context);
      if (surprise.all) {
        const list = cause.list.steps[0]!.path.map(writeName).join(".");
        report(context, logicRules.holdsOnEmptyList, { whose, list: cause.list.origin?.define ?? list }, location, {
          fixes,
        });
      } else {
        report(
          context,
          logicRules.holdsWithoutValue,
          { whose, without: guard.name, test, spite: where.guard === "missing" },
          location,
          { fixes },
        );
      }
      return;
    }
    case "zero": {
      const divisor = nameOfTerm(cause.divisor);
      const fixes = guardFixes(where, `${divisor} != 0`, `${divisor} = 0`, context);
      report(context, logicRules.holdsOnZero, { whose, divisor, test }, location, { fixes });
      return;
    }
    case "field":
    case "aggregate": {
      const name = cause.kind === "field" ? fieldName(cause.field.path, frame, where) : nameOfTerm(cause.term);
      const fixes = guardFixes(where, `${name} is present`, `${name} is missing`, context);
      const shown = cause.kind === "field" ? cause.field.path.map(writeName).join(".") || "it" : name;
      report(
        context,
        logicRules.holdsWithoutValue,
        { whose, without: shown, test, spite: where.guard === "missing" },
        location,
        { fixes },
      );
    }
  }
}

function guardFixes(where: Place, present: string, missing: string, context: Context): readonly Fix[] {
  if (where.guard === null) return [];
  const location = { file: where.origin.file, span: where.origin.span };
  const test = textOf(where.origin, context);
  if (where.guard === "missing") {
    const bracket = needsBrackets(where, context);
    return [
      wrapping(
        `Write \`${missing} or ${test}\``,
        location,
        `${bracket ? "(" : ""}${missing} or `,
        bracket ? ")" : "",
        false,
      ),
    ];
  }
  const [open, close] = where.besideOr ? ["(", ")"] : ["", ""];
  return [wrapping(`Write \`${present} and ${test}\``, location, `${open}${present} and `, close, false)];
}

/** An `or` put to a text needs brackets unless it is all there is in its filter. */
function needsBrackets(where: Place, context: Context): boolean {
  const { text } = context.scope;
  const after = text.slice(where.origin.span.end, context.root.span.end);
  const before = text.slice(context.root.span.start, where.origin.span.start);
  const alone = /\bwhere\s*$/u.test(before) && /^\s*(?:\)|$)/u.test(after);
  return !alone;
}

/** The rows a frame is about, in the plural: customers, orders. */
function nameOfRows(surprise: Surprise, frame: number): string {
  const list = surprise.frames[frame]?.list;
  return list == null ? "customers" : (list.steps.at(-1)?.path.map(writeName).join(".") ?? "elements");
}

/** As it is written where the guard stands: a field of the customer inside a filter needs its `customer.`. */
function fieldName(path: readonly string[], frame: number, where: Place): string {
  const written = path.length === 0 ? "it" : path.map(writeName).join(".");
  return frame === 0 && where.frame > 0 ? `customer.${written}` : written;
}

function nameOfTerm(term: Term): string {
  return term.origin?.define === undefined ? describeTerm(term) : writeName(term.origin.define);
}

function anyOf(list: ListTerm): { readonly name: string; readonly present: string; readonly missing: string } {
  const define = list.origin?.define;
  const name = define === undefined ? describeList(list) : writeName(define);
  const filtered = define === undefined && list.steps.at(-1)?.filter !== null;
  const [open, close] = filtered ? ["(", ")"] : ["", ""];
  return { name, present: `${open}any ${name}${close}`, missing: `${open}no ${name}${close}` };
}

function emptyListName(atom: Condition): string | null {
  return atom.kind === "one-of" || atom.kind === "has-all" ? atom.values.name : null;
}
