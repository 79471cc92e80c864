import type { Condition, Term } from "../condition/condition.js";
import type { Criterion } from "../condition/model.js";
import { type CodeScope, type Compiler, frameFrom } from "./code.js";
import { type Column, type Cube, CubeSplitter } from "./cubes.js";
import { namedDouble } from "./exact.js";
import { isNumeric } from "./layout.js";
import { magnitudeCode, UNIT } from "./numeric-code.js";
import { bitsOf, type Outcome, Outcomes } from "./outcome.js";
import { approximateClassFinder, classFinder } from "./position-finder.js";
import { KeyedClasses, OrderedClasses, setBit } from "./value-classes.js";

/**
 * A criterion of many segments as tables. Each value that is asked about (column) is classed by one lookup; a class
 * stands for a set of bits, one for each alternative (cube) of a segment's condition that the value allows; the
 * segments that hold are those whose bits are in the sets of all columns. So the time hardly grows with the number of
 * segments: 1,000 of them are 32 words a column. This is the bit-vector scheme of Lakshman and Stiliadis (1998), with
 * columns of few classes joined into one beforehand, as in Gupta and McKeown's recursive flow classification (1999).
 */

/** With fewer segments the conditions one after the other are as fast. */
const FEWEST_SEGMENTS = 12;
/** Columns are joined as long as their combined classes are at most so many; a combination is computed when first met. */
const MOST_COMBINATIONS = 4096;

interface TableCompiler extends Compiler {
  readonly customer: CodeScope;
}

/** The expression that gives the outcome for `r`; null if the criterion is small or its conditions have too little in common. */
export function tableCode(compiler: TableCompiler, criterion: Criterion): string | null {
  const segments = criterion.segments.filter(({ otherwise }) => !otherwise);
  if (segments.length < FEWEST_SEGMENTS) return null;
  const splitter = new CubeSplitter(compiler.shapes, compiler.clock, compiler.evaluation);
  const cubes: Cube[] = [];
  const segmentOfCube: number[] = [];
  for (const [index, segment] of segments.entries()) {
    for (const cube of splitter.split(segment.condition)) {
      cubes.push(cube);
      segmentOfCube.push(index);
    }
  }
  const columns = columnsOf(cubes);
  const truths = columns.filter(({ column }) => column.kind === "truth").length;
  // Conditions that share no columns are quicker one after the other, each as far as need be.
  if (columns.length > segments.length / 3 || truths > segments.length / 4) return null;

  const outcomes = new Outcomes(criterion);
  const tables = columns.map((column) => columnTable(compiler, splitter, column, cubes));
  const groups = joined(tables.filter(({ rows }) => rows.length > 1));
  const always = unconditional(tables, cubes.length);
  const segmentsIn = (words: Int32Array): Outcome => outcomes.of(distinct(words, segmentOfCube));

  if (groups.length === 0)
    return compiler.define(compiler.customer, `return ${compiler.constant([segmentsIn(always)])}[0];`);
  if (groups.length === 1) {
    const known: Outcome[] = new Array(combinations(groups[0]!));
    const compute = (at: number): Outcome => (known[at] = segmentsIn(rowAt(groups[0]!, at, always)));
    return compiler.define(
      compiler.customer,
      `const i=${indexCode(groups[0]!)};const o=${compiler.constant(known)}[i];return o!==undefined?o:${compiler.constant(compute)}(i);`,
    );
  }
  return scanCode(compiler, criterion, outcomes, groups, always, segmentOfCube);
}

/** A column with every test that the cubes make of it. */
interface UsedColumn {
  readonly column: Column;
  readonly tests: { readonly cube: number; readonly conditions: readonly Condition[] }[];
}

function columnsOf(cubes: readonly Cube[]): readonly UsedColumn[] {
  const columns = new Map<number, UsedColumn>();
  for (const [cube, tests] of cubes.entries()) {
    for (const [id, { column, conditions }] of tests) {
      const used = columns.get(id) ?? { column, tests: [] };
      columns.set(id, used);
      used.tests.push({ cube, conditions });
    }
  }
  return [...columns.values()];
}

/** The rows of bits of a column, one for each set of values that all cubes treat alike, and the code that picks one. */
interface ColumnTable {
  readonly code: string;
  readonly rows: readonly Int32Array[];
}

function columnTable(
  compiler: TableCompiler,
  splitter: CubeSplitter,
  used: UsedColumn,
  cubes: readonly Cube[],
): ColumnTable {
  const { column, tests } = used;
  const words = (cubes.length + 31) >> 5;
  const untested = new Int32Array(words).fill(-1);
  for (const { cube } of tests) untested[cube >> 5]! &= ~(1 << (cube & 31));
  const rowsFor = (count: number, passing: (condition: Condition) => Int32Array): Int32Array[] => {
    const rows = Array.from({ length: count }, () => untested.slice());
    for (const { cube, conditions } of tests) {
      const passed = conditions.map(passing).reduce(conjunction);
      for (const at of bitsOf(passed)) if (at < count) setBit(rows[at]!, cube);
    }
    return rows;
  };
  if (column.kind === "truth") {
    const code = `(${compiler.condition(column.condition, compiler.customer)}?1:0)`;
    const wanted = (test: Condition): Int32Array => Int32Array.of(test.kind === "constant" && test.value ? 2 : 1);
    return { code, rows: rowsFor(2, wanted) };
  }
  const { term } = column;
  const columnTests = tests.map(({ conditions }) => ({ column, conditions }));
  const kind = (term.type as { readonly kind: string }).kind;
  if (isNumeric(term.type as never) || kind === "date" || kind === "datetime") {
    const classes = new OrderedClasses(columnTests, splitter);
    const { rows, compact } = withoutRepetition(rowsFor(classes.count, (condition) => classes.passing(condition)));
    return { rows, code: orderedCode(compiler, term, classes, compact) };
  }
  const classes = new KeyedClasses(columnTests, splitter);
  const { rows, compact } = withoutRepetition(rowsFor(classes.count, (condition) => classes.passing(condition)));
  const byValue = new Map([...classes.byValue].map(([value, at]) => [value as unknown, compact[at]!]));
  byValue.set(undefined, compact[classes.missing]!);
  const other = compact[0]!;
  const classOf = (value: unknown): number => {
    const at = byValue.get(value);
    return at === undefined ? other : at;
  };
  return { rows, code: `${compiler.constant(classOf)}(${compiler.term(term, compiler.customer)})` };
}

function orderedCode(compiler: TableCompiler, term: Term, classes: OrderedClasses, compact: Int32Array): string {
  const { customer } = compiler;
  const whole = term.type.kind === "integer" || term.type.kind === "date";
  const find = classFinder(classes.cuts, compact, whole);
  if (!isNumeric(term.type)) return `${compiler.constant(find)}(${compiler.term(term, customer)})`;
  const body: string[] = [];
  const code = compiler.numeric(term, customer, body);
  if (code.exact) {
    const call = `${compiler.constant(find)}(${code.value})`;
    return body.length === 0 ? call : compiler.define(customer, `${body.join("")}return ${call};`);
  }
  // Too near to a constant for doubles to tell on which side: exact arithmetic does.
  const exactly = (row: unknown): number => {
    const evaluation = compiler.evaluation.fresh();
    const frame = frameFrom(customer, [row]);
    const value = evaluation.value(term, frame);
    if (value === undefined) return compact[classes.missing]!;
    const order = (at: number): number =>
      evaluation.compareTerms(term, { kind: "constant", type: { kind: "number" }, value: classes.cuts[at]! }, frame);
    const named = typeof value === "object" ? namedDouble(value) : undefined;
    if (named !== undefined) return compact[classes.classOf(named)]!;
    let position = 0;
    while (position < classes.cuts.length && order(position) > 0) position += 1;
    return compact[2 * position]!;
  };
  const relative = (code.units + 4) * UNIT * 1.01;
  const findNear = approximateClassFinder(classes.cuts, compact, relative);
  return compiler.define(
    customer,
    `${body.join("")}const c=${compiler.constant(findNear)}(${code.value},${magnitudeCode(code)});return c<0?${compiler.constant(exactly)}(r):c;`,
  );
}

function conjunction(left: Int32Array, right: Int32Array): Int32Array {
  return left.map((word, position) => word & right[position]!);
}

/** Equal rows once, and which row each class has. */
function withoutRepetition(rows: readonly Int32Array[]): { rows: Int32Array[]; compact: Int32Array } {
  const byHash = new Map<number, number[]>();
  const distinctRows: Int32Array[] = [];
  const compact = Int32Array.from(rows, (row) => {
    let hash = 0;
    for (const word of row) hash = (Math.imul(hash, 31) + word) | 0;
    const alike = byHash.get(hash) ?? [];
    byHash.set(hash, alike);
    let at = alike.find((index) => distinctRows[index]!.every((word, position) => word === row[position]));
    if (at === undefined) {
      at = distinctRows.length;
      distinctRows.push(row);
      alike.push(at);
    }
    return at;
  });
  return { rows: distinctRows, compact };
}

/** Columns that are looked up together. */
type Group = readonly ColumnTable[];

function joined(tables: readonly ColumnTable[]): readonly Group[] {
  const groups: ColumnTable[][] = [];
  for (const table of [...tables].sort((a, b) => a.rows.length - b.rows.length)) {
    const last = groups[groups.length - 1];
    if (last !== undefined && combinations(last) * table.rows.length <= MOST_COMBINATIONS) last.push(table);
    else groups.push([table]);
  }
  return groups;
}

function combinations(group: Group): number {
  return group.reduce((product, { rows }) => product * rows.length, 1);
}

function indexCode(group: Group): string {
  const [first, ...rest] = group;
  return rest.reduce((code, table) => `(${code})*${table.rows.length}+${table.code}`, first!.code);
}

/** The cubes that the values of a combination allow. */
function rowAt(group: Group, combination: number, always: Int32Array): Int32Array {
  const row = always.slice();
  let rest = combination;
  for (const { rows } of [...group].reverse()) {
    const allowed = rows[rest % rows.length]!;
    rest = Math.floor(rest / rows.length);
    for (let word = 0; word < row.length; word += 1) row[word]! &= allowed[word]!;
  }
  return row;
}

/** What columns that treat all values alike leave over; bits beyond the last cube are 0. */
function unconditional(tables: readonly ColumnTable[], cubes: number): Int32Array {
  const row = new Int32Array((cubes + 31) >> 5);
  for (let cube = 0; cube < cubes; cube += 1) setBit(row, cube);
  for (const { rows } of tables) {
    if (rows.length > 1) continue;
    for (let word = 0; word < row.length; word += 1) row[word]! &= rows[0]![word]!;
  }
  return row;
}

function scanCode(
  compiler: TableCompiler,
  criterion: Criterion,
  outcomes: Outcomes,
  groups: readonly Group[],
  always: Int32Array,
  segmentOfCube: readonly number[],
): string {
  const lines = groups.map((group, number) => {
    const known: Int32Array[] = new Array(combinations(group));
    const compute = (at: number): Int32Array => (known[at] = rowAt(group, at, always));
    return `const i${number}=${indexCode(group)};let x${number}=${compiler.constant(known)}[i${number}];if(x${number}===undefined)x${number}=${compiler.constant(compute)}(i${number});`;
  });
  const none = typeof outcomes.none === "number" ? String(outcomes.none) : compiler.constant(outcomes.none);
  const isOneToOne = segmentOfCube.every((segment, cube) => segment === cube);
  const cube = "w*32+31-Math.clz32(x&-x)";
  const segment = isOneToOne ? cube : `${compiler.constant(Int32Array.from(segmentOfCube))}[${cube}]`;
  const found: number[] = new Array(segmentOfCube.length).fill(0);
  const several = (count: number): Outcome => outcomes.of(found.slice(0, count));
  const take = criterion.ordered
    ? `return ${segment};`
    : isOneToOne
      ? `X[n++]=${segment};`
      : `const s=${segment};if(n===0||X[n-1]!==s)X[n++]=s;`;
  const end = criterion.overlapping ? "X.slice(0,n)" : `n===1?X[0]:${compiler.constant(several)}(n)`;
  return compiler.define(
    compiler.customer,
    `${lines.join("")}const X=${compiler.constant(found)};let n=0;` +
      `for(let w=0;w<${always.length};w++){let x=${groups.map((_, number) => `x${number}[w]`).join("&")};` +
      `while(x!==0){${take}x&=x-1;}}return n===0?${none}:${end};`,
  );
}

/** The segments of the cubes, each once; the cubes of a segment stand together. */
function distinct(words: Int32Array, segmentOfCube: readonly number[]): readonly number[] {
  return [...new Set([...bitsOf(words)].map((cube) => segmentOfCube[cube]!))];
}
