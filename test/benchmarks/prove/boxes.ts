import type { Box, Universes } from "../../../language/src/logic/boxes/box.js";
import {
  DOUBLES,
  type Grid,
  type Interval,
  interval,
  onGrid,
  WHOLE,
} from "../../../language/src/logic/sets/intervals.js";
import { numbers, texts, type ValueSet } from "../../../language/src/logic/sets/value-set.js";
import type { Table, TableField, TableTest } from "./table.js";
import { written } from "./table.js";

/** The rows of a table as boxes; equal sets are one object. */
export function tableBoxes(table: Table): {
  readonly groups: readonly (readonly Box[])[];
  readonly universes: Universes;
} {
  const universes = table.fields.map(universeOf);
  const known = new Map<string, ValueSet>();
  const setOf = (index: number, test: TableTest): ValueSet => {
    const key = `${index} ${JSON.stringify(test)}`;
    let set = known.get(key);
    if (set === undefined) {
      set = testSet(table.fields[index]!, test);
      known.set(key, set);
    }
    return set;
  };
  return {
    groups: table.rows.map((row) => [
      { sets: new Map([...row].sort(([a], [b]) => a - b).map(([index, test]) => [index, setOf(index, test)])) },
    ]),
    universes: (quantity) => universes[quantity]!,
  };
}

function gridOf(field: TableField & { kind: "number" }): Grid {
  return field.step === null ? DOUBLES : field.step === 1 ? WHOLE : { kind: "steps", step: field.step };
}

function universeOf(field: TableField): ValueSet {
  if (field.kind === "choice") return texts(field.values);
  return numbers(onlyOnGrid(interval(0, Number(written(field, field.units))), field), gridOf(field));
}

function testSet(field: TableField, test: TableTest): ValueSet {
  if (field.kind === "choice" || test.kind === "values") return texts(test.kind === "values" ? test.values : []);
  const low = Number(written(field, test.from ?? 0));
  const high = Number(written(field, test.below ?? field.units));
  return numbers(onlyOnGrid(interval(low, high, { high: test.below !== null }), field), gridOf(field));
}

function onlyOnGrid(part: Interval, field: TableField & { kind: "number" }): Interval[] {
  const found = onGrid(part, gridOf(field));
  return found === null ? [] : [found];
}
