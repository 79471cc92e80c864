import { type Table, type TableField, type TableRow, type TableTest, written } from "./table.js";

/** A table as a program in Seg: one criterion, a segment a row, named by its number. */
export function tableProgram({ fields, rows }: Table): string {
  const customer = `customer {\n  id: text key\n${fields.map((field) => `  ${declaration(field)}\n`).join("")}}`;
  const segments = rows.map((row, index) => `  segment Row${index} where ${condition(fields, row)}`);
  return `${customer}\n\ncriterion Tariff {\n${segments.join("\n")}\n}\n`;
}

function declaration(field: TableField): string {
  if (field.kind === "choice")
    return `${field.name}: ${field.values.map((value) => JSON.stringify(value)).join(" | ")}`;
  const type = field.step === 1 ? "integer" : "number";
  return `${field.name}: ${type} 0..${written(field, field.units)}${field.step === 0.01 ? " step 0.01" : ""}`;
}

function condition(fields: readonly TableField[], row: TableRow): string {
  const parts = [...row].flatMap(([index, test]) => testText(fields[index]!, test));
  return parts.length === 0 ? "true" : parts.join(" and ");
}

function testText(field: TableField, test: TableTest): string[] {
  if (field.kind === "choice") {
    if (test.kind !== "values" || test.values.length === field.values.length) return [];
    const values = test.values.map((value) => JSON.stringify(value));
    return [values.length === 1 ? `${field.name} = ${values[0]}` : `${field.name} in [${values.join(", ")}]`];
  }
  if (test.kind !== "range") return [];
  const from = test.from === null ? null : written(field, test.from);
  const below = test.below === null ? null : written(field, test.below);
  if (from !== null && below !== null) return [`${from} <= ${field.name} < ${below}`];
  if (from !== null) return [`${field.name} >= ${from}`];
  return below === null ? [] : [`${field.name} < ${below}`];
}
