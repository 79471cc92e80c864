import { describe, expect, test } from "vitest";
import { compile } from "./compile.js";

const SHOP = `
customer { id: text key  city: text folded  income: number? 0..  lastOrder: date? }
list rural from "places/rural.txt"
segment Country where city in rural
criterion Income { segment High where income >= 80_000 segment Middle where income in 50_000..90_000 otherwise Unknown }
criterion Interest overlapping { segment Recent where lastOrder in last 30 days segment \`__proto__\` where city = "x" }
`;
const options = { asOf: "2026-11-22", lists: { "places/rural.txt": "Natanz\n\n Abyaneh \n" } };

describe("compile", () => {
  const program = compile({ "shop.seg": SHOP }, options);

  const table: readonly [string, unknown, unknown][] = [
    [
      "a customer in its places",
      { id: "1", city: " NATANZ", income: 95_000, lastOrder: "2026-11-01" },
      { city: "Country", Income: "High", Interest: ["Recent"] },
    ],
    ["in none", { id: "2", city: "Berlin" }, { city: null, Income: "Unknown", Interest: [] }],
    ["hostile names", { id: "3", city: "x", income: 1 }, { city: null, Income: "Unknown", Interest: ["__proto__"] }],
  ];
  test.each(table)("%s", (_, customer, segments) => {
    const result = program.classify(customer);
    expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(result.kind === "accepted" && { ...result.segments }).toEqual(segments);
  });

  test("a customer in two segments of an exclusive criterion is in neither", () => {
    const result = program.classify({ id: "1", city: "Natanz", income: 85_000 });
    expect(result).toMatchObject({
      kind: "accepted",
      key: "1",
      segments: { Income: null },
      ambiguous: { Income: ["High", "Middle"] },
    });
  });

  test("bad data are rejected with reasons", () => {
    const result = program.classify({ id: "1", city: "Natanz", income: -5 });
    expect(result).toMatchObject({ kind: "rejected", key: "1", reasons: [{ path: "income", code: "SEG5011" }] });
    expect(program.customerSchema.safeParse({ id: "1", city: "Natanz", income: -5 }).success).toBe(false);
    expect(program.customerSchema.safeParse({ id: "1", city: "Natanz", income: 5 }).success).toBe(true);
  });

  test("an explanation", () => {
    const result = program.explain({ id: "1", city: "Natanz" }, "Income.High");
    expect(result).toMatchObject({ kind: "accepted", explanation: { holds: false, becauseMissing: true } });
    expect(() => program.explain({ id: "1", city: "Natanz" }, "Low")).toThrow('The program has no segment "Low".');
  });

  test("another day, without compiling anew", () => {
    const customer = { id: "1", city: "Berlin", lastOrder: "2026-11-01" };
    const later = program.at({ asOf: "2027-01-01" }).classify(customer);
    expect(later).toMatchObject({ segments: { Interest: [] } });
    expect(program.classify(customer)).toMatchObject({ segments: { Interest: ["Recent"] } });
  });

  test("a program with errors classifies nobody", () => {
    const broken = compile({ "a.seg": "customer { id: text }\nsegment A where nonsense = 1" });
    expect(broken.ok).toBe(false);
    expect(() => broken.classify({ id: "1" })).toThrow("The program has errors");
  });

  test("lists outside the program, or not given, are findings", () => {
    const codes = (path: string) =>
      compile({ "a.seg": `customer { city: text }\nlist l from "${path}"\nsegment A where city in l` }).ok;
    expect([codes("../secret.txt"), codes("absent.txt")]).toEqual([false, false]);
  });

  test.each([
    [{ asOf: "22.11.2026" }, '"22.11.2026" is no day'],
    [{ timeZone: "Mars/Olympus" }, "There is no time zone"],
  ])("wrong options %j", (wrong, message) => {
    expect(() => compile({ "shop.seg": SHOP }, { ...options, ...wrong })).toThrow(message);
  });
});
