import type { CustomerSchema } from "../condition/schema.js";
import { dataRules } from "../diagnostics/rules/data.js";
import type { CellDecoder } from "./cell-decoder.js";
import { columnNames } from "./columns.js";
import type { Decoded, Decoder } from "./decoder.js";
import { parseJson } from "./json-text.js";
import type { Expectation } from "./layout.js";
import { dataName } from "./occurrence.js";
import type { RawRecord } from "./raw-record.js";

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
