import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFile } from "./parse.js";
import type { Name, SyntaxFile } from "./tree.js";

const SEED = 20_261_122;

const program = `/// Who buys.
customer { id: text key
  /// In years.
  age: integer 0..120, city: text folded
  orders: list of {
    on: date, /// Before tax.
    total: number }
}
/* what
   follows */
list urban = ["Tehran", "Shiraz"] // the two
define spend = sum(orders.total where on in last 30 days)
define odd = age matches /x/ or age = 80,000 ; TRUE
require age >= 0 and not (city = "x" or "y")

// seg-ignore unused-define: kept
segment Loose "A title" where city in urban
/// All of them.
criterion Age "By age" exhaustive ordered {
  /// Young ones.
  segment Young where 18 <= age < 25 and city in ["Tehran", "Rasht"]
  segment Middle where
    25 <= age < 65
    and spend > 1_000
  segment null where age = null
  otherwise Rest "All others"
}
segment Joined by Age where count(orders) > 3
segment Dated where today - 30 days > 2024-05-01 # not ours
criterion Empty overlapping {}
persona Sara as of 2026-11-01 { age: 19, city: "Tehran", orders: [{ total: 7 }] } in Age.Young not in Loose
segment Last where age in 1..9 and \`city\` starts with "T"
`;

const lines = program.split("\n");
const pieces = [
  ...'{}()[]"`/*-<>=;:,.#!& \n\r\tTe0',
  "//",
  "/*",
  "*/",
  "///",
  "<!--",
  "-->",
  "\r\n",
  "segment ",
  "\nsegment X where age > 1\n",
  "\ncriterion C {\n",
  "\n}\n",
  "where",
  "and not ",
  "null",
  "\u200b",
  "۵",
  "matches //",
  ...lines.map((line) => `${line}\n`),
];

/** One change of a text: where, how much goes, what comes; places are fractions of the length. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  lost: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(200)),
  typed: fc.oneof(fc.constant(""), fc.constantFrom(...pieces)),
});
const start = fc
  .array(fc.constantFrom(program, "\n\n", "<!-- markup -->", ...lines), { maxLength: 12 })
  .map((parts) => parts.join("\n"));

describe("parsing again", () => {
  it(`gives what parsing from the start gives (seed ${SEED})`, () => {
    fc.assert(
      fc.property(start, fc.array(change, { minLength: 1, maxLength: 12 }), (first, changes) => {
        let text = first;
        let file = parseFile("a.seg", text);
        for (const { at, lost, typed } of changes) {
          const from = Math.floor(at * text.length);
          text = text.slice(0, from) + typed + text.slice(from + lost);
          file = parseFile("a.seg", text, file);
          expect(file).toEqual(parseFile("a.seg", text));
        }
      }),
      { seed: SEED, numRuns: 120 },
    );
  });

  it("keeps the declarations around a change, moved", () => {
    const text = [program, program].join("\n");
    const at = text.lastIndexOf("25 <= age");
    const before = parseFile("a.seg", text);
    const kept = new Set(parts(before));
    const after = parseFile("a.seg", `${text.slice(0, at)}2${text.slice(at)}`, before);
    const lost = parts(after).filter((part) => !kept.has(part));
    // What cannot be parsed without a message is parsed again; the rest but for one is as it was.
    expect(lost.map(({ name }) => name?.text)).toEqual(["odd", "null", "odd", "Middle", "null"]);
    expect(after).toEqual(parseFile("a.seg", after.text));
  });

  it("starts from the beginning where the file before has been taken over", () => {
    const before = parseFile("a.seg", program);
    const text = `\n${program}`;
    parseFile("a.seg", text, before);
    expect(parseFile("a.seg", program, before)).toEqual(parseFile("a.seg", program));
    expect(parseFile("a.seg", text, before)).toEqual(parseFile("a.seg", text));
  });
});

/** Declarations and members, criteria not counted: these hold their members. */
function parts({ declarations }: SyntaxFile): readonly { readonly name: Name | null }[] {
  return declarations.flatMap((declaration): readonly { readonly name: Name | null }[] => {
    if (declaration.kind === "criterion") return declaration.members;
    return declaration.kind === "customer" || declaration.kind === "require" ? [] : [declaration];
  });
}
