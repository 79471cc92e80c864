import type { Term } from "../condition/condition.js";
import { calendarEdge, MAX_DAY, MIN_DAY, WEEKDAYS, weekdayOf } from "../values/calendar.js";
import { shift } from "./calendar-shift.js";
import { type CodeScope, type Compiler, literal, slotCode } from "./code.js";

/** Values that are not computed numbers: texts, choices, booleans, dates. An expression, possibly read only once. */
export function termCode(compiler: Compiler, term: Term, scope: CodeScope): string {
  const { clock } = compiler;
  switch (term.kind) {
    case "constant":
      return literal(term.value) ?? compiler.constant(term.value);
    case "clock":
      return literal(term.clock === "today" ? clock.today : clock.now)!;
    case "field":
      return slotCode(scope, term.scope, term.path);
    case "shift": {
      const operand = compiler.term(term.operand, scope);
      const { amount, unit, type } = term;
      if (type.kind === "date" && unit === "day") return `withinCalendar(${operand}+${literal(amount)})`;
      return dateFunction(compiler, operand, (value) => shift(value, amount, unit, type.kind, clock.zone));
    }
    case "date-of":
      return dateFunction(compiler, compiler.term(term.operand, scope), (instant) => clock.zone.localDay(instant));
    case "calendar": {
      const { edge, unit, offset } = term;
      return dateFunction(
        compiler,
        compiler.term(term.operand, scope),
        (day) => calendarEdge(day, edge, unit, offset, clock.weekStart) ?? undefined,
      );
    }
    case "part":
      return dateFunction(compiler, compiler.term(term.operand, scope), (day) => WEEKDAYS[weekdayOf(day)]);
    case "default":
      return `orElse(${compiler.term(term.operand, scope)},${compiler.term(term.fallback, scope)})`;
    case "when": {
      const branches = term.branches.map(
        ({ condition, value }) => `if(${compiler.condition(condition, scope)})return ${compiler.term(value, scope)};`,
      );
      return compiler.define(scope, `${branches.join("")}return ${compiler.term(term.otherwise, scope)};`);
    }
    case "condition":
      return compiler.condition(term.condition, scope);
    case "aggregate": {
      const { call, result } = compiler.aggregate(term, scope);
      return `(${call},${result.value})`;
    }
    case "arithmetic":
    case "negate":
    case "absolute":
    case "difference":
    case "since":
    case "length":
      throw new Error(`a ${term.kind} is computed as a number`);
  }
}

function dateFunction(
  compiler: Compiler,
  operand: string,
  change: (value: number) => number | string | undefined,
): string {
  const unlessMissing = (value: number | undefined) =>
    value !== undefined && !Number.isNaN(value) ? change(value) : undefined;
  return `${compiler.constant(unlessMissing)}(${operand})`;
}

/** A day, or undefined if the calendar has no such day (or it is NaN: missing). */
export function withinCalendar(day: number): number | undefined {
  return day >= MIN_DAY && day <= MAX_DAY ? day : undefined;
}

/** The fallback of a value that is missing: undefined, or NaN for dates. */
export function orElse<T>(value: T | undefined, fallback: T): T {
  return value === undefined || Number.isNaN(value) ? fallback : value;
}
