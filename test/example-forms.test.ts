import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, describe, expect, test } from "vitest";
import { loadProgram } from "../language/node/programs.js";
import { run } from "../language/node/run/run.js";
import type { Field, RecordType } from "../language/src/condition/schema.js";
import { createClock } from "../language/src/evaluation/clock.js";
import { analyseProgram, type Program } from "../language/src/program.js";
import { parseIsoDay } from "../language/src/values/calendar.js";
import { allExamples } from "./examples/all.js";
import { type Example, expectedOf } from "./examples/example.js";

/** The customers of each example come to the same segments in whatever form they are handed over. */

const folder = mkdtempSync(join(tmpdir(), "seg-example-forms-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Form {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly path?: readonly string[];
}

/** Many customers are read in some of the forms only: the tests stay fast. */
const examples = allExamples().map((example) => {
  const step = example.placements.size > 500 ? 4 : 1;
  return { ...example, forms: formsOf(example).filter((_, index) => index % step === 0) };
});

describe.each(examples)("examples/$folder", (example) => {
  const program = programOf(example);

  test.each(example.forms)("as $name", async ({ name, content, path = null }) => {
    const file = join(folder, name.replaceAll(/[^\w.]/g, "-"));
    writeFileSync(file, content);
    const clock = createClock(program.model.settings, { asOf: parseIsoDay(example.asOf)! });
    const out = join(folder, "out.ndjson");
    const result = await run({
      program,
      clock,
      data: { kind: "file", path: file },
      path,
      out: { kind: "file", path: out },
    });
    if (result.kind === "failed") throw new Error(result.problems.map(({ message }) => message).join("\n"));
    const { accepted, rejected, criteria } = expectedOf(example);
    const { summary } = result;
    expect([summary.accepted, summary.rejected, summary.ambiguous]).toEqual([accepted, rejected, 0]);
    const counts = summary.criteria.map(({ name: criterion, segments, unclassified }) => {
      const named: [string, number][] = segments.map((segment) => [segment.name, segment.customers]);
      return [criterion, Object.fromEntries([...named, ["(none)", unclassified] as const].filter(([, n]) => n > 0))];
    });
    expect(Object.fromEntries(counts)).toEqual(criteria);
    expect(membershipsIn(readFileSync(out, "utf8"))).toEqual(Object.fromEntries(example.placements));
  });
});

/** Key → criterion → what the customer is in, as the output says; the key comes first. */
function membershipsIn(text: string): Record<string, unknown> {
  const rows = text.split("\n").filter((line) => line !== "");
  return Object.fromEntries(
    rows.map((line) => {
      const [key, ...memberships] = Object.entries(JSON.parse(line) as Record<string, unknown>);
      return [String(key![1]), Object.fromEntries(memberships)];
    }),
  );
}

function programOf({ folder: name }: Example): Program {
  const loaded = loadProgram(fileURLToPath(new URL(`../examples/${name}/`, import.meta.url)));
  if (loaded.kind === "failed") throw new Error(loaded.problems.map(({ message }) => message).join("\n"));
  return analyseProgram(loaded.input);
}

function formsOf(example: Example): Form[] {
  const { file, text } = example.data;
  if (!file.endsWith(".csv")) {
    const records = file.endsWith(".json") ? (JSON.parse(text) as unknown[]) : textsOf(text);
    return jsonForms(records);
  }
  const delimiter = [",", ";", "\t", "|"].find((sign) => text.slice(0, text.indexOf("\n")).includes(sign))!;
  const rows = parse(text, { delimiter, relax_column_count: true, relax_quotes: true, bom: true }) as string[][];
  return [...csvForms(rows), ...jsonForms(recordsOf(rows, programOf(example)))];
}

/** Each line as it stands, also one that is no JSON. */
function textsOf(text: string): unknown[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as unknown);
}

function jsonForms(records: readonly unknown[]): Form[] {
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join("");
  return [
    { name: "lines.ndjson", content: lines },
    { name: "lines.ndjson.gz", content: gzipSync(lines) },
    { name: "UTF-16 lines.ndjson", content: Buffer.from(`\ufeff${lines}`, "utf16le") },
    { name: "list.json", content: JSON.stringify(records) },
    { name: "indented.json", content: JSON.stringify(records, null, 2) },
    { name: "wrapped.json", content: JSON.stringify({ more: null, data: { list: records } }), path: ["data", "list"] },
    { name: "several lines.ndjson", content: records.map((one) => JSON.stringify(one, null, 1)).join("\n"), path: [] },
  ];
}

function csvForms(rows: readonly (readonly string[])[]): Form[] {
  const written = (delimiter: string) => {
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    return rows.map((row) => `${row.map(quoted).join(delimiter)}\r\n`).join("");
  };
  return [
    ...[",", ";", "\t", "|"].map((sign, index): Form => ({ name: `cells ${index}.csv`, content: written(sign) })),
    { name: "sep.csv", content: `sep=|\r\n${written("|")}` },
    { name: "cells.csv.gz", content: gzipSync(written(",")) },
    { name: "UTF-16.csv", content: Buffer.from(`\ufeff${written("\t")}`, "utf16le") },
  ];
}

/** The rows as JSON has them: rows of one customer in a list, numbers without quotes, nothing for an empty cell. */
function recordsOf([header = [], ...rows]: readonly (readonly string[])[], { model }: Program): unknown[] {
  const schema = model.schema!;
  const columns = header.map((name) => name.trim());
  const list = schema.record.fields.find((field) => field.reading.fromRows);
  const objects = rows.map((row) => objectOf(row, columns, schema.record));
  if (list === undefined || list.type.kind !== "list") return objects;
  const element = list.type.element as RecordType;
  const customers = new Map<string, Record<string, unknown> & { readonly elements: unknown[] }>();
  const key = columns.indexOf(nameOf(schema.key!));
  for (const [index, row] of rows.entries()) {
    let customer = customers.get(row[key]!);
    if (customer === undefined) {
      customer = { ...objects[index], elements: [] };
      customers.set(row[key]!, customer);
    }
    customer.elements.push(objectOf(row, columns, element));
  }
  return [...customers.values()].map(({ elements, ...own }) => ({ ...own, [nameOf(list)]: elements }));
}

function nameOf(field: Field): string {
  return field.reading.from ?? field.name;
}

function objectOf(row: readonly string[], columns: readonly string[], { fields }: RecordType): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const field of fields) {
    const cell = row[columns.indexOf(nameOf(field))] ?? "";
    if (cell.trim() !== "") object[nameOf(field)] = cellValue(cell, field);
  }
  return object;
}

/** What stands in a cell, as JSON would have it; what is no number stays the text that it is. */
function cellValue(cell: string, { type, reading }: Field): unknown {
  const plain = reading.format === null && !reading.missing.includes(cell.trim());
  if (!plain) return cell.trim();
  if (type.kind === "number" || type.kind === "integer") return Number.isNaN(Number(cell)) ? cell : Number(cell);
  if (type.kind === "boolean") return cell === "1" || cell.toLowerCase() === "true";
  return type.kind === "text" || type.kind === "list" ? cell : cell.trim();
}
