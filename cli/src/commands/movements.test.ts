import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyseProgram, createClock, type Program, parseIsoDay } from "@seg-lang/language";
import { expect, onTestFinished, test } from "vitest";
import { countMovements } from "./movements.js";

const CUSTOMER = "customer { id: text key  age: integer 0..120 }\n";

function program(text: string): Program {
  const result = analyseProgram({
    files: [{ path: "a.seg", text: CUSTOMER + text }],
    config: null,
    readList: () => ({ kind: "absent" }),
  });
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return result;
}

async function movements(before: string, after: string, lines: readonly object[]) {
  const folder = mkdtempSync(join(tmpdir(), "seg-movements-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "data.ndjson");
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const side = (text: string) => {
    const checked = program(text);
    return { program: checked, clock: createClock(checked.model.settings, { asOf: parseIsoDay("2026-11-22")! }) };
  };
  const options = { encoding: null, path: null, asOf: "2026-11-22", signal: new AbortController().signal };
  return countMovements(side(before), side(after), { kind: "file", path }, options);
}

const people = [5, 25, 35, 60, 70].map((age, index) => ({ id: `p${index} "\n`, age }));

test("counts the cells of an exclusive criterion, those who stay with them", async () => {
  const result = await movements(
    "criterion Age { segment Young where age < 30 segment Old where age >= 60 }",
    "criterion Age { segment Young where age < 20 segment Old where age >= 30 }",
    people,
  );
  expect(result).toMatchObject({ asOf: "2026-11-22", customers: 5, moved: 2, onlyBefore: 0, onlyAfter: 0 });
  expect(result.criteria.get("Age")).toEqual([
    { from: "Age.Young", to: "Age.Young", customers: 1 },
    { from: "Age.Young", to: null, customers: 1 },
    { from: null, to: "Age.Old", customers: 1 },
    { from: "Age.Old", to: "Age.Old", customers: 2 },
  ]);
});

test("where segments may overlap, counts who enters and who leaves each", async () => {
  const result = await movements(
    "criterion Any overlapping { segment A where age > 20 segment B where age > 30 }",
    "criterion Any overlapping { segment A where age > 50 segment C where age > 30 }",
    people,
  );
  expect(result.moved).toBe(4);
  expect(result.criteria.get("Any")).toEqual([
    { from: "Any.A", to: null, customers: 2 },
    { from: "Any.B", to: null, customers: 3 },
    { from: null, to: "Any.C", customers: 3 },
  ]);
});

test("records that only one program takes are counted apart; criteria of one program do not count", async () => {
  const result = await movements(
    "require age < 70\ncriterion Age { segment All where age >= 0 }",
    "require age > 5\ncriterion Age { segment All where age >= 0 }\ncriterion New { segment N where age > 0 }",
    people,
  );
  expect(result).toMatchObject({ customers: 3, moved: 0, onlyBefore: 1, onlyAfter: 1 });
  expect(result).toMatchObject({ before: { rejected: 1, ambiguous: 0 }, after: { rejected: 1, ambiguous: 0 } });
  expect([...result.criteria.keys()]).toEqual(["Age"]);
});

test("who is in two segments is counted beside, by each program", async () => {
  const result = await movements(
    "criterion Age { segment Young where age < 30 segment Old where age >= 20 }",
    "criterion Age { segment Young where age < 61 segment Old where age >= 25 }",
    people,
  );
  expect(result).toMatchObject({ before: { rejected: 0, ambiguous: 1 }, after: { rejected: 0, ambiguous: 3 } });
});

test("a file that is not there fails with a message", async () => {
  const checked = program("");
  const side = { program: checked, clock: createClock(checked.model.settings) };
  const options = { encoding: null, path: null, asOf: "2026-11-22", signal: new AbortController().signal };
  await expect(countMovements(side, side, { kind: "file", path: "nowhere.csv" }, options)).rejects.toThrow(
    /nowhere\.csv/,
  );
});
