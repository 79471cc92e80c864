import type { Formula } from "../formula.js";
import { and, literal, negation, or } from "../formula.js";
import { sumWithin } from "../lowering/literals.js";
import type { Lowering } from "../lowering/lowering.js";
import { nowSum, todayFunctionSum, todaySum } from "../lowering/today.js";
import { always, type Case, numberValue, somePresent } from "../lowering/value.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, constantSum, type Sum, scaleSum } from "../quantities/sum.js";
import type { ValueSet } from "../sets/value-set.js";

/**
 * That a quantity of the customer lies in a set, said in another reading of the same conditions, which numbers quantities
 * of its own. Null where it is no quantity that can be said there.
 */
export function carried(quantity: Quantity, set: ValueSet, to: Lowering): Formula | null {
  const { nature } = quantity;
  if (set.kind !== "numbers") {
    if (nature.kind !== "field" || nature.place !== "") return null;
    const field = to.fieldOf(nature.path, to.customer);
    return field === null ? null : literal(field, set);
  }
  const cases = casesOf(quantity, to);
  if (cases === null) return null;
  return or(
    ...cases.map(({ guard, value }) =>
      and(guard, value.kind === "number" ? sumWithin(value.sum, set.intervals, to.context) : or()),
    ),
    set.missing ? negation(somePresent(cases)) : or(),
  );
}

function casesOf(quantity: Quantity, to: Lowering): readonly Case[] | null {
  const { nature } = quantity;
  switch (nature.kind) {
    case "count":
      if (nature.frame.outer !== null) return null;
      return to.cases(
        { kind: "aggregate", type: { kind: "integer" }, function: "count", list: nature.list, value: null },
        to.customer,
      );
    case "aggregate":
      if (nature.frame.outer !== null) return null;
      return to.cases(
        {
          kind: "aggregate",
          type: nature.value.type as never,
          function: nature.function,
          list: nature.list,
          value: nature.value,
        },
        to.customer,
      );
    default: {
      const sum = sumOfQuantity(quantity, to);
      return sum === null ? null : always(numberValue(sum));
    }
  }
}

function sumOfQuantity(quantity: Quantity, to: Lowering): Sum | null {
  const { nature, operands } = quantity;
  switch (nature.kind) {
    case "field": {
      if (nature.place !== "") return null;
      const [only] = to.cases(
        { kind: "field", scope: 0, path: nature.path, type: nature.type, optional: quantity.universe.missing },
        to.customer,
      );
      return only?.value.kind === "number" ? only.value.sum : null;
    }
    case "clock":
      return nature.clock === "today" ? todaySum(to.context) : nowSum(to.context);
    case "today-function":
      return todayFunctionSum(nature.of, to.context);
    case "form": {
      let total = constantSum(0);
      for (const [index, operand] of operands.entries()) {
        const cases = casesOf(operand, to);
        const [only] = cases ?? [];
        if (cases?.length !== 1 || only?.value.kind !== "number" || only.guard.kind !== "constant") return null;
        total = addSums(total, scaleSum(only.value.sum, nature.coefficients[index]!));
      }
      return total;
    }
    default:
      return null;
  }
}
