import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createClock } from "../../src/evaluation/clock.js";
import { WrittenTexts } from "../../src/evaluation/written-texts.js";
import { analyseProgram } from "../../src/program.js";
import { customerFromJson, findCustomer } from "./find-customer.js";

const folder = mkdtempSync(join(tmpdir(), "seg-find-"));
afterAll(() => rmSync(folder, { recursive: true }));

let number = 0;

async function find(block: string, content: string, key: string) {
  number += 1;
  const path = join(folder, `${number}.data`);
  writeFileSync(path, content);
  const program = analyseProgram(inMemoryProgram(new Map([["a.seg", `customer ${block}`]])));
  const clock = createClock(program.model.settings, { asOf: 0 });
  const result = await findCustomer({ program, clock, data: { kind: "file", path }, key });
  if (result.kind === "failed") return result.problems.map(({ rule }) => rule);
  return result.kind === "found" ? [result.line, result.decoded.kind] : [result.kind, result.records];
}

describe("findCustomer", () => {
  const keyed = "{ id: text key n: integer }";
  const cases: readonly (readonly [what: string, block: string, content: string, key: string, expected: unknown])[] = [
    ["a customer", keyed, '{"id":"1","n":1}\n{"id":"2","n":2}', "2", [2, "accepted"]],
    ["a rejected one", keyed, "id,n\n1,x\n", "1", [2, "rejected"]],
    ["one that is not there", keyed, "id,n\n1,1\n2,2\n", "3", ["absent", 2]],
    ["one by its number", "{ n: integer }", "n\n5\n6\n", "2", [3, "accepted"]],
    [
      "one made of rows",
      "{ id: text key rows: list of { n: integer } from rows }",
      "id,n\n1,1\n2,2\n1,3\n",
      "1",
      [2, "accepted"],
    ],
    ["one under a wrong header", keyed, "id,m\n1,1\n", "1", ["missing-column"]],
    ["one in an empty file", keyed, "", "1", ["empty-data"]],
  ];
  for (const [what, block, content, key, expected] of cases) {
    it(what, async () => {
      expect(await find(block, content, key)).toEqual(expected);
    });
  }
});

describe("how the texts of a customer were written", () => {
  const folded = "{ id: text key city: text folded }";
  const rows = "{ id: text key city: text folded rows: list of { item: text folded } from rows }";
  const cases: readonly (readonly [what: string, block: string, content: string, expected: unknown])[] = [
    ["JSON", folded, '{"id":"1","city":"TEHRAN"}\n{"id":"2","city":"Tehran "}', ["Tehran ", "rose"]],
    ["CSV", folded, "id,city\n1,TEHRAN\n2,Tehran\n", ["Tehran", "rose"]],
    ["rows, where all wrote the same", rows, "id,city,item\n1,Qom,Rose\n2,Tehran,Rose\n", ["Tehran", "Rose"]],
    ["rows, where others wrote it otherwise", rows, "id,city,item\n1,Tehran,ROSE\n2,Tehran,Rose\n", ["Tehran", "rose"]],
  ];
  it.each(cases)("%s", async (_, block, content, expected) => {
    const path = join(folder, "written.data");
    writeFileSync(path, content);
    const program = analyseProgram(inMemoryProgram(new Map([["a.seg", `customer ${block}`]])));
    const clock = createClock(program.model.settings, { asOf: 0 });
    const written = new WrittenTexts();
    const found = await findCustomer({ program, clock, data: { kind: "file", path }, key: "2", written });
    expect(found).toMatchObject({ kind: "found" });
    expect([written.of("tehran"), written.of("rose")]).toEqual(expected);
  });
});

describe("customerFromJson", () => {
  const program = analyseProgram(inMemoryProgram(new Map([["a.seg", "customer { id: text key }"]])));
  const clock = createClock(program.model.settings, { asOf: 0 });

  it.each([
    ['{"id":"1"}', "accepted"],
    ['{"id":', "rejected"],
    ["[]", "rejected"],
  ])("%s is %s", (text, kind) => {
    expect(customerFromJson(text, program, clock).kind).toBe(kind);
  });
});
