import type { Condition } from "../condition/condition.js";
import type { Model } from "../condition/model.js";
import { fieldsRead } from "../condition/traverse.js";
import { createClock } from "../evaluation/clock.js";
import type { Example } from "../logic/logic.js";
import { encodeRecord } from "../records/encoder.js";
import { formatDay } from "../values/calendar.js";
import { formatInstantIn } from "../values/zone.js";
import { speller, speltRecord, speltRow } from "./spelling.js";
import type { Witness } from "./verdict.js";
import { domainLooksAtClock, looksAtClock, looksAtNow } from "./witness-clock.js";
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
  const spell = speller(conditions, model);
  return {
    record: speltRecord(record, model, spell),
    asOf: momentOf(example, model, conditions, fields),
    summary: summaryOf(fields, speltRow(example.row, model, spell)),
  };
}

/**
 * The day on which it is a witness, where a condition or rule looks at the clock, or data of other days could not hold it; the
 * instant, where one asks for that. The last instant of a day is told by the day, as in a run as of it.
 */
function momentOf(
  { today, now }: Example,
  model: Model,
  conditions: readonly Condition[],
  fields: readonly ShownField[],
): string | null {
  const asked = [...conditions, ...model.requires.map(({ condition }) => condition)];
  const { zone } = createClock(model.settings, { now });
  const isOfInstant = asked.some((condition) => looksAtNow(condition, model)) || haveClockedDomain(fields, "now");
  if (isOfInstant && now !== zone.lastInstantOf(today)) return formatInstantIn(now, zone);
  const isOfDay = asked.some((condition) => looksAtClock(condition, model)) || haveClockedDomain(fields);
  return isOfInstant || isOfDay ? formatDay(today) : null;
}

function haveClockedDomain(fields: readonly ShownField[], clock?: "now"): boolean {
  return fields.some(({ field, inner }) => domainLooksAtClock(field.domain, clock) || haveClockedDomain(inner, clock));
}
