import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inMemoryProgram } from "../../test/kit/programs.js";
import { findRule } from "./diagnostics/registry.js";
import { diagnose } from "./diagnostics/rule.js";
import { analyseProgram, type Program, reportFindings } from "./program.js";

const SEED = 20_240_501;

const customer = "customer { id: text key, city: text, age: integer, orders: list of { total: number } }";

const program = `${customer}
list cities = ["Tehran", "Shiraz"]
define young = age < 30
define spend = sum(orders.total where total > 5)
require age >= 0
segment Urban where city in cities
criterion Age exhaustive { segment Young where young segment Old where not young }
criterion Value ordered "worth" { segment Gold where spend > 100 and Urban otherwise Rest }
// seg-ignore unused-define: kept
persona Sara as of 2026-11-01 { age: 19, city: "Tehran", orders: [{ total: 7 }] } in Young, Rest not in Age.Old
`;

describe("analyseProgram", () => {
  it("gives membership as classified", () => {
    const { model } = analyse(`${customer}
criterion Value ordered { segment Gold where age > 60 segment Silver where age > 30 otherwise Bronze }`);
    const [value] = model.criteria;
    const shown = value!.segments.map(({ id, otherwise, membership }) => ({
      id,
      otherwise,
      membership: shapeOf(membership),
    }));
    expect(shown).toEqual([
      { id: "Value.Gold", otherwise: false, membership: "compare" },
      { id: "Value.Silver", otherwise: false, membership: ["compare", "not Value.Gold"] },
      { id: "Value.Bronze", otherwise: true, membership: ["not Value.Gold", "not Value.Silver"] },
    ]);
  });

  it("leaves out a broken segment, and what names it, and nothing else", () => {
    const { model, diagnostics } = analyse(`${customer}
criterion C overlapping { segment A where agee > 1 segment B where A segment D where age > 1 }
persona P { age: 2 } in B
persona Q { age: 2 } in D`);
    expect(diagnostics.map(({ rule }) => rule)).toEqual(["unknown-name"]);
    expect(model.criteria[0]!.segments.map(({ id }) => id)).toEqual(["C.D"]);
    expect(model.personas.map(({ name }) => name)).toEqual(["Q"]);
  });

  it("names inferred criteria by what they read, each name once", () => {
    const { model } = analyse(`${customer}
criterion age { segment A where age > 50 }
segment B where age > 60
segment C where any orders where total > 1
segment D where any orders where total > 2
segment E where city = "x" and age > 1`);
    const names = model.criteria.map(({ name, segments }) => [name, segments.map(({ id }) => id).join(" ")]);
    expect(names).toEqual([
      ["age", "age.A"],
      ["age (B)", "B"],
      ["orders.total", "C"],
      ["orders.total (D)", "D"],
      ["age + city", "E"],
    ]);
  });

  it("gives ids backticks where they need them", () => {
    const { model } = analyse(
      `${customer}\ncriterion \`a b\` { segment \`ج.د\` where age > 1 segment روستا where age < 1 }`,
    );
    expect(model.criteria[0]!.segments.map(({ id }) => id)).toEqual(["`a b`.`ج.د`", "`a b`.روستا"]);
  });

  it("lists what a require reads, through defines and segments", () => {
    const { model } = analyse(`${customer}
define spend = sum(orders.total)
segment Urban where city = "x"
require spend > 1 or Urban`);
    expect(model.requires.map(({ reads, text }) => [text, reads])).toEqual([
      ["spend > 1 or Urban", ["city", "orders"]],
    ]);
  });

  it("demands a criterion for every segment when it is strict", () => {
    const files = new Map([
      ["a.seg", `${customer}\nsegment A where age > 1\nsegment B where any orders where total > 1`],
    ]);
    const rules = analyseProgram(inMemoryProgram(files, true)).diagnostics.map(({ rule }) => rule);
    expect(rules).toEqual(["unplaced-segment", "unplaced-segment"]);
  });

  it("does not parse again what has not changed", () => {
    const files = new Map([
      ["a.seg", customer],
      ["b.seg", "segment A where age > 1"],
    ]);
    const before = analyseProgram(inMemoryProgram(files));
    files.set("b.seg", "segment A where age > 2");
    const after = analyseProgram(inMemoryProgram(files), before);
    expect(after.files[0]).toBe(before.files[0]);
    expect(after.files[1]).not.toBe(before.files[1]);
  });

  it("keeps what has not changed in the model the same object, also where it has moved", () => {
    const first = analyse(program);
    const known = partsOf(first);
    const second = analyse(`// One line more.\n${program}`, { ...first });
    expect(changed(known, partsOf(second))).toEqual([]);
    const text = second.files[0]!.text.replace("not young", "age > 1 and not young");
    const third = analyse(text, second);
    expect(changed(known, partsOf(third))).toEqual(["Age.Old", "Age.Old as classified"]);
    expect(third.model).toEqual(analyse(text).model);
  });

  it("checks again what names something that has changed", () => {
    const before = analyse(program);
    const known = partsOf(before);
    const after = analyse(program.replace("age < 30", "age < 31"), before);
    expect(changed(known, partsOf(after))).toEqual([
      "young",
      "Age.Young",
      "Age.Old",
      "Age.Young as classified",
      "Age.Old as classified",
    ]);
  });

  it("takes a program over once, and starts from the beginning where it is handed over again", () => {
    const before = analyse(program);
    const shown = analyse(program).diagnostics;
    expect(shown.length).toBeGreaterThan(0);
    const first = analyse(`\n${program}`, before);
    const second = analyse(`\n\n${program}`, before);
    expect(before.diagnostics).toEqual(shown);
    expect(first.model).toEqual(analyse(`\n${program}`).model);
    expect(second.model).toEqual(analyse(`\n\n${program}`).model);
  });

  it("sets severities and silences rules", () => {
    const define = `${customer}\ndefine a = 1\nlist b = [1]`;
    const config = '{ "rules": { "unused-define": "error", "SEG2009": "off" } }';
    const files = new Map([
      ["a.seg", define],
      ["seg.json", config],
    ]);
    const found = analyseProgram(inMemoryProgram(files)).diagnostics.map(({ rule, severity }) => `${rule} ${severity}`);
    expect(found).toEqual(["unused-define error"]);
  });

  it("survives long chains of defines and of segments", () => {
    const length = 3_000;
    const numbers = Array.from({ length }, (_, index) => index);
    const defines = numbers.map((index) => `define d${index} = ${index + 1 < length ? `d${index + 1}` : "age > 1"}`);
    const segments = numbers.map((index) => `segment s${index} where ${index + 1 < length ? `s${index + 1}` : "d0"}`);
    const circle = numbers.map((index) => `define c${index} = c${(index + 1) % length}`);
    const { diagnostics, model } = analyse([customer, ...defines, ...segments, ...circle].join("\n"));
    expect(diagnostics.map(({ rule }) => rule)).toEqual(["circular-definition"]);
    expect(model.criteria.map(({ name, segments: inside }) => [name, inside.length])).toEqual([["age", length]]);
  });

  it(`never throws, whatever the program (seed ${SEED})`, () => {
    const words = program.split(/\b/).filter((word) => word.trim() !== "");
    const mangled = fc
      .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 4 })), { maxLength: 60 })
      .map((parts) => parts.join(" "));
    const cut = fc
      .tuple(fc.nat(program.length), fc.nat(program.length), mangled)
      .map(([from, to, middle]) => program.slice(0, from) + middle + program.slice(to));
    fc.assert(
      fc.property(fc.oneof(mangled, cut), fc.oneof(fc.constant("{}"), fc.json(), fc.string()), (text, config) => {
        const files = new Map([
          ["a.seg", text],
          ["b.seg", program],
          ["seg.json", config],
        ]);
        const { diagnostics } = analyseProgram(inMemoryProgram(files));
        for (const { location } of diagnostics) {
          const length = (files.get(location.file) ?? "").length;
          expect(location.span.start).toBeLessThanOrEqual(location.span.end);
          expect(location.span.end).toBeLessThanOrEqual(length);
        }
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});

describe("reportFindings", () => {
  const overlapping = (before: string, between: string) => `${customer}
criterion C {
  ${before}segment A where age < 30
  ${between}segment B where age < 40
}
define spare = age > 1
`;
  const ignore = "// seg-ignore overlapping-segments: meant so\n  ";

  it.each([
    ["without a comment", "", "", ["SEG4001", "SEG2008"]],
    ["with one above the place", ignore, "", ["SEG2008"]],
    ["with one above the related place", "", ignore, ["SEG2008"]],
  ])("merges what is proved with what was checked: %s", (_, before, between, wanted) => {
    const checked = analyse(overlapping(before, between));
    expect(checked.diagnostics.map(({ code }) => code)).toEqual(["SEG2008"]);
    expect(reportFindings(checked, overlap(checked)).map(({ code }) => code)).toEqual(wanted);
  });

  it("says only when proofs are there that a comment on them is not used", () => {
    const checked = analyse(overlapping(ignore, ""));
    expect(checked.diagnostics.map(({ rule }) => rule)).toEqual(["unused-define"]);
    expect(reportFindings(checked, []).map(({ rule }) => rule)).toEqual(["unused-suppression", "unused-define"]);
  });

  it("gives proofs the severities of the settings, and says each once", () => {
    const files = new Map([
      ["main.seg", overlapping("", "")],
      ["seg.json", '{ "rules": { "overlapping-segments": "warning", "unused-define": "off" } }'],
    ]);
    const checked = analyseProgram(inMemoryProgram(files));
    const shown = reportFindings(checked, [...overlap(checked), ...overlap(checked)]);
    expect(shown.map(({ code, severity }) => `${code} ${severity}`)).toEqual(["SEG4001 warning"]);
  });

  /** As the proofs would find it. */
  function overlap({ model }: Program) {
    const [a, b] = model.criteria[0]!.segments;
    const rule = { ...findRule("overlapping-segments")!, message: () => "Both." };
    return [diagnose(rule, {}, a!.location, { related: [{ location: b!.location, message: "The other." }] })];
  }
});

function analyse(text: string, previous?: Program) {
  return analyseProgram(inMemoryProgram(new Map([["main.seg", text]])), previous);
}

function changed(before: ReturnType<typeof partsOf>, after: typeof before): readonly string[] {
  return Object.keys(after).filter((name) => after[name] !== before[name]);
}

/** What later stages remember things of. */
function partsOf({ model }: Program): Readonly<Record<string, unknown>> {
  const segments = model.criteria.flatMap((criterion) => criterion.segments);
  return Object.fromEntries<unknown>([
    ["schema", model.schema],
    ...model.lists.map((list) => [list.name, list] as const),
    ...model.defines.map((define) => [define.name, define.condition ?? define.term] as const),
    ...model.requires.map(({ text, condition }) => [`require ${text}`, condition] as const),
    ...segments.map(({ id, condition }) => [id, condition] as const),
    ...segments.map(({ id, membership }) => [`${id} as classified`, membership] as const),
  ]);
}

function shapeOf(
  condition: ReturnType<typeof analyse>["model"]["criteria"][number]["segments"][number]["membership"],
): unknown {
  if (condition.kind === "and") return condition.operands.map(shapeOf);
  if (condition.kind === "not" && condition.operand.kind === "member") return `not ${condition.operand.segment}`;
  return condition.kind;
}
