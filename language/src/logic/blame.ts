import type { Condition } from "../condition/condition.js";
import { sizeOfCondition } from "../condition/traverse.js";
import type { Budget } from "./budget.js";
import type { Formula } from "./formula.js";
import type { Question } from "./logic.js";
import type { Quantity } from "./quantities/quantity.js";

/** What a question consists of, and what each part of it reads. */
export interface Suspects {
  readonly question: Question;
  /** What holds of all customers; it is part of every question. */
  readonly requires: readonly Condition[];
  readonly formulaOf: (condition: Condition) => Formula;
}

interface Suspect {
  readonly condition: Condition;
  readonly reads: ReadonlySet<Quantity>;
}

/**
 * The condition that stands in the way of an answer: of the tests that speak of the quantity (all that is joined by `and`, if
 * there is none) the one on which most steps were spent. Null where nothing was spent on any.
 */
export function culpritOf(suspects: Suspects, quantity: Quantity | null, budget: Budget): Condition | null {
  const parts = partsOf(suspects);
  const suspect = (condition: Condition): Suspect => ({ condition, reads: readsOf(suspects.formulaOf(condition)) });
  if (quantity !== null) {
    const concerned = concernedBy(quantity, parts.flatMap(testsOf).map(suspect));
    const smallestFirst = concerned.sort((a, b) => sizeOfCondition(a.condition) - sizeOfCondition(b.condition));
    if (smallestFirst.length > 0) return (dearest(smallestFirst, budget) ?? smallestFirst[0]!).condition;
  }
  const largestFirst = parts.map(suspect).sort((a, b) => sizeOfCondition(b.condition) - sizeOfCondition(a.condition));
  return dearest(largestFirst, budget)?.condition ?? null;
}

/** The parts of a question that some customer does not meet, one by one; `meets` asks production. */
export function deniedOf(
  question: Question,
  meets: (question: Pick<Question, "holds" | "fails">) => boolean,
): Condition | null {
  // Who is no valid customer meets nothing.
  if (!meets({ holds: [], fails: [] })) return null;
  const isMet = ({ condition, holds }: Part): boolean =>
    meets(holds ? { holds: [condition], fails: [] } : { holds: [], fails: [condition] });
  return askedParts(question).find((part) => !isMet(part))?.written ?? null;
}

/** The first of those on which most was spent; null if that is nothing. */
function dearest(suspects: readonly Suspect[], budget: Budget): Suspect | null {
  const costs = new Map<Suspect, number>();
  for (const [quantity, steps] of budget.booked) {
    for (const one of concernedBy(quantity, suspects)) costs.set(one, (costs.get(one) ?? 0) + steps);
  }
  let found: Suspect | null = null;
  for (const one of suspects) if ((costs.get(one) ?? 0) > ((found && costs.get(found)) ?? 0)) found = one;
  return found;
}

/** Those that read the quantity; if none does, those that read what it is computed from. */
function concernedBy(quantity: Quantity, suspects: readonly Suspect[]): Suspect[] {
  const direct = suspects.filter(({ reads }) => reads.has(quantity));
  if (direct.length > 0) return direct;
  const sources = [...withOperands([quantity])];
  return suspects.filter(({ reads }) => sources.some((source) => reads.has(source)));
}

function readsOf(formula: Formula): ReadonlySet<Quantity> {
  const found: Quantity[] = [];
  const look = (part: Formula): void => {
    if (part.kind === "literal") found.push(part.quantity);
    else if (part.kind !== "constant") part.operands.forEach(look);
  };
  look(formula);
  return withOperands(found);
}

function withOperands(quantities: readonly Quantity[]): ReadonlySet<Quantity> {
  const all = new Set<Quantity>();
  const add = (quantity: Quantity): void => {
    if (all.has(quantity)) return;
    all.add(quantity);
    quantity.operands.forEach(add);
  };
  quantities.forEach(add);
  return all;
}

interface Part {
  readonly condition: Condition;
  readonly holds: boolean;
  /** With a `not` that stands before a single test. */
  readonly written: Condition;
}

function partsOf({ question, requires }: Suspects): readonly Condition[] {
  const others = [...(question.about ?? []), ...requires].flatMap((condition) => conjuncts(condition, true));
  return [...askedParts(question), ...others].map(({ written }) => written);
}

function askedParts({ holds, fails }: Question): readonly Part[] {
  return [
    ...holds.flatMap((condition) => conjuncts(condition, true)),
    ...fails.flatMap((condition) => conjuncts(condition, false)),
  ];
}

/** What has to be so together: the operands of an `and` that holds, and of an `or` that fails. */
function conjuncts(condition: Condition, holds: boolean, written = condition): readonly Part[] {
  if (condition.kind === "not") return conjuncts(condition.operand, !holds, written);
  if (condition.kind !== (holds ? "and" : "or")) return [{ condition, holds, written }];
  return condition.operands.flatMap((operand) => conjuncts(operand, holds));
}

/** The single tests of a condition: what is joined by `and`, `or` and `not`. */
function testsOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case "constant":
      return [];
    case "not":
      return testsOf(condition.operand);
    case "and":
    case "or":
      return condition.operands.flatMap(testsOf);
    default:
      return [condition];
  }
}
