import { createRandom, type Random } from "../../random.js";

/** A field of a made-up decision table. Numbers are counted in units of the step: 0 to `units`, both possible. */
export type TableField =
  | { readonly kind: "number"; readonly name: string; readonly units: number; readonly step: 1 | 0.01 | null }
  | { readonly kind: "choice"; readonly name: string; readonly values: readonly string[] };

/** What a row asks of one field: units from `from` (null: from the start) to below `below` (null: to the end); or some values. */
export type TableTest =
  | { readonly kind: "range"; readonly from: number | null; readonly below: number | null }
  | { readonly kind: "values"; readonly values: readonly string[] };

/** The tests of a row, all of which must hold, by the index of the field. */
export type TableRow = ReadonlyMap<number, TableTest>;

export interface Table {
  readonly fields: readonly TableField[];
  readonly rows: readonly TableRow[];
}

export interface TableRecipe {
  readonly fields: number;
  readonly rows: number;
  /** Which part of the rows is distorted in one field: 0.1 for every tenth. */
  readonly distorted: number;
  readonly seed: number;
}

/**
 * A table as an analyst's tree gives it: the space of all fields is split in two along a field, and each half again, until there
 * are enough rows, which then cover everything and never overlap. Distortion moves an end or a value in one field of a row,
 * or adds a test, so that rows overlap and leave gaps as they do after years of edits.
 */
export function makeTable(recipe: TableRecipe): Table {
  const random = createRandom(recipe.seed);
  const fields = Array.from({ length: recipe.fields }, (_, index) => makeField(index, random));
  const leaves: TableRow[] = [];
  split(fields, new Map(), recipe.rows, random, leaves);
  const rows = leaves.map((row) => (random.chance(recipe.distorted) ? distort(fields, row, random) : row));
  return { fields, rows };
}

/** Two fields of three are numbers: whole ones, hundredths, any. */
function makeField(index: number, random: Random): TableField {
  if (index % 3 === 2) {
    const count = random.integer(3, 12);
    return {
      kind: "choice",
      name: `choice${index}`,
      values: Array.from({ length: count }, (_, value) => `value ${value}`),
    };
  }
  const step = index % 3 === 0 ? 1 : index % 2 === 0 ? null : 0.01;
  return { kind: "number", name: `number${index}`, units: random.pick([1_000, 100_000, 10_000_000]), step };
}

function split(fields: readonly TableField[], row: TableRow, rows: number, random: Random, leaves: TableRow[]): void {
  if (rows === 1) {
    leaves.push(row);
    return;
  }
  const first = Math.max(1, Math.min(rows - 1, Math.round(rows * (0.25 + random.next() * 0.5))));
  for (;;) {
    const index = random.integer(0, fields.length - 1);
    const halves = halvesOf(fields[index]!, row.get(index), random);
    if (halves === null) continue;
    split(fields, new Map(row).set(index, halves[0]), first, random, leaves);
    split(fields, new Map(row).set(index, halves[1]), rows - first, random, leaves);
    return;
  }
}

function halvesOf(field: TableField, test: TableTest | undefined, random: Random): [TableTest, TableTest] | null {
  if (field.kind === "choice") {
    const values = test?.kind === "values" ? test.values : field.values;
    if (values.length < 2) return null;
    const first = random.integer(1, values.length - 1);
    const mixed = shuffled(values, random);
    const half = (from: number, to?: number): TableTest => ({ kind: "values", values: mixed.slice(from, to).sort() });
    return [half(0, first), half(first)];
  }
  const { from, below } = test?.kind === "range" ? test : { from: null, below: null };
  const low = from ?? 0;
  const high = below ?? field.units + 1;
  const cut = low + Math.round((high - low) * (0.25 + random.next() * 0.5));
  if (cut <= low || cut >= high) return null;
  return [
    { kind: "range", from, below: cut },
    { kind: "range", from: cut, below },
  ];
}

function distort(fields: readonly TableField[], row: TableRow, random: Random): TableRow {
  const index = random.integer(0, fields.length - 1);
  const field = fields[index]!;
  const test = row.get(index);
  if (field.kind === "choice") {
    const values = test?.kind === "values" ? test.values : field.values;
    const changed = random.pick(field.values);
    const rest = values.filter((value) => value !== changed);
    const result = rest.length < values.length ? rest : [...values, changed].sort();
    return result.length === 0 ? row : new Map(row).set(index, { kind: "values", values: result });
  }
  const { from, below } = test?.kind === "range" ? test : { from: null, below: null };
  const low = from ?? 0;
  const high = below ?? field.units + 1;
  const move = (end: number): number => {
    const by = Math.max(1, Math.round((high - low) * random.next() * 0.4));
    return random.chance(0.5) ? end + by : end - by;
  };
  const result: TableTest = random.chance(0.5)
    ? { kind: "range", from: Math.max(0, move(low)), below }
    : { kind: "range", from, below: Math.min(field.units + 1, move(high)) };
  return (result.below ?? field.units + 1) <= (result.from ?? 0) ? row : new Map(row).set(index, result);
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let place = result.length - 1; place > 0; place -= 1) {
    const other = random.integer(0, place);
    [result[place], result[other]] = [result[other]!, result[place]!];
  }
  return result;
}

/** A number of the table as it is written: units of a hundredth have two decimals, others are as they are. */
export function written(field: TableField & { kind: "number" }, units: number): string {
  return field.step === 0.01 ? (units / 100).toFixed(2) : String(units);
}
