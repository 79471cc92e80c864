import type { Budget } from "../budget.js";
import type { Exact } from "../exact.js";
import type { UndecidedReason } from "../logic.js";
import type { Context } from "../lowering/context.js";
import { isNumeric, type Quantity } from "../quantities/quantity.js";
import { only } from "../sets/intervals.js";
import { type NumberSet, withMissing } from "../sets/value-set.js";
import { type LikelyKind, likelyValues } from "../witness/likely.js";
import type { Domains } from "./domains.js";
import { guessedDays } from "./guessed-days.js";
import type { Assignment } from "./model.js";
import { refined } from "./refine.js";
import { System } from "./system.js";
import { chooseTexts } from "./texts.js";
import { MOST_GROUPS, Violations } from "./violations.js";

export type Modelled =
  | { readonly kind: "model"; readonly values: Assignment }
  | { readonly kind: "nothing" }
  | { readonly kind: "unknown" };

const MILLISECONDS_A_DAY = 86_400_000;

/** Values for all quantities of a state without open `or`s, as far as they are present; or the proof that there are none. */
export class Theory {
  readonly #context: Context;
  readonly #budget: Budget;
  readonly #near: number;
  readonly #mostGroups: number;
  readonly #note: (reason: UndecidedReason, quantity: Quantity | null) => void;

  constructor(
    context: Context,
    budget: Budget,
    near: number,
    note: (reason: UndecidedReason, quantity: Quantity | null) => void,
    mostGroups = MOST_GROUPS,
  ) {
    this.#mostGroups = mostGroups;
    this.#context = context;
    this.#budget = budget;
    this.#near = near;
    this.#note = note;
  }

  /**
   * What may be missing is missing: all that is computed from it may be missing, too, or it would have been found to be
   * there. So the fewest fields are set.
   */
  model(domains: Domains): Modelled {
    const present = domains.touched.filter((quantity) => !domains.of(quantity).missing);
    const texts = present.filter(
      ({ universe, nature }) => universe.kind === "texts" && nature.kind === "field" && nature.type.kind === "text",
    );
    const before = this.#budget.spent;
    const relaxed = chooseTexts(
      texts,
      domains,
      (length) => ({ allowed: intervalsOf(domains, length), chosen: false }),
      this.#budget,
    );
    this.#bookTexts(texts, before);
    if (relaxed.kind === "nothing") return relaxed;
    const numbers = this.#numbers(present, domains);
    if (numbers.kind !== "model") return numbers;
    const { values } = numbers;
    const beforeTexts = this.#budget.spent;
    const chosen = chooseTexts(
      texts,
      domains,
      (length) => {
        const value = values.get(length);
        const isFree = domains.dependentsOf(length).length === 0;
        if (isFree || value === undefined) return { allowed: intervalsOf(domains, length), chosen: false };
        return { allowed: only(value as Exact), chosen: true };
      },
      this.#budget,
    );
    this.#bookTexts(texts, beforeTexts);
    if (chosen.kind === "nothing") return chosen;
    if (chosen.kind === "unknown") {
      this.#note("text", chosen.quantity);
      return { kind: "unknown" };
    }
    for (const [quantity, text] of chosen.values) values.set(quantity, text);
    for (const quantity of present) if (!values.has(quantity)) this.#choose(quantity, domains, values);
    return { kind: "model", values };
  }

  #bookTexts(texts: readonly Quantity[], before: number): void {
    const steps = this.#budget.spent - before;
    if (steps > 0) for (const text of texts) this.#budget.book(text, steps);
  }

  /** Choices and truths that nothing else decides. */
  #choose(quantity: Quantity, domains: Domains, values: Assignment): void {
    const set = domains.of(quantity);
    if (set.kind === "truth") values.set(quantity, !set.no);
    else if (set.kind === "texts" && !set.allBut) {
      const [first] = set.values;
      if (first !== undefined) values.set(quantity, first);
    }
  }

  #numbers(present: readonly Quantity[], domains: Domains): Modelled {
    const values: Assignment = new Map();
    let unknown = false;
    for (const component of componentsOf(present)) {
      const forms = component.filter(({ nature }) => nature.kind === "form");
      const numeric = component.filter((one) => isNumeric(one) && one.nature.kind !== "form");
      const variables = numeric.sort((a, b) => rankOf(a) - rankOf(b));
      if (variables.length === 0) continue;
      const allowed = new Map(
        component.filter(isNumeric).map((one) => [one, withMissing(domains.of(one), false) as NumberSet] as const),
      );
      const isOfMonths = component.some(({ nature }) => nature.kind === "month-number");
      const system = new System(
        variables,
        forms.map((form) => ({ form, coefficients: form.nature.kind === "form" ? form.nature.coefficients : [] })),
        allowed,
        (quantity, set) => (isOfMonths && isOfOtherDays(quantity) ? null : this.#likely(quantity, set)),
      );
      const setOf = (quantity: Quantity) => domains.of(quantity);
      const violations = new Violations(this.#context, this.#near, setOf, this.#mostGroups);
      if (violations.areNowhere(system, component)) return { kind: "nothing" };
      const guessed = component.some(isOfCalendar)
        ? guessedDays(
            {
              quantities: component,
              setOf: (one) => withMissing(domains.of(one), false),
              likely: (one, set) => this.#likely(one, set) ?? [],
              context: this.#context,
              near: this.#near,
            },
            this.#budget,
          )
        : null;
      if (guessed !== null) {
        for (const [quantity, value] of guessed) values.set(quantity, value);
        continue;
      }
      const solution = refined(
        system,
        {
          violation: (found) => violations.first(found, system, component),
          ...(isOfMonths
            ? {
                rough: {
                  between: (found) => violations.between(found, component),
                  within: (found) => violations.months(found, component, system),
                },
              }
            : {}),
          note: this.#note,
          book: (broken, steps) => {
            for (const one of broken === null ? forms : [broken]) this.#budget.book(one, steps);
          },
        },
        this.#budget,
      );
      if (solution.kind === "none") return { kind: "nothing" };
      if (solution.kind === "unknown") unknown = true;
      else for (const [quantity, value] of solution.values) values.set(quantity, value);
    }
    return unknown ? { kind: "unknown" } : { kind: "model", values };
  }

  #likely(quantity: Quantity, set: NumberSet): readonly Exact[] | null {
    if (followsFromDays(quantity)) return null;
    const kind = likelyKind(quantity);
    const near = kind === "date" ? this.#near : kind === "datetime" ? this.#near * MILLISECONDS_A_DAY : 0;
    return rememberedLikely(set, kind, near);
  }
}

/**
 * Today comes first: it is as near to the usual day as it can be, and the other days are chosen by it. Whole weeks and
 * years between days are split at early, as nothing else may be said of them. What only follows from days comes last.
 */
function rankOf(quantity: Quantity): number {
  const { kind } = quantity.nature;
  if (kind === "clock") return 0;
  if (kind === "between") return 1;
  return followsFromDays(quantity) ? 3 : 2;
}

/** Where inequalities say little of what days are like. */
function isOfCalendar({ nature: { kind } }: Quantity): boolean {
  return kind === "month-number" || kind === "between" || kind === "month-shift";
}

/** Days that others decide. */
function isOfOtherDays({ nature: { kind } }: Quantity): boolean {
  return kind === "today-function" || kind === "month-shift" || kind === "months-since" || kind === "year-of";
}

function followsFromDays({ nature: { kind } }: Quantity): boolean {
  return (
    kind === "between" ||
    kind === "month-number" ||
    kind === "month-length" ||
    kind === "weekday-number" ||
    kind === "month-of-quarter" ||
    kind === "part"
  );
}

const likely = new WeakMap<NumberSet["intervals"], Map<string, readonly Exact[]>>();

/** Most sets are those of literals, which come again and again. */
function rememberedLikely(set: NumberSet, kind: LikelyKind, near: number): readonly Exact[] {
  let known = likely.get(set.intervals);
  if (known === undefined) {
    known = new Map();
    likely.set(set.intervals, known);
  }
  const key = `${kind} ${near}`;
  let values = known.get(key);
  if (values === undefined) {
    values = likelyValues(set, kind, near);
    known.set(key, values);
  }
  return values;
}

function likelyKind({ nature }: Quantity): LikelyKind {
  switch (nature.kind) {
    case "clock-shift":
      return "datetime";
    case "field":
      if (nature.type.kind === "date" || nature.type.kind === "datetime" || nature.type.kind === "integer")
        return nature.type.kind;
      return "number";
    case "clock":
      return nature.clock === "today" ? "date" : "datetime";
    case "today-function":
    case "date-of":
    case "month-shift":
      return "date";
    case "count":
      return "count";
    case "aggregate":
      return "amount";
    default:
      return "number";
  }
}

function intervalsOf(domains: Domains, quantity: Quantity): NumberSet["intervals"] {
  return (domains.of(quantity) as NumberSet).intervals;
}

/** Quantities that hang together by what they are computed from; those that stand alone are components of one. */
function componentsOf(present: readonly Quantity[]): readonly (readonly Quantity[])[] {
  const leader = new Map<Quantity, Quantity>(present.map((quantity) => [quantity, quantity]));
  const find = (quantity: Quantity): Quantity => {
    let at = quantity;
    for (let up = leader.get(at)!; up !== at; up = leader.get(at)!) at = up;
    return at;
  };
  for (const quantity of present) {
    if (!isNumeric(quantity) && quantity.nature.kind !== "part") continue;
    for (const operand of quantity.operands) {
      if (isNumeric(operand) && leader.has(operand)) leader.set(find(quantity), find(operand));
    }
  }
  const components = new Map<Quantity, Quantity[]>();
  for (const quantity of present) {
    const first = find(quantity);
    const members = components.get(first);
    if (members === undefined) components.set(first, [quantity]);
    else members.push(quantity);
  }
  return [...components.values()];
}
