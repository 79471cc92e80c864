import type { Condition } from "../condition/condition.js";
import type { Model, Require } from "../condition/model.js";
import type { Domain, Field, RecordType, Row, ScalarType } from "../condition/schema.js";
import { fieldsRead, visitCondition } from "../condition/traverse.js";
import { layoutOf } from "../evaluation/layout.js";
import type { Memberships } from "./memberships.js";

/**
 * The customers of two programs: the fields of both, and the rules of both. Conditions of either program may be asked of
 * it, written out, but not those that read what the programs declare differently.
 */
export interface JointModel {
  readonly model: Model;
  /** Why a condition cannot be asked: the name of a field, or of a setting; null if it can. */
  obstacle(condition: Condition): string | null;
  /** A row of the joint customer as the program declares it. */
  rowOf(row: Row, program: Model): Row;
}

/** Null if one of the programs has no usable `customer` block. */
export function jointModel(
  before: { readonly model: Model; readonly memberships: Memberships },
  after: { readonly model: Model; readonly memberships: Memberships },
): JointModel | null {
  const [old, young] = [before.model.schema, after.model.schema];
  if (old === null || young === null) return null;
  const differing = new Set<string>();
  const counter = { next: 0 };
  const olds = new Map(old.record.fields.map((field) => [field.name, field]));
  const fields = young.record.fields.map((field) => {
    const other = olds.get(field.name);
    olds.delete(field.name);
    const common = other === undefined ? field : commonField(other, field);
    if (common === null) differing.add(field.name);
    return placed(common ?? field, counter);
  });
  for (const field of olds.values()) fields.push(placed(field, counter));
  const record: RecordType = { kind: "record", fields };
  const requires = [
    ...after.model.requires.map((require) => writtenOut(require, after.memberships)),
    ...before.model.requires.map((require) => writtenOut(require, before.memberships)),
  ];
  const model: Model = {
    ...after.model,
    schema: { ...young, record },
    requires: requires.filter(({ condition }) => !readsOneOf(condition, differing)),
    criteria: [],
    personas: [],
    settings: { ...after.model.settings, today: commonDays(before.model, after.model) },
  };
  const setting = differentSetting(before.model, after.model);
  return {
    model,
    obstacle(condition) {
      const field = fieldsRead(condition).find((path) => differing.has(path.split(".")[0]!));
      return field ?? (setting !== null && dependsOnCalendar(condition) ? setting : null);
    },
    rowOf: (row, program) => translated(row, record, program.schema!.record),
  };
}

function writtenOut(require: Require, memberships: Memberships): Require {
  return { ...require, condition: memberships.write(require.condition) };
}

function readsOneOf(condition: Condition, names: ReadonlySet<string>): boolean {
  return names.size > 0 && fieldsRead(condition).some((path) => names.has(path.split(".")[0]!));
}

/** The field with what both declare of its values; null if they do not read or type it alike. */
function commonField(before: Field, after: Field): Field | null {
  if (formOf(before) !== formOf(after)) return null;
  const type = commonType(before, after);
  const domain = commonDomain(before.domain, after.domain);
  if (
    type === null ||
    domain === undefined ||
    (before.step !== after.step && before.step !== null && after.step !== null)
  ) {
    return null;
  }
  return {
    ...after,
    type,
    domain,
    step: after.step ?? before.step,
    optional: before.optional && after.optional,
  };
}

/** What must be the same: how the data is read. */
function formOf({ reading, type, domain }: Field): string {
  const plainDomain = domain?.kind === "date" ? domain : null;
  const plainType = type.kind === "choice" ? type.kind : type;
  return written([reading, plainType, plainDomain]);
}

/** Where something stands, in the text and in the row, is no matter of its form. */
const NOT_FORM = new Set(["location", "origin", "documentation", "slot"]);

function written(part: unknown): string {
  return JSON.stringify(part, (key, value: unknown) => {
    if (NOT_FORM.has(key)) return undefined;
    return value instanceof Map ? [...value] : value;
  });
}

function commonType(before: Field, after: Field): Field["type"] | null {
  if (before.type.kind !== "choice" || after.type.kind !== "choice") return after.type;
  const known = new Set(before.type.choices);
  const choices = after.type.choices.filter((choice) => known.has(choice));
  const type: ScalarType = { kind: "choice", choices };
  return choices.length === 0 ? null : type;
}

/** Undefined where that cannot be said; of dates both are the same already. */
function commonDomain(before: Domain | null, after: Domain | null): Domain | null | undefined {
  if (before === null || after === null) return after ?? before;
  if (before.kind !== "number" || after.kind !== "number") return after;
  const low = before.low === null ? after.low : after.low === null ? before.low : Math.max(before.low, after.low);
  const [tighter, wider] = isTighter(before, after) ? [before, after] : [after, before];
  const { high, highExclusive } = tighter.high === null ? wider : tighter;
  return { kind: "number", low, high, highExclusive };
}

type NumberDomain = Extract<Domain, { kind: "number" }>;

function isTighter(one: NumberDomain, than: NumberDomain): boolean {
  if (one.high === null || than.high === null) return than.high === null;
  return one.high < than.high || (one.high === than.high && one.highExclusive);
}

/** The field, and those of a record in it, with slots of the joint row. */
function placed(field: Field, counter: { next: number }): Field {
  const slot = field.slot === null ? null : counter.next++;
  if (field.type.kind !== "record") return { ...field, slot };
  const fields = field.type.fields.map((inner) => placed(inner, counter));
  return { ...field, slot, type: { ...field.type, fields } };
}

function translated(row: Row, from: RecordType, to: RecordType): Row {
  const source = layoutOf(from).fields;
  const result: Record<`f${number}`, Row[`f${number}`]> = {};
  for (const [path, field] of layoutOf(to).fields) {
    const slot = source.get(path)?.slot ?? null;
    if (field.slot !== null && slot !== null) result[`f${field.slot}`] = row[`f${slot}`];
  }
  return result;
}

function commonDays(before: Model, after: Model): Model["settings"]["today"] {
  const [old, young] = [before.settings.today, after.settings.today];
  const earliest = Math.max(old.earliest, young.earliest);
  const latest = Math.min(old.latest, young.latest);
  return earliest <= latest ? { earliest, latest } : young;
}

function differentSetting(before: Model, after: Model): string | null {
  if (before.settings.timeZone !== after.settings.timeZone) return "timeZone";
  return before.settings.weekStart === after.settings.weekStart ? null : "weekStart";
}

function dependsOnCalendar(condition: Condition): boolean {
  let depends = false;
  visitCondition(condition, {
    term({ kind }) {
      if (["clock", "date-of", "calendar", "since", "part"].includes(kind)) depends = true;
    },
  });
  return depends;
}
