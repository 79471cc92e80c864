import type { Row, Scalar } from "../../condition/schema.js";
import type { Shape } from "../lists/shape.js";
import type { Example } from "../logic.js";
import type { Context } from "../lowering/context.js";
import { nowSum, todaySum } from "../lowering/today.js";
import type { Quantity } from "../quantities/quantity.js";
import { completeRow, type PartialElement, type PartialRow } from "../witness/complete-row.js";
import { type Assignment, sumIn } from "./model.js";

interface OpenRow {
  readonly values: Map<string, Scalar | undefined>;
  readonly lists: Map<string, PartialElement[]>;
}

/** The customer that a model describes, with as many elements in each list as the shape says; null if there is none. */
export function exampleOf(
  values: Assignment,
  touched: readonly Quantity[],
  shape: Shape,
  context: Context,
  near: number,
): Example | null {
  const clock = clockOf(values, context, near);
  if (clock === null) return null;
  const fields = new Map<string, { path: readonly string[]; value: Scalar | undefined }[]>();
  for (const quantity of touched) {
    const { nature } = quantity;
    if (nature.kind !== "field" && nature.kind !== "record") continue;
    const value = values.get(quantity);
    if (typeof value === "object") return null;
    // A record that is not there has no fields; one that is there is so by its fields or by itself.
    const given = nature.kind === "record" ? (value === true ? true : undefined) : value;
    const known = fields.get(nature.place);
    if (known === undefined) fields.set(nature.place, [{ path: nature.path, value: given }]);
    else known.push({ path: nature.path, value: given });
  }
  const row = completeRow(context.schema, partialRow("", fields, shape), {
    ...clock,
    localDay: (instant) => context.zone.localDay(instant),
  });
  return row === null ? null : { row, ...clock };
}

function partialRow(
  place: string,
  fields: ReadonlyMap<string, readonly { path: readonly string[]; value: Scalar | undefined }[]>,
  shape: Shape,
): PartialRow {
  const row: OpenRow = { values: new Map(), lists: new Map() };
  for (const { path, value } of fields.get(place) ?? []) row.values.set(JSON.stringify(path), value);
  for (const list of shape.listsAt(place)) {
    const elements: PartialElement[] = [];
    for (const element of list.elements) {
      const given = fields.get(element.place) ?? [];
      const whole = given.find(({ path }) => path.length === 0);
      const one: PartialElement = list.ofScalars
        ? (whole?.value ?? list.likely(elements.length))
        : partialRow(element.place, fields, shape);
      for (let times = 0; times < element.times; times += 1) elements.push(one);
    }
    row.lists.set(JSON.stringify(list.path), elements);
  }
  return row;
}

function clockOf(
  values: Assignment,
  context: Context,
  near: number,
): { readonly today: number; readonly now: number; readonly row?: Row } | null {
  if (context.fixed !== null) return context.fixed;
  const today = sumIn(values, todaySum(context));
  const now = sumIn(values, nowSum(context));
  if (now !== null) {
    const instant = Number(now);
    return { today: context.zone.localDay(instant), now: instant };
  }
  const day = today === null ? near : Number(today);
  return { today: day, now: context.zone.lastInstantOf(day) };
}
