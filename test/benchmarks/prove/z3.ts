import { init, killThreads } from "z3-solver";
import { type Table, type TableField, type TableRow, type TableTest, written } from "./table.js";

/** Whether two rows meet, asked of Z3. */
export interface Z3Pairs {
  /** One question after the other, as calls of the library. */
  byCalls(pairs: readonly (readonly [number, number])[]): Promise<boolean[]>;
  /** The same, but the questions are read by the solver as text, as are the rows before them. */
  byText(pairs: readonly (readonly [number, number])[]): Promise<boolean[]>;
  close(): Promise<void>;
}

/** The fields with their domains are declared once, and so is each row; a question asserts two rows. */
export async function openZ3(table: Table, rows: Iterable<number>): Promise<Z3Pairs> {
  const { Context, em } = await init();
  const calls = Context("calls");
  const sorts = table.fields.map((field) => {
    if (field.kind === "number") return field.step === 1 ? calls.Int.sort() : calls.Real.sort();
    let sort = calls.Datatype(`Sort_${field.name}`);
    for (const value of field.values) sort = sort.declare(symbol(field, value));
    return sort.create();
  });
  const variables = table.fields.map(({ name }, index) => calls.Const(name, sorts[index]!));
  const names = new Set(rows);
  const declarations = table.fields.flatMap(declaration);
  const definitions = [...names].map(
    (row) => `(define-fun ${rowName(row)} () Bool ${rowText(table, table.rows[row]!)})`,
  );

  const reader = new calls.Solver();
  reader.fromString([...declarations, ...definitions].join("\n"));

  const solver = new calls.Solver();
  const conditions = new Map(
    [...names].map((row) => {
      const tests = [...table.rows[row]!].map(([index, test]) => {
        const field = table.fields[index]!;
        const variable = variables[index]!;
        if (field.kind === "choice") {
          const values = test.kind === "values" ? test.values : [];
          const sort = sorts[index] as unknown as Record<string, Parameters<typeof variable.eq>[0]>;
          return calls.Or(...values.map((value) => variable.eq(sort[symbol(field, value)]!)));
        }
        const { from, below } = test.kind === "range" ? test : { from: null, below: null };
        const number = variable as ReturnType<typeof calls.Real.const>;
        const low = from === null ? [] : [number.ge(written(field, from))];
        const high = below === null ? [] : [number.lt(written(field, below))];
        return calls.And(...low, ...high);
      });
      return [row, calls.And(...tests)] as const;
    }),
  );
  for (const [index, field] of table.fields.entries()) {
    if (field.kind === "choice") continue;
    const number = variables[index]! as ReturnType<typeof calls.Real.const>;
    solver.add(number.ge(0), number.le(written(field, field.units)));
  }

  return {
    async byCalls(pairs) {
      const met: boolean[] = [];
      for (const [one, other] of pairs) {
        solver.push();
        solver.add(conditions.get(one)!, conditions.get(other)!);
        met.push(isMet(await solver.check()));
        solver.pop();
      }
      return met;
    },
    async byText(pairs) {
      const met: boolean[] = [];
      for (const [one, other] of pairs) {
        reader.push();
        reader.fromString(`(assert ${rowName(one)})(assert ${rowName(other)})`);
        met.push(isMet(await reader.check()));
        reader.pop();
      }
      return met;
    },
    async close() {
      await killThreads(em);
    },
  };
}

function isMet(answer: string): boolean {
  if (answer !== "sat" && answer !== "unsat") throw new Error(`Z3 said ${answer}`);
  return answer === "sat";
}

const rowName = (row: number): string => `row_${row}`;
const symbol = (field: TableField & { kind: "choice" }, value: string): string =>
  `${field.name}_${field.values.indexOf(value)}`;

function declaration(field: TableField): string[] {
  if (field.kind === "choice") {
    const symbols = field.values.map((value) => `(${symbol(field, value)})`).join(" ");
    return [
      `(declare-datatypes ((Sort_${field.name} 0)) ((${symbols})))`,
      `(declare-const ${field.name} Sort_${field.name})`,
    ];
  }
  return [
    `(declare-const ${field.name} ${field.step === 1 ? "Int" : "Real"})`,
    `(assert (<= 0 ${field.name} ${written(field, field.units)}))`,
  ];
}

function rowText({ fields }: Table, row: TableRow): string {
  return `(and true ${[...row].flatMap(([index, test]) => testText(fields[index]!, test)).join(" ")})`;
}

function testText(field: TableField, test: TableTest): string[] {
  if (field.kind === "choice") {
    const values = test.kind === "values" ? test.values : [];
    return [`(or false ${values.map((value) => `(= ${field.name} ${symbol(field, value)})`).join(" ")})`];
  }
  if (test.kind !== "range") return [];
  const low = test.from === null ? [] : [`(>= ${field.name} ${written(field, test.from)})`];
  const high = test.below === null ? [] : [`(< ${field.name} ${written(field, test.below)})`];
  return [...low, ...high];
}
