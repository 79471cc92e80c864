import type { Condition } from "../condition/condition.js";
import type { Model } from "../condition/model.js";
import { fieldsRead } from "../condition/traverse.js";
import { createClock } from "../evaluation/clock.js";
import type { Example } from "../logic/logic.js";
import { encodeRecord } from "../records/encoder.js";
import { formatDay } from "../values/calendar.js";
import type { Witness } from "./verdict.js";
import { domainLooksAtClock, looksAtClock } from "./witness-clock.js";
import { fieldsShown, type ShownField } from "./witness-fields.js";
import { summaryOf } from "./witness-summary.js";

/**
 * An example as people are shown it: its record, the day, and what the conditions read of it. Null if no data can hold
 * it (see records/encoder.ts).
 */
export function witnessOf(example: Example, model: Model, conditions: readonly Condition[]): Witness | null {
  const { schema } = model;
  const record = encodeRecord(example.row, model, createClock(model.settings, { now: example.now }));
  if (record === null || schema === null) return null;
  const read = new Set(conditions.flatMap((condition) => fieldsRead(condition, model)));
  const fields = fieldsShown(schema.record, read);
  return {
    record,
    asOf: isOfItsDay(model, conditions, fields, read) ? formatDay(example.today) : null,
    summary: summaryOf(fields, example.row),
  };
}

/** Whether it is a witness on its day only: for what a condition says, or because data of other days could not hold it. */
function isOfItsDay(
  model: Model,
  conditions: readonly Condition[],
  fields: readonly ShownField[],
  read: ReadonlySet<string>,
): boolean {
  const rules = model.requires
    .map(({ condition }) => condition)
    .filter((condition) => fieldsRead(condition, model).some((path) => read.has(path)));
  return [...conditions, ...rules].some((condition) => looksAtClock(condition, model)) || haveClockedDomain(fields);
}

function haveClockedDomain(fields: readonly ShownField[]): boolean {
  return fields.some(({ field, inner }) => domainLooksAtClock(field.domain) || haveClockedDomain(inner));
}
