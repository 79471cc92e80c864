import type { Condition, ListTerm, Origin, Term } from "../../../condition/condition.js";
import { describeList, describeTerm } from "../../../condition/describe.js";
import { writeName } from "../../../condition/literals.js";
import type { Fix } from "../../../diagnostics/diagnostic.js";
import { logicRules } from "../../../diagnostics/rules/logic.js";
import { type Context, replacement, report, textOf, wrapping } from "../context.js";
import type { Surprise, Waypoint } from "./literals.js";

/** The text to tell of, and how a guard is put to it. */
interface Place {
  readonly origin: Origin;
  /** `x is present and …` before a text that must be true; `x is missing or …` before one that must be false. */
  readonly guard: "present" | "missing" | null;
  /** The text stands beside an `or`, so an `and` put to it wants brackets. */
  readonly besideOr: boolean;
}

/** Where a surprise is told; null where it lies in another define's text, which is told of there. */
export function place(surprise: Surprise, frame: number, context: Context): Place | null {
  const { way } = surprise;
  const used = way.findIndex(
    ({ condition }) => condition.origin?.define !== undefined && isHere(condition.origin, context),
  );
  if (used >= 0) {
    const point = way[used]!;
    const fits = point.frame === frame && saysTrue(point);
    return { origin: point.condition.origin!, guard: fits ? "present" : null, besideOr: isBesideOr(way, used) };
  }
  const atom = way.length - 1;
  if (!isHere(way[atom]!.condition.origin, context)) return null;
  for (let index = atom; index >= 0; index -= 1) {
    const point = way[index]!;
    const here = point.condition.origin;
    if (point.frame === frame && saysTrue(point) && isHere(here, context)) {
      return { origin: here, guard: "present", besideOr: isBesideOr(way, index) };
    }
  }
  const own = way[atom]!.frame === frame;
  return { origin: way[atom]!.condition.origin!, guard: own ? "missing" : null, besideOr: false };
}

/** Whether the text at the node, rather than its opposite, is what helps the root to be true. */
function saysTrue(point: Waypoint): boolean {
  return point.positive !== (point.condition.origin?.negated === true);
}

function isBesideOr(way: readonly Waypoint[], index: number): boolean {
  const parent = way[index - 1];
  return parent?.condition.kind === "or" && parent.frame === way[index]!.frame;
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
        report(context, logicRules.holdsWithoutValue, { whose, without: guard.name, test }, location, { fixes });
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
      const name =
        cause.kind === "field" ? fieldName(cause.field.path, frame, surprise, where) : nameOfTerm(cause.term);
      const fixes = guardFixes(where, `${name} is present`, `${name} is missing`, context);
      const shown = cause.kind === "field" ? cause.field.path.map(writeName).join(".") || "it" : name;
      report(context, logicRules.holdsWithoutValue, { whose, without: shown, test }, location, { fixes });
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
function fieldName(path: readonly string[], frame: number, surprise: Surprise, where: Place): string {
  const written = path.length === 0 ? "it" : path.map(writeName).join(".");
  const standsIn = where.guard === "missing" ? surprise.frames.length - 1 : frame;
  return frame === 0 && standsIn > 0 ? `customer.${written}` : written;
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
