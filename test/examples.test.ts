import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { loadProgram } from "../language/node/programs.js";
import { run } from "../language/node/run/run.js";
import { createClock } from "../language/src/evaluation/clock.js";
import { runPersona } from "../language/src/evaluation/persona.js";
import { analyseProgram, type Program } from "../language/src/program.js";
import { formatFile } from "../language/src/syntax/format.js";
import { parseIsoDay } from "../language/src/values/calendar.js";
import { allExamples } from "./examples/all.js";
import { type Example, type Expected, expectedOf, type Placement } from "./examples/example.js";

/**
 * Every example: its program has no error, its personas are where they say, and a run over its data puts every customer
 * where hand-written JavaScript (test/examples/) puts them, one by one and in the counts of expected.json.
 */
const examples = allExamples().map((example) => ({ ...example, path: pathOf(`../examples/${example.folder}/`) }));
const output = mkdtempSync(join(tmpdir(), "seg-examples-"));
afterAll(() => rmSync(output, { recursive: true }));

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

function programAt(path: string): Program {
  const loaded = loadProgram(path);
  if (loaded.kind === "failed") throw new Error(loaded.problems.map(({ message }) => message).join("\n"));
  return analyseProgram(loaded.input);
}

interface Line {
  readonly [column: string]: string | number | readonly string[] | null;
}

async function runOver(example: Example & { path: string }, maxRejects: number | null = null) {
  const program = programAt(example.path);
  const clock = createClock(program.model.settings, { asOf: parseIsoDay(example.asOf)! });
  const [out, rejects] = [join(output, `${example.folder}.ndjson`), join(output, `${example.folder}-rejects.ndjson`)];
  const result = await run({
    program,
    clock,
    data: { kind: "file", path: join(example.path, example.data.file) },
    out: { kind: "file", path: out },
    rejects: { kind: "file", path: rejects },
    maxRejects: maxRejects === null ? null : { kind: "count", count: maxRejects },
  });
  if (result.kind === "failed") throw new Error(result.problems.map(({ message }) => message).join("\n"));
  return { summary: result.summary, lines: linesOf(out), rejects: linesOf(rejects) };
}

function linesOf(path: string): Line[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}

describe.each(examples)("examples/$folder", (example) => {
  test("the files are those that the generator writes", () => {
    expect(readFileSync(join(example.path, example.data.file), "utf8")).toBe(example.data.text);
    const expected = JSON.parse(readFileSync(join(example.path, "expected.json"), "utf8")) as Expected;
    expect(expected).toEqual(expectedOf(example));
  });

  test("the program has no error and no warning", () => {
    const found = programAt(example.path).diagnostics.filter(
      ({ severity }) => severity === "error" || severity === "warning",
    );
    expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  });

  test("the program is laid out as `seg fmt` writes it", () => {
    for (const file of programAt(example.path).files) expect(formatFile(file)).toBe(file.text);
  });

  test("the personas are where they say, in any year", () => {
    const { model } = programAt(example.path);
    expect(model.personas.length).toBeGreaterThan(1);
    for (const day of ["2026-11-01", "2027-02-28", "2028-02-29", "2031-12-31"]) {
      const clock = createClock(model.settings, { asOf: parseIsoDay(day)! });
      for (const persona of model.personas) {
        const { kind } = runPersona(persona, model, clock);
        expect([day, persona.name, kind]).toEqual([day, persona.name, "passed"]);
      }
    }
  });

  test("a run puts every customer where hand-written JavaScript does", async () => {
    const { lines } = await runOver(example);
    const key = Object.keys(lines[0]!)[0]!;
    const found = new Map(lines.map((line) => [line[key] as string, placementOf(line, key)]));
    expect(found).toEqual(new Map([...example.placements].map(([id, placement]) => [id, sorted(placement)])));
  });

  test("a run gives the counts of expected.json", async () => {
    const { summary } = await runOver(example);
    const { accepted, rejected, criteria } = expectedOf(example);
    expect([summary.accepted, summary.rejected, summary.ambiguous]).toEqual([accepted, rejected, 0]);
    const counts = summary.criteria.map(({ name, segments, unclassified }) => {
      const named: [string, number][] = segments.map((segment) => [segment.name, segment.customers]);
      return [name, Object.fromEntries([...named, ["(none)", unclassified] as const].filter(([, count]) => count > 0))];
    });
    expect(Object.fromEntries(counts)).toEqual(criteria);
  });

  test("what is rejected is rejected at its line, for its field", async () => {
    const { summary, rejects } = await runOver(example, example.rejected.length);
    expect(summary.rejectsAllowed).toBe(true);
    // One line per reason; every bad row here has one. A broken `require` has no column of its own.
    expect(rejects.map(({ line }) => line)).toEqual(example.rejected.map(({ line }) => line));
    for (const [index, { field }] of example.rejected.entries())
      if (field !== null) expect(rejects[index]!.path).toBe(field);
  });
});

function placementOf(line: Line, key: string): Placement {
  return sorted(Object.fromEntries(Object.entries(line).filter(([column]) => column !== key)) as Placement);
}

/** Segments of overlapping criteria in any order. */
function sorted(placement: Placement): Placement {
  return Object.fromEntries(
    Object.entries(placement).map(([criterion, segments]) => [
      criterion,
      Array.isArray(segments) ? [...segments].sort() : segments,
    ]),
  );
}
