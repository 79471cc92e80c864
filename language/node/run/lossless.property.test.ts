import { Readable, Writable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createClock } from "../../src/evaluation/clock.js";
import { analyseProgram } from "../../src/program.js";
import { parseDataPath } from "../../src/records/json/data-path.js";
import { run } from "./run.js";

/**
 * A record that cannot be read is never lost and never changes another's result: whatever is done to one record of a file,
 * all others are accepted as before and put where they were, and accepted and rejected records are all there are.
 */
const SEED = 20261122;

interface Customer {
  readonly id: string;
  readonly age: number;
  readonly note: string;
}

interface Form {
  readonly what: string;
  /** One record as it stands in the file. */
  readonly record: (customer: Customer) => string;
  readonly file: (records: readonly string[]) => string | Uint8Array;
  /** Signs that would make one record into several, or several into one, whatever reads it. */
  readonly structural: string;
  readonly path?: string;
  /** Where the last sign without which the file is not whole stands; absent where nothing tells. */
  readonly ends?: (file: string) => number;
}

const ndjson = (records: readonly string[]) => records.map((record) => `${record}\n`).join("");
const json = (customer: Customer) => JSON.stringify(customer);

function csv(delimiter: string, file: (text: string) => string | Uint8Array = (text) => text): Form {
  const cell = (text: string) =>
    /["\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  return {
    what: `CSV with ${JSON.stringify(delimiter)}`,
    record: ({ id, age, note }) => [id, String(age), cell(note)].join(delimiter),
    file: (records) =>
      file(`${["id", "age", "note"].join(delimiter)}\r\n${records.map((one) => `${one}\r\n`).join("")}`),
    // A quote more or less may join rows, and nobody can tell; a blank row is none.
    structural: '"\n',
  };
}

const forms: readonly Form[] = [
  { what: "NDJSON", record: json, file: ndjson, structural: "\n" },
  { what: "NDJSON, gzip", record: json, file: (records) => gzipSync(ndjson(records)), structural: "\n" },
  // A bracket more may end the list: what follows is then said not to be read.
  { what: "a JSON list", record: json, file: (records) => `[\n${records.join(",\n")}\n]\n`, structural: "\n]" },
  {
    what: "a JSON list in one line",
    record: json,
    file: (records) => `[${records.join(",")}]`,
    structural: "]",
    ends: (file) => file.lastIndexOf("]"),
  },
  {
    what: "a list in one line inside an object",
    record: json,
    file: (records) => `{"next":null,"people":[${records.join(",")}],"pages":[{}]}`,
    structural: "]",
    path: "people",
    ends: (file) => file.lastIndexOf("}"),
  },
  // By the first sign of a file it is told that it is JSON.
  { what: "objects in no list", record: json, file: (records) => `[] ${records.join(" ")}`, structural: "", path: "." },
  {
    what: "objects in no list, over lines",
    record: (customer) => JSON.stringify(customer, null, 2),
    file: (records) => records.join("\n"),
    structural: "\n",
    path: ".",
  },
  {
    what: "a JSON list, indented",
    record: (customer) => JSON.stringify(customer, null, 2).replaceAll(/^/gm, "  "),
    file: (records) => `[\n${records.join(",\n")}\n]\n`,
    structural: "\n ]",
  },
  {
    what: "a list inside an object",
    record: json,
    file: (records) => `{"next":null,"data":{"people":[\n${records.join(",\n")}\n]},"pages":[{}]}`,
    structural: "\n]",
    path: "data.people",
  },
  ...[",", ";", "\t", "|"].map((delimiter) => csv(delimiter)),
  { ...csv(",", (text) => gzipSync(text)), what: "CSV, gzip" },
  { ...csv(",", (text) => Buffer.from(`\ufeff${text}`, "utf16le")), what: "CSV, UTF-16" },
];

const PROGRAM = `
customer { id: text key age: integer 0..120 note: text? }
criterion Age { segment Young where age < 30 segment Middle where 30 <= age < 60 otherwise Old }
`;
const ROWS_PROGRAM = `
customer { id: text key lines: list of { age: integer 0..120 note: text? } from rows }
criterion Age { segment Young where sum(lines.age) < 60 otherwise Old }
`;

function programOf(text: string) {
  const program = analyseProgram(inMemoryProgram(new Map([["a.seg", text]])));
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return program;
}

/** Where each accepted customer is, and how many records there were; read as rows, or as `run` likes best. */
async function placesIn(program: ReturnType<typeof programOf>, file: string | Uint8Array, form: Form, asRows: boolean) {
  let out = "";
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      out += chunk.toString();
      done();
    },
  });
  const result = await run({
    program,
    clock: createClock(program.model.settings, { asOf: 20_000 }),
    data: { kind: "stream", name: "data", stream: Readable.from([Buffer.from(file)]) },
    path: form.path === undefined ? null : parseDataPath(form.path),
    out: { kind: "stream", name: "out", stream, format: "ndjson" },
    sampleKeep: asRows ? 1000 : 0,
    rowsHeld: asRows ? 0 : 1e9,
  });
  if (result.kind === "failed") throw new Error(result.problems.map(({ message }) => message).join("\n"));
  const { read, accepted, rejected, sample } = result.summary;
  const lines = out.split("\n").filter((line) => line !== "");
  const rows = new Map(sample.map(({ key, row }) => [key, row]));
  const places = new Map(
    lines.map((line) => {
      const { id } = JSON.parse(line) as { id: string };
      return [id, [line, rows.get(id)] as const] as const;
    }),
  );
  return { read, accepted, rejected, lines: lines.length, places };
}

const notes = fc.array(fc.constantFrom("a", "é", " ", ",", ";", '"', "\n", "{", "]", "🙂", "\\"), { maxLength: 6 });
/** Keys so unlike each other that no slip makes one into another. */
const customers = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 130 }), notes), { minLength: 2, maxLength: 12 })
  .map((values) =>
    values.map(([age, note], index): Customer => {
      return { id: String.fromCharCode(97 + index).repeat(5), age, note: note.join("") };
    }),
  );
const slips = fc.array(
  fc.tuple(fc.nat(), fc.constantFrom(0, 1), fc.constantFrom(...'{}[]",:\\x1- \u0000;|\t'.split(""), "")),
  {
    minLength: 1,
    maxLength: 3,
  },
);

/** A record with some signs taken out or put in, none of them structural. */
function mangled(record: string, changes: readonly (readonly [number, number, string])[], structural: string): string {
  let text = record;
  for (const [place, taken, sign] of changes) {
    const at = place % (text.length + 1);
    const out = text.slice(at, at + taken);
    if ([...out, ...sign].some((one) => structural.includes(one))) continue;
    text = text.slice(0, at) + sign + text.slice(at + taken);
  }
  return text;
}

describe(`what is done to one record changes no other (seed ${SEED})`, () => {
  const program = programOf(PROGRAM);

  it.each(forms)("$what", async (form) => {
    await fc.assert(
      fc.asyncProperty(customers, fc.nat(), slips, fc.boolean(), async (all, which, changes, asRows) => {
        const index = which % all.length;
        const records = all.map(form.record);
        const before = await placesIn(program, form.file(records), form, asRows);
        expect([before.read, before.accepted + before.rejected, before.lines]).toEqual([
          all.length,
          all.length,
          before.accepted,
        ]);
        const spoilt = mangled(records[index]!, changes, form.structural);
        const spoiltFile = form.file(records.with(index, spoilt));
        const after = await placesIn(program, spoiltFile, form, asRows);
        expect(after.accepted + after.rejected).toBe(after.read);
        // A record of which nothing is left is none; what were several values on a line is one record, or more in a list.
        expect(after.read).toBeGreaterThanOrEqual(all.length - (/[^\s,;|]/.test(spoilt) ? 0 : 1));
        const without = await placesIn(program, form.file(records.toSpliced(index, 1)), form, asRows);
        expect(without.read).toBe(all.length - 1);
        for (const { id } of all) {
          if (id === all[index]!.id) continue;
          expect([id, after.places.get(id)]).toEqual([id, before.places.get(id)]);
          expect([id, without.places.get(id)]).toEqual([id, before.places.get(id)]);
        }
      }),
      { seed: SEED, numRuns: 30 },
    );
  });

  it.each(forms.filter(({ ends }) => ends !== undefined))("$what, cut off anywhere", async (form) => {
    await fc.assert(
      fc.asyncProperty(customers, fc.nat(), async (all, place) => {
        const file = String(form.file(all.map(form.record)));
        // Before the first customer the file may look like another.
        const start = file.indexOf(form.record(all[0]!)) + 1;
        const length = start + (place % (form.ends!(file) - start + 1));
        const before = await placesIn(program, file, form, true);
        const after = await placesIn(program, file.slice(0, length), form, true);
        expect(after.accepted + after.rejected).toBe(after.read);
        expect([length, after.rejected]).not.toEqual([length, 0]);
        for (const [id, found] of after.places) expect(found).toEqual(before.places.get(id));
        const whole = all.filter(
          (customer) => file.indexOf(form.record(customer)) + form.record(customer).length <= length,
        );
        const accepted = whole.filter(({ id }) => before.places.has(id)).map(({ id }) => id);
        expect([...after.places.keys()]).toEqual(accepted);
      }),
      { seed: SEED, numRuns: 30 },
    );
  });

  it("rows of customers, put together", async () => {
    const grouped = programOf(ROWS_PROGRAM);
    for (const form of [csv(";"), forms[0]!])
      await fc.assert(
        fc.asyncProperty(
          customers,
          customers,
          fc.nat(),
          slips,
          fc.boolean(),
          async (one, two, which, changes, asRows) => {
            const all = [...one, ...two];
            const records = all.map(form.record);
            const before = await placesIn(grouped, form.file(records), form, asRows);
            const spoilt = records.with(
              which % all.length,
              mangled(records[which % all.length]!, changes, form.structural),
            );
            const after = await placesIn(grouped, form.file(spoilt), form, asRows);
            expect([before.accepted + before.rejected, after.accepted + after.rejected]).toEqual([
              before.read,
              after.read,
            ]);
            expect(before.read).toBe(new Set(all.map(({ id }) => id)).size);
            for (const { id } of all) {
              if (id === all[which % all.length]!.id) continue;
              expect([id, after.places.get(id)]).toEqual([id, before.places.get(id)]);
            }
          },
        ),
        { seed: SEED, numRuns: 30 },
      );
  });
});
