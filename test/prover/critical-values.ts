import type { Condition, Term } from "../../language/src/condition/condition.js";
import type { Field, RecordType, Row, Scalar, ScalarType } from "../../language/src/condition/schema.js";
import { visitCondition } from "../../language/src/condition/traverse.js";
import { MAX_DAY, MIN_DAY } from "../../language/src/values/calendar.js";

/**
 * For conditions, rows that tell apart what they tell apart: every constant, what lies just beside it and between it and
 * the next, another text, every choice, and missing. Where each condition looks at one value and compares it with constants
 * only, these rows are as good as all customers.
 */
export interface CriticalRows {
  readonly rows: Iterable<Row>;
  readonly count: number;
  /** No customer differs from all of the rows in what the conditions say. */
  readonly isComplete: boolean;
}

/** More combinations are drawn from, not gone through. */
const MOST_ROWS = 6000;

export function criticalRows(
  schema: RecordType,
  conditions: readonly Condition[],
  today: { readonly earliest: number; readonly latest: number },
): CriticalRows {
  const read = new Set<string>();
  let isPlain = !hasMovingDomain(schema);
  for (const condition of conditions) {
    visitCondition(condition, {
      condition(inner, depth) {
        if (depth > 0 || !isAboutOneValue(inner)) isPlain = false;
      },
      term(term, depth) {
        if (term.kind !== "field") return;
        if (term.scope === "customer" && depth >= 0) read.add(JSON.stringify(term.path));
      },
      list(list) {
        isPlain = false;
        for (const { scope, path } of list.steps) if (scope === "customer") read.add(JSON.stringify(path));
      },
    });
  }
  const constants = constantsOf(conditions, [today.earliest, today.latest]);
  const axes = axesOf(schema, read, constants);
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  return {
    rows: count <= MOST_ROWS ? everyRow(axes) : someRows(axes),
    count,
    isComplete: isPlain && count <= MOST_ROWS,
  };
}

interface Axis {
  readonly slot: number;
  /** Of an optional record around that must be there for a value. */
  readonly inside: readonly number[];
  readonly values: readonly (Row[`f${number}`] | undefined)[];
}

/** A test of one field against constants. */
function isAboutOneValue(condition: Condition): boolean {
  switch (condition.kind) {
    case "constant":
    case "and":
    case "or":
    case "not":
      return true;
    case "compare":
      return (
        isFieldBesideConstant(condition.left, condition.right) || isFieldBesideConstant(condition.right, condition.left)
      );
    case "one-of":
    case "present":
    case "truth":
      return condition.operand.kind === "field";
    default:
      return false;
  }
}

function isFieldBesideConstant(one: Term, other: Term): boolean {
  return one.kind === "field" && other.kind === "constant";
}

interface Constants {
  readonly numbers: readonly number[];
  readonly days: readonly number[];
  readonly instants: readonly number[];
  readonly texts: readonly string[];
}

/** Whether some date may only lie where today or now allows it. */
function hasMovingDomain({ fields }: RecordType): boolean {
  return fields.some(({ type, domain }) => {
    const inner = type.kind === "list" ? type.element : type;
    if (inner.kind === "record") return hasMovingDomain(inner);
    return domain?.kind === "date" && [domain.low, domain.high].some((end) => end !== null && end.kind !== "constant");
  });
}

function constantsOf(conditions: readonly Condition[], nearToday: readonly number[]): Constants {
  const numbers = new Set<number>([0, 1]);
  const days = new Set<number>(nearToday);
  const instants = new Set<number>(nearToday.map((day) => day * 86_400_000));
  const texts = new Set<string>(["", "other"]);
  const add = (value: Scalar, { kind }: ScalarType): void => {
    if (kind === "integer" || kind === "number") numbers.add(Number(value));
    else if (kind === "date") days.add(Number(value));
    else if (kind === "datetime") instants.add(Number(value));
    else if (kind === "text") texts.add(String(value));
  };
  for (const condition of conditions) {
    visitCondition(condition, {
      condition(inner) {
        if (inner.kind === "one-of" || inner.kind === "text" || inner.kind === "has-all") {
          for (const value of inner.values.values) add(value, inner.values.type);
        }
      },
      term(term) {
        if (term.kind === "constant") add(term.value, term.type);
      },
    });
  }
  return { numbers: [...numbers], days: [...days], instants: [...instants], texts: [...texts] };
}

function axesOf(
  record: RecordType,
  read: ReadonlySet<string>,
  constants: Constants,
  inside: readonly number[] = [],
): Axis[] {
  return record.fields.flatMap((field): Axis[] => {
    const { type, slot, optional } = field;
    if (type.kind === "record") {
      const around = slot === null ? inside : [...inside, slot];
      const isRead = [...read].some((path) => path.startsWith(JSON.stringify(field.path).slice(0, -1)));
      const own = slot === null ? [] : [{ slot, inside, values: isRead ? [undefined, true as const] : [undefined] }];
      return [...own, ...axesOf(type, read, constants, around)];
    }
    if (slot === null) return [];
    const isRead = read.has(JSON.stringify(field.path));
    if (field.key && type.kind === "text") return [{ slot, inside, values: ["c1"] }];
    const values = type.kind === "list" ? listsOf(type.element, constants) : scalarsOf(type, field, constants);
    // Both ends of days: one of them is allowed where a domain moves with today.
    const few = isRead
      ? values
      : [values[0]!, ...(type.kind === "date" || type.kind === "datetime" ? [values.at(-1)!] : [])];
    const isLeftOut = optional && !isRead;
    return [{ slot, inside, values: isLeftOut ? [undefined] : optional ? [undefined, ...few] : few }];
  });
}

function scalarsOf(type: ScalarType, field: Field | null, constants: Constants): readonly Scalar[] {
  switch (type.kind) {
    case "boolean":
      return [false, true];
    case "choice":
      return type.choices;
    case "text":
      return constants.texts.flatMap((one) => [one, ...(constants.texts.length < 5 ? [`${one}x`, `x${one}`] : [])]);
    case "date":
      return around([...constants.days, ...constantEnds(field)])
        .filter((day) => day >= MIN_DAY && day <= MAX_DAY && isWithinConstants(day, field))
        .sort((a, b) => a - b);
    case "datetime":
      return around([...constants.instants, ...constantEnds(field)]).sort((a, b) => a - b);
    case "integer":
    case "number": {
      const { domain, step } = field ?? { domain: null, step: null };
      const ends = domain?.kind === "number" ? [domain.low, domain.high].filter((end) => end !== null) : [];
      const own = type.kind === "integer" ? 1 : step;
      const values =
        own === null ? between([...constants.numbers, ...ends]) : onSteps([...constants.numbers, ...ends], own);
      return values.filter((value) => isWithin(value, domain));
    }
  }
}

function isWithin(value: number, domain: Field["domain"]): boolean {
  if (domain?.kind !== "number") return true;
  const { low, high, highExclusive } = domain;
  return (low === null || value >= low) && (high === null || (highExclusive ? value < high : value <= high));
}

/** The multiples at, below and above each number. */
function onSteps(numbers: readonly number[], step: number): number[] {
  const places = new Set(numbers.flatMap((one) => [-2, -1, 0, 1, 2].map((by) => Math.round(one / step) + by)));
  return [...places].map((place) => Number((place * step).toPrecision(15)));
}

function between(numbers: readonly number[]): number[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const middles = sorted.slice(1).map((one, index) => (one + sorted[index]!) / 2);
  return [...sorted, ...middles, sorted[0]! - 1, sorted.at(-1)! + 1];
}

function around(numbers: readonly number[]): number[] {
  return [...new Set(numbers.flatMap((one) => [one, one - 1, one + 1]))];
}

/** The bounds of a domain of days that are the same on every day. */
function constantEnds(field: Field | null): readonly number[] {
  if (field?.domain?.kind !== "date") return [];
  return [field.domain.low, field.domain.high].flatMap((end) => (end?.kind === "constant" ? [Number(end.value)] : []));
}

function isWithinConstants(day: number, field: Field | null): boolean {
  if (field?.domain?.kind !== "date") return true;
  const { low, high, highExclusive } = field.domain;
  if (low?.kind === "constant" && low.type.kind === "date" && day < Number(low.value)) return false;
  if (high?.kind !== "constant" || high.type.kind !== "date") return true;
  return highExclusive ? day < Number(high.value) : day <= Number(high.value);
}

const MOST_ELEMENTS = 24;

/** Lists of none, of one and of some pairs. */
function listsOf(
  element: ScalarType | RecordType,
  constants: Constants,
): readonly (readonly Scalar[] | readonly Row[])[] {
  const elements =
    element.kind === "record"
      ? [...someRows(axesOf(element, everyPath(element), constants), MOST_ELEMENTS)]
      : scalarsOf(element, null, constants).slice(0, MOST_ELEMENTS);
  const pairs = elements.flatMap((one, index) => [
    [one, elements[(index * 7 + 3) % elements.length]!],
    [one, one],
  ]);
  return [[], ...elements.map((one) => [one]), ...pairs] as (readonly Scalar[] | readonly Row[])[];
}

function everyPath(record: RecordType): ReadonlySet<string> {
  return new Set(
    record.fields.flatMap(({ path, type }) => [
      JSON.stringify(path),
      ...(type.kind === "record" ? everyPath(type) : []),
    ]),
  );
}

function* everyRow(axes: readonly Axis[], from = 0, row: Row = {}): Generator<Row> {
  const axis = axes[from];
  if (axis === undefined) {
    yield row;
    return;
  }
  if (axis.inside.some((slot) => row[`f${slot}`] !== (true as unknown))) {
    yield* everyRow(axes, from + 1, row);
    return;
  }
  for (const value of axis.values) yield* everyRow(axes, from + 1, { ...row, [`f${axis.slot}`]: value });
}

/** Drawn evenly and always alike. */
function* someRows(axes: readonly Axis[], most = MOST_ROWS): Generator<Row> {
  let state = 12_345;
  for (let index = 0; index < most; index += 1) {
    let row: Row = {};
    for (const { slot, values, inside } of axes) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      if (inside.some((around) => row[`f${around}`] !== (true as unknown))) continue;
      row = { ...row, [`f${slot}`]: values[(state >>> 8) % values.length] };
    }
    yield row;
  }
}
