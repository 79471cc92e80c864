import type { CustomerSchema } from "../../src/condition/schema.js";
import { dataRules } from "../../src/diagnostics/rules/data.js";
import type { CellDecoder } from "../../src/records/cell-decoder.js";
import { columnNames } from "../../src/records/columns.js";
import type { Decoded, Decoder } from "../../src/records/decoder.js";
import { parseJson } from "../../src/records/json-text.js";
import { dataName } from "../../src/records/occurrence.js";
import type { RawRecord } from "../../src/records/raw-record.js";
import type { Expectation } from "../readers/layout.js";

/** What a program expects of its data, so that readers can tell layouts apart. */
export function expectationOf(schema: CustomerSchema): Expectation {
  return { keys: schema.record.fields.map(dataName), columns: columnNames(schema.record) };
}

/** Decodes one record of a file, whatever its form. Rows below a header need that header's decoder. */
export function decodeRecord(record: RawRecord, decoder: Decoder, cells: CellDecoder | null): Decoded {
  switch (record.kind) {
    case "broken":
      return { kind: "rejected", key: null, reasons: [record.rejection] };
    case "json":
      return decodeText(record.text, decoder);
    case "cells":
      return (cells ?? decoder.cellDecoder([])).decode(record.cells);
  }
}

function decodeText(text: string, decoder: Decoder): Decoded {
  const parsed = parseJson(text);
  if (parsed.kind === "value") return decoder.decode(parsed.value);
  const { problem, offset } = parsed;
  const from = Math.max(0, offset - 30);
  const value = `${from > 0 ? "…" : ""}${text.slice(from, offset + 20)}${offset + 20 < text.length ? "…" : ""}`;
  const reason = dataRules.notJson.message({ problem, column: offset + 1 });
  return { kind: "rejected", key: null, reasons: [{ path: "", value, reason, code: dataRules.notJson.code }] };
}
