import { describe, expect, test } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import type { Space } from "../logic/logic.js";
import { createSpace } from "../logic/space.js";
import { analyseProgram } from "../program.js";
import { type ProvenWithCertificates, proveWith } from "./prove.js";
import { createReplay } from "./replay.js";

/** As language/docs/proofs.md says; what is answered counts half. */
const ALL_STEPS = 2 * 3_500_000;

const range = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** Each field differs from all fields before: more fields than values. */
function pigeons(count: number): string {
  const apart = range(count, (i) => range(i, (j) => `p${i} != p${j}`)).flat();
  return `customer { id: text ${range(count, (i) => `p${i}: integer 1..${count - 1}`).join(" ")} }
criterion C { segment A where ${apart.join(" and ")}
  segment B where p0 > 0 }`;
}

/** Many `or`s over few truths, by a fixed row of numbers. */
function clauses(count: number, truths: number): string {
  let state = 7;
  const below = (limit: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 256) % limit;
  };
  const clause = () => range(3, () => `${below(2) === 0 ? "not " : ""}v${below(truths)}`).join(" or ");
  return `customer { id: text ${range(truths, (i) => `v${i}: boolean`).join(" ")} }
criterion C { segment A where ${range(count, () => `(${clause()})`).join(" and ")}
  segment B where v0 or v1 }`;
}

function aggregates(count: number): string {
  const segment = (i: number) => `segment S${i} where count(orders where t > ${i * 3} and c = "a${i}") >= ${i + 1}
  and sum(orders.t where c starts with "a${i % 3}") > ${i * 7} and average(orders.t) < max(orders.t where on in last ${i + 3} days)`;
  return `customer { id: text orders: list of { t: number c: text on: date } }
criterion C { ${range(count, segment).join("\n")} }`;
}

function nearlyAll(count: number): string {
  return `customer { id: text x: number y: number }
criterion C { ${range(count, (i) => `segment S${i} where x > ${i} and y > ${count - i}`).join("\n")} }`;
}

const programs: readonly { name: string; text: string; named: string | null }[] = [
  { name: "pigeonholes", text: pigeons(10), named: "p1 != p0" },
  { name: "clauses", text: clauses(120, 28), named: null },
  { name: "aggregates", text: aggregates(4), named: null },
  { name: "nearly everybody in all segments", text: nearlyAll(60), named: null },
  {
    name: "patterns",
    text: `customer { id: text a: text }
criterion C { segment A where a matches /^(a|b)*a(a|b){20}$/
  segment B where a matches /^(a|b)*b(a|b){20}$/ }`,
    named: "a matches /^(a|b)*a(a|b){20}$/",
  },
  {
    name: "products",
    text: `customer { id: text a: number b: number c: number }
criterion C { segment A where a * b > 5 and b * c > 5 and a * c < 0
  segment B where a * a + b * b < 1 }`,
    named: null,
  },
  {
    name: "large counts",
    text: `customer { id: text orders: list of { t: integer 0..1000 } }
criterion C { segment A where count(orders) > 1_000_000
  segment B where count(orders where t > 5) > 999_999 and sum(orders.t) < 10 }`,
    named: null,
  },
];

function proved(text: string): { readonly proofs: ProvenWithCertificates; readonly spent: number } {
  let space: Space | null = null;
  const proofs = proveWith(
    (model, options) => {
      const replay = createReplay(model);
      space = createSpace(model, {
        ...options,
        confirm: (example, { holds, fails }) => replay.confirmCondition(example, holds, fails),
      });
      return space;
    },
    analyseProgram(inMemoryProgram(new Map([["a.seg", text]]))),
  );
  return { proofs, spent: (space as Space | null)?.spent ?? 0 };
}

describe("programs that are hard on purpose", () => {
  test.each(programs)(
    "$name: within the steps of a program, and what is undecided has a condition to simplify",
    (program) => {
      const { proofs, spent } = proved(program.text);
      expect(spent).toBeGreaterThan(0);
      expect(spent).toBeLessThan(ALL_STEPS);
      const undecided = proofs.diagnostics.filter(({ code }) => code === "SEG4009");
      for (const { message, related } of undecided) {
        expect(message).toMatch(/ Simplify `/);
        expect(related.map((place) => place.message)).toContain("the condition that could not be decided");
      }
      if (program.named !== null) expect(undecided[0]?.message).toContain(`Simplify \`${program.named}\``);
    },
  );
});
