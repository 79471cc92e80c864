import type { NumberSet, TextSet, ValueSet } from "../sets/value-set.js";
import type { Axis } from "./axis.js";
import type { Box, Universes } from "./box.js";
import { textAxis, truthAxis } from "./label-axis.js";
import { numberAxis } from "./number-axis.js";

/** An axis for each quantity that some box names, by ascending number. */
export function createAxes(boxes: Iterable<Box>, universes: Universes): readonly Axis[] {
  const named = new Map<number, Set<ValueSet>>();
  for (const { sets } of boxes) {
    for (const [quantity, set] of sets) {
      const found = named.get(quantity);
      if (found === undefined) named.set(quantity, new Set([set]));
      else found.add(set);
    }
  }
  return [...named]
    .sort(([left], [right]) => left - right)
    .map(([quantity, sets]) => createAxis(quantity, sets, universes(quantity)));
}

function createAxis(quantity: number, sets: ReadonlySet<ValueSet>, universe: ValueSet): Axis {
  switch (universe.kind) {
    case "numbers":
      return numberAxis(quantity, sets as ReadonlySet<NumberSet>, universe);
    case "texts":
      return textAxis(quantity, sets as ReadonlySet<TextSet>, universe);
    case "truth":
      return truthAxis(quantity, universe);
  }
}
