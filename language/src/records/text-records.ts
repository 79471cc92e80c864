import { dataRules } from "../diagnostics/rules/data.js";
import { dataError } from "./data-error.js";
import type { DataPath } from "./json/data-path.js";
import { detectLayout, type Expectation, layoutOnPath, rejectWrapper, splitterFor } from "./layout.js";
import type { LineCount, RawRecord } from "./raw-record.js";

/** The records of a text that lies in memory, read as files are. */
export interface TextRecords {
  /** The cells of the header of CSV as they stand; null for JSON. */
  readonly header: readonly string[] | null;
  /** Some at a time, with how much of the text has been read then (0 … 1). Once only. May throw a DataError. */
  readonly batches: Generator<TextBatch>;
}

export interface TextBatch {
  readonly records: readonly RawRecord[];
  readonly share: number;
}

export interface TextReading {
  /** Of the file, for messages; its ending decides what the text leaves open. */
  readonly name: string;
  readonly expected: Expectation;
  /** The keys that lead to the customers inside JSON; null: its values are customers. */
  readonly path: DataPath | null;
  /** The text goes on, so its last record is left out. */
  readonly isCut: boolean;
}

/** So much is cut into records at once: who asks for the next may do other things in between. */
const PIECE = 65_536;

/** Throws a DataError where the text holds no records that can be read. */
export function recordsInText(text: string, { name, expected, path, isCut }: TextReading): TextRecords {
  const head = text.slice(0, PIECE);
  const isWhole = head.length === text.length && !isCut;
  const layout = path === null ? detectLayout(name, head, isWhole, expected) : layoutOnPath(name, head, isWhole, path);
  const start = layout.kind === "csv" ? layout.skip : 0;
  const count: LineCount = { lines: start > 0 ? 1 : 0 };
  const splitter = splitterFor(layout, name, count);
  const batches = cut();
  if (layout.kind === "csv") return tableIn(name, batches);
  return { header: null, batches: layout.kind === "json-array" ? batches : checked(batches, name, expected, path) };

  function* cut(): TextRecords["batches"] {
    for (let at = start; at < text.length; at += PIECE) {
      const share = Math.min(1, (at + PIECE) / text.length);
      yield { records: splitter.push(text.slice(at, at + PIECE)), share };
    }
    if (!isCut) yield { records: splitter.end(), share: 1 };
  }
}

function tableIn(name: string, batches: TextRecords["batches"]): TextRecords {
  // A loop that is left would end the rest, too.
  for (let next = batches.next(); next.done !== true; next = batches.next()) {
    const { records, share } = next.value;
    const [first, ...rest] = records;
    if (first === undefined) continue;
    if (first.kind !== "cells") throw dataError(dataRules.openHeader, { path: name, line: first.line });
    return { header: first.cells, batches: withFirst({ records: rest, share }, batches) };
  }
  throw dataError(dataRules.emptyData, { path: name });
}

/** A single object in the whole text may be a wrapper around the customers. */
function* checked(
  batches: TextRecords["batches"],
  name: string,
  expected: Expectation,
  path: DataPath | null,
): TextRecords["batches"] {
  const held: TextBatch[] = [];
  for (const batch of batches) {
    held.push(batch);
    if (held.reduce((sum, { records }) => sum + records.length, 0) < 2) continue;
    yield* held;
    yield* batches;
    return;
  }
  rejectWrapper(
    name,
    held.flatMap(({ records }) => records),
    expected,
    path ?? [],
  );
  yield* held;
}

function* withFirst(first: TextBatch, rest: TextRecords["batches"]): TextRecords["batches"] {
  yield first;
  yield* rest;
}
