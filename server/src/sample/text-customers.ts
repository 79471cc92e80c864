import {
  type Clock,
  columnNames,
  createDecoder,
  csvText,
  type Decoded,
  type JsonValue,
  type Program,
  parseJson,
  type RawRecord,
} from "@seg-lang/language";

/** Customers in a text that lies in memory: JSON (a list, or one object a line) or CSV. */
export interface TextCustomers {
  readonly kind: "customers";
  /** Of a text that was too long the beginning. */
  readonly isCut: boolean;
  /** In the order of the text; once only. Who asks for the next may do other things in between. */
  readonly steps: Generator<TextStep>;
}

export interface TextStep {
  /** Null where a row was read of a customer who has more of them. */
  readonly decoded: Decoded | null;
  /** From 1; null in a list of JSON. */
  readonly line: number | null;
  /** 0 … 1: how much of the text has been read. */
  readonly share: number;
}

export interface NoCustomers {
  readonly kind: "failed";
  /** Completes "The sample data cannot be read: …". */
  readonly reason: string;
}

/** Reads the customers of a program from a text. `limit`: characters that are read at most. */
export function customersInText(
  given: string,
  name: string,
  { model, files }: Program,
  clock: Clock,
  limit: number,
): TextCustomers | NoCustomers {
  const failed = (reason: string): NoCustomers => ({ kind: "failed", reason });
  const { schema } = model;
  if (schema === null) return failed("the program has no `customer` block");
  const decoder = createDecoder(model, clock, { files });
  const text = given.trimStart();
  if (text === "") return failed(`${name} is empty`);
  const isCut = text.length > limit;
  if (text.startsWith("[")) {
    if (isCut) return failed("it is too large a list; write one object a line");
    return { kind: "customers", isCut, steps: inList(text) };
  }
  // To the last line that is there as a whole.
  const whole = isCut ? text.slice(0, text.lastIndexOf("\n", limit) + 1) : text;
  if (text.startsWith("{") && model.settings.sampleDataPath !== null && isOneObject(text)) {
    return failed("on the web no `sampleDataPath` into JSON is followed; write one customer a line, or a list of them");
  }
  if (text.startsWith("{")) return { kind: "customers", isCut, steps: inLines(whole) };
  if (/\.(?:json|ndjson|jsonl)(?:\.gz)?$/i.test(name)) return failed(`${name} does not begin as JSON does`);
  // A lone carriage return ends a line, too; and blanks before the header may be cells.
  return inTable(isCut ? whole : given);

  function* inList(list: string): Generator<TextStep> {
    const found = jsonIn(list);
    const values: readonly JsonValue[] = Array.isArray(found) ? found : [];
    for (const [index, value] of values.entries()) {
      yield { decoded: decoder.decode(value), line: null, share: (index + 1) / values.length };
    }
  }

  function* inLines(lines: string): Generator<TextStep> {
    let line = 0;
    for (let start = 0; start < lines.length; ) {
      const found = lines.indexOf("\n", start);
      const end = found === -1 ? lines.length : found;
      const record = lines.slice(start, end);
      line += 1;
      if (record.trim() !== "") yield { decoded: decoder.decode(jsonIn(record)), line, share: end / lines.length };
      start = end + 1;
    }
  }

  function inTable(table: string): TextCustomers | NoCustomers {
    const csv = csvText(table, columnNames(schema!.record), isCut);
    if (csv === null) return failed(`${name} is empty`);
    const cells = decoder.cellDecoder(csv.header);
    const [problem] = cells.problems.filter(({ severity }) => severity === "error");
    if (problem !== undefined) return failed(problem.message.replace(/\.$/, ""));
    return { kind: "customers", isCut, steps: inRows() };

    function* inRows(): Generator<TextStep> {
      const grouping = cells.grouping?.() ?? null;
      for (const { record, share } of csv!.rows) {
        const { line } = record;
        if (record.kind !== "cells") yield { decoded: brokenOf(record), line, share };
        else if (grouping === null) yield { decoded: cells.decode(record.cells), line, share };
        else yield { decoded: grouping.add(record.cells, line), line, share };
      }
      for (const { line, decoded } of grouping?.finish() ?? []) yield { decoded, line, share: 1 };
    }
  }
}

/** Rather than one object a line. */
function isOneObject(text: string): boolean {
  const end = text.indexOf("\n");
  return end === -1 || text.slice(end).trim() === "" || jsonIn(text.slice(0, end)) === undefined;
}

function brokenOf(record: Exclude<RawRecord, { readonly kind: "cells" }>): Decoded {
  const reasons = record.kind === "broken" ? [record.rejection] : [];
  return { kind: "rejected", key: null, reasons };
}

function jsonIn(text: string): JsonValue | undefined {
  const parsed = parseJson(text);
  return parsed.kind === "value" ? parsed.value : undefined;
}
