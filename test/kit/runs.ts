import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import type { RunOptions } from "../../language/node/run/options.js";
import { createClock } from "../../language/src/evaluation/clock.js";
import { analyseProgram, type Program } from "../../language/src/program.js";
import { inMemoryProgram } from "./programs.js";

/** A program of one text, without errors. */
export function programOf(text: string, timeZone = "UTC"): Program {
  const files = new Map([
    ["a.seg", text],
    ["seg.json", JSON.stringify({ timeZone })],
  ]);
  const program = analyseProgram(inMemoryProgram(files));
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return program;
}

/** Makes a folder for the tests of a file, and something that writes data into it, each under a path of its own. */
export function dataFolder(): {
  readonly folder: string;
  readonly file: (content: string | Uint8Array, name?: string) => string;
} {
  const folder = mkdtempSync(join(tmpdir(), "seg-run-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  let number = 0;
  const file = (content: string | Uint8Array, name = "data"): string => {
    number += 1;
    const path = join(folder, `${number}-${name}`);
    writeFileSync(path, content);
    return path;
  };
  return { folder, file };
}

export function optionsFor(program: Program, path: string, more: Partial<RunOptions> = {}): RunOptions {
  const clock = createClock(program.model.settings, { asOf: 20_000 });
  return { program, clock, data: { kind: "file", path }, sampleKeep: 100, ...more };
}

/** Windows-1256 and Latin-1 have one byte a letter. */
export const bytes = (...values: (string | number)[]) =>
  Buffer.concat(
    values.map((value) => (typeof value === "number" ? Buffer.from([value]) : Buffer.from(value, "latin1"))),
  );

export const SHOP = `
customer { id: text key age: integer 0..120 tags: list of text? }
criterion Age { segment Young where age <= 30 segment Grown where age >= 30 }
criterion Interest overlapping { segment Gardener where tags has "garden" segment \`a;b\` where tags has "ab" }
criterion Rank ordered { segment First where age > 50 otherwise Rest }
`;

export const PEOPLE = [
  '{"id":"=1","age":20,"tags":["garden","ab"]}',
  '{"id":"b,2","age":30}',
  '{"id":"c","age":200}',
  '{"id":"d","age":60,"tags":["garden"]}',
].join("\n");
