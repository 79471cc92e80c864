import { describe, expect, test } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { createSpace } from "../logic/space.js";
import { analyseProgram } from "../program.js";
import { proveProgram } from "./prove.js";
import { createReplay } from "./replay.js";
import type { Proofs } from "./verdict.js";

const FIELDS = `id: text key age: integer 0..120 a: number b: number c: number d: number name: text
  joined: date ordered: date? at: datetime? seen: datetime?
  orders: list of { total: number, price: number, quantity: integer }`;

interface Options {
  readonly config?: string;
  readonly fields?: string;
  readonly rule?: string;
}

function programOf(text: string, { config, fields = FIELDS, rule = "" }: Options = {}) {
  const main = `customer { ${fields} }\n${rule}\n${text}`;
  const files = new Map([["main.seg", main]]);
  const input = inMemoryProgram(files);
  return {
    main,
    program: analyseProgram(config === undefined ? input : { ...input, config: { path: "seg.json", text: config } }),
  };
}

function undecidedOf(text: string, options?: Options) {
  const { main, program } = programOf(text, options);
  const told = (diagnostic: Diagnostic) => {
    const place = diagnostic.related.find(({ message }) => message === "the condition that could not be decided");
    const span = place?.location.span;
    return {
      message: diagnostic.message,
      at: span === undefined ? null : main.slice(span.start, span.end),
      diagnostic,
    };
  };
  return proveProgram(program)
    .diagnostics.filter(({ code }) => code === "SEG4009")
    .map(told);
}

const both = (one: string, other: string) =>
  `criterion K { segment A where ${one} segment B where ${other} otherwise C }`;
const apart = (count: number) =>
  Array.from({ length: count }, (_, i) => Array.from({ length: i }, (_unused, j) => `p${i} != p${j}`)).flat();
const pigeonFields = (count: number) =>
  `id: text key ${Array.from({ length: count }, (_, i) => `p${i}: integer 1..${count - 1}`).join(" ")} z1: number z2: number z3: number`;

const PRODUCT = "compare its fields with constants, or let your data have the result as a field.";
const HOURS = "ask for whole days, or for hours alone.";

describe("the condition that is blamed where nothing can be decided", () => {
  test.each<readonly [string, string, string, string, Options]>([
    ["a quotient of fields on both sides", both("a / b > c / b", "a < c"), "a / b > c / b", PRODUCT, {}],
    ["a power", both("a * a * a * a < 0", "age > 3"), "a * a * a * a < 0", PRODUCT, {}],
    [
      "of several conditions the one that cost most",
      both("a * a < 1000 and a * a * a * a < 0", "age > 3"),
      "a * a * a * a < 0",
      PRODUCT,
      {},
    ],
    [
      "an average beside totals",
      both("average(orders.total) > a and sum(orders.total) < count(orders) * a", "age > 5"),
      "average(orders.total) > a",
      "compare what is counted or added up with constants, and ask the same of the list in all segments.",
      {},
    ],
    [
      "hours where clocks are moved",
      both(
        "hours since at > 23 and at = today",
        "at < now - 23 hours and hour(at) >= 1 and hours since seen > 24 and seen >= today",
      ),
      "at = today",
      HOURS,
      { config: '{ "timeZone": "Europe/Berlin" }' },
    ],
    [
      "what cost most, not what is longest",
      both(`${apart(10).join(" and ")} and z1 + z2 + z3 + z1 * 2 + z2 * 3 + z3 * 4 + z1 + z2 + z3 > 5`, "p0 > 0"),
      "p1 != p0",
      "compare with constants.",
      { fields: pigeonFields(10) },
    ],
    [
      "a rule for all customers",
      both("age > 5", "age > 3 and age < 10"),
      "a * a * a * a < 0",
      PRODUCT,
      { rule: "require a * a * a * a < 0" },
    ],
  ])("%s", (_, text, condition, way, options) => {
    const [found] = undecidedOf(text, options);
    expect(found?.message).toContain(` Simplify \`${condition}\`: ${way}`);
    expect(found?.at).toBe(condition);
  });

  test("what is undecided in a strict check of coverage names its condition, too", () => {
    const [found] = undecidedOf(
      "criterion K exhaustive { segment A where age > 3 segment B where a * a * a * a >= 0 }",
    );
    expect(found?.message).toContain(" Simplify `a * a * a * a >= 0`: ");
    expect(found?.at).toBe("a * a * a * a >= 0");
  });

  test("both fixes of a pair settle it", () => {
    const text = both("a / b > c / b", "a < c");
    const { main } = programOf(text);
    const [found] = undecidedOf(text);
    const fixes = found?.diagnostic.fixes ?? [];
    expect(fixes.map(({ title }) => title)).toEqual([
      "Exclude `A` from `B`",
      "Make `K` ordered: the earlier segment wins",
    ]);
    for (const { edits, safe } of fixes) {
      expect(safe).toBe(false);
      const fixed = edits.reduce(
        (before, { location: { span }, newText }) => before.slice(0, span.start) + newText + before.slice(span.end),
        main,
      );
      const proofs = proveProgram(analyseProgram(inMemoryProgram(new Map([["main.seg", fixed]]))));
      expect(proofs.criteria[0]?.pairs).toMatchObject({ exclusive: 3, undecided: 0 });
    }
  });

  test("the place is where the condition stands now", () => {
    const at = (text: string, previous?: Proofs) => {
      const { main, program } = programOf(text);
      const proofs = proveProgram(program, previous === undefined ? {} : { previous });
      const place = proofs.diagnostics.find(({ code }) => code === "SEG4009")?.related[0]?.location.span;
      return { proofs, text: place === undefined ? null : main.slice(place.start, place.end) };
    };
    const text = both("a / b > c / b", "a < c");
    const first = at(text);
    const second = at(`criterion J { segment X where age > 3 otherwise Y }\n${text}`, first.proofs);
    expect([first.text, second.text]).toEqual(["a / b > c / b", "a / b > c / b"]);
  });

  test("what was not asked any more is blamed on the question that cost most", () => {
    const { program } = programOf(both("a / b > c / b", "a < c"));
    const replay = createReplay(program.model);
    const space = createSpace(program.model, {
      confirm: (example, { holds, fails }) => replay.confirmCondition(example, holds, fails),
      together: 12_000,
    });
    const [hard, other] = program.model.criteria[0]!.segments.map(({ condition }) => condition);
    const answers = Array.from({ length: 12 }, () => space!.ask({ holds: [hard!, other!], fails: [] }));
    expect(answers[0]).toMatchObject({ kind: "undecided", undecided: { reason: "budget" } });
    expect(space!.ask({ holds: [other!], fails: [] })).toMatchObject({
      kind: "undecided",
      undecided: { reason: "spent", spent: 0, condition: hard },
    });
  });
});
