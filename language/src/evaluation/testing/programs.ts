import type { Condition, FieldTerm, ListTerm, Term, ValueList } from "../../condition/condition.js";
import type { Criterion, Model, ProgramSettings, Segment } from "../../condition/model.js";
import type {
  CustomerSchema,
  Domain,
  Field,
  FieldType,
  RecordType,
  Scalar,
  ScalarType,
} from "../../condition/schema.js";

/** Models and conditions made by hand, for the tests of this folder: no text, no parser. */

const NOWHERE = { file: "test.seg", span: { start: 0, end: 0 } };

export const TEXT: ScalarType = { kind: "text", folded: false };
export const NUMBER: ScalarType = { kind: "number" };
export const INTEGER: ScalarType = { kind: "integer" };
export const BOOLEAN: ScalarType = { kind: "boolean" };
export const DATE: ScalarType = { kind: "date" };
export const DATETIME: ScalarType = { kind: "datetime" };

const READING = { from: null, fromRows: false, missing: [], split: null, format: null } as const;

export type FieldOptions = { readonly optional?: boolean; readonly domain?: Domain; readonly step?: number };

/** A record with slots in order; a nested record's fields lie flat in it, an optional one has a slot of its own. */
export function recordOf(
  fields: Readonly<Record<string, FieldType | readonly [FieldType, FieldOptions]>>,
  enclosing: { readonly path: readonly string[]; next: number } = { path: [], next: 0 },
): RecordType {
  const made = Object.entries(fields).map(([name, description]): Field => {
    const [type, options] = Array.isArray(description)
      ? (description as readonly [FieldType, FieldOptions])
      : ([description as FieldType, {}] as const);
    const path = [...enclosing.path, name];
    const optional = options.optional ?? false;
    const slot = type.kind === "record" && !optional ? null : enclosing.next++;
    const inner = { path, next: enclosing.next };
    const placed: FieldType = type.kind === "record" ? placedIn(type, inner) : type;
    enclosing.next = inner.next;
    return {
      name,
      path,
      type: placed,
      optional,
      key: false,
      slot,
      reading: READING,
      domain: options.domain ?? null,
      step: options.step ?? null,
      documentation: null,
      location: NOWHERE,
    };
  });
  return { kind: "record", fields: made };
}

function placedIn(record: RecordType, enclosing: { readonly path: readonly string[]; next: number }): RecordType {
  return recordOf(
    Object.fromEntries(
      record.fields.map((field) => [
        field.name,
        [field.type, { optional: field.optional, ...(field.domain === null ? {} : { domain: field.domain }) }] as const,
      ]),
    ),
    enclosing,
  );
}

export const listOf = (element: ScalarType | RecordType): FieldType => ({ kind: "list", element });

export const SETTINGS: ProgramSettings = {
  timeZone: "UTC",
  weekStart: 0,
  today: { earliest: 10_957, latest: 47_481 },
  rules: {},
  sampleData: null,
  sampleDataPath: null,
};

export interface CriterionOptions {
  readonly ordered?: boolean;
  readonly overlapping?: boolean;
  readonly otherwise?: string;
}

/** `criteria`: name → segments by name, or with options. */
export function modelOf(
  record: RecordType,
  criteria: Readonly<Record<string, readonly [CriterionOptions, Readonly<Record<string, Condition>>]>> = {},
): Model {
  const schema: CustomerSchema = { record, key: null, documentation: null, location: NOWHERE };
  return {
    schema,
    requires: [],
    lists: [],
    defines: [],
    criteria: Object.entries(criteria).map(([name, [options, segments]]) => criterionOf(name, options, segments)),
    personas: [],
    leftOut: [],
    unparsed: [],
    settings: SETTINGS,
  };
}

function criterionOf(
  name: string,
  options: CriterionOptions,
  conditions: Readonly<Record<string, Condition>>,
): Criterion {
  const all = [...Object.entries(conditions)];
  if (options.otherwise !== undefined) all.push([options.otherwise, { kind: "constant", value: true }]);
  const id = (segment: string) => `${name}.${segment}`;
  const segments = all.map(([segment, condition], index): Segment => {
    const otherwise = segment === options.otherwise;
    const others =
      options.ordered === true ? all.slice(0, index) : otherwise ? all.filter(([other]) => other !== segment) : [];
    const excluded = others.map(([other]): Condition => not({ kind: "member", segment: id(other) }));
    const membership = excluded.length === 0 ? condition : and(condition, ...excluded);
    return {
      id: id(segment),
      name: segment,
      criterion: name,
      title: null,
      otherwise,
      condition,
      membership,
      documentation: null,
      location: NOWHERE,
      declaration: NOWHERE,
    };
  });
  return {
    name,
    title: null,
    inferred: false,
    exhaustive: false,
    ordered: options.ordered ?? false,
    overlapping: options.overlapping ?? false,
    segments,
    documentation: null,
    location: NOWHERE,
  };
}

export const field = (
  path: string,
  type: ScalarType | { readonly kind: "record" },
  scope: FieldTerm["scope"] = "customer",
  optional = true,
): FieldTerm => ({ kind: "field", scope, path: path === "" ? [] : path.split("."), type, optional });

export const number = (value: number): Term => ({ kind: "constant", type: NUMBER, value });
export const integer = (value: number): Term => ({ kind: "constant", type: INTEGER, value });
export const text = (value: string): Term => ({ kind: "constant", type: TEXT, value });
export const today: Term = { kind: "clock", type: DATE, clock: "today" };
export const now: Term = { kind: "clock", type: DATETIME, clock: "now" };

export const arithmetic = (operator: "+" | "-" | "*" | "/", left: Term, right: Term): Term => ({
  kind: "arithmetic",
  type: operator !== "/" && left.type.kind === "integer" && right.type.kind === "integer" ? INTEGER : NUMBER,
  operator,
  left,
  right,
});

export const compare = (left: Term, operator: "=" | "<" | "<=", right: Term): Condition => ({
  kind: "compare",
  operator,
  left,
  right,
});
export const and = (...operands: readonly Condition[]): Condition => ({ kind: "and", operands });
export const or = (...operands: readonly Condition[]): Condition => ({ kind: "or", operands });
export const not = (operand: Condition): Condition => ({ kind: "not", operand });
export const present = (operand: Term): Condition => ({ kind: "present", operand });
export const member = (segment: string): Condition => ({ kind: "member", segment });

export const valueList = (type: ScalarType, values: readonly Scalar[], name: string | null = null): ValueList => ({
  name,
  type,
  values,
});
export const oneOf = (operand: Term, values: readonly Scalar[]): Condition => ({
  kind: "one-of",
  operand,
  values: valueList(operand.type as ScalarType, values),
});

/** A list by its path in the customer, its last step filtered. */
export const list = (
  path: string,
  filter: Condition | null = null,
  element: ScalarType | null = null,
  scope: FieldTerm["scope"] = "customer",
): ListTerm => ({ kind: "list", steps: [{ scope, path: path.split("."), filter }], element });

export const aggregate = (
  name: "count" | "count-distinct" | "sum" | "average" | "min" | "max",
  over: ListTerm,
  value: Term | null = null,
): Term => ({
  kind: "aggregate",
  type: name === "count" || name === "count-distinct" ? INTEGER : ((value?.type ?? NUMBER) as ScalarType),
  function: name,
  list: over,
  value,
});
export const exists = (over: ListTerm): Condition => ({ kind: "exists", list: over });
