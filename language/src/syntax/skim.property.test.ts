import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ScanResult, scan, skim } from "./scanner.js";
import { type DeclarationChunk, splitDeclarations } from "./split.js";
import type { Token } from "./tokens.js";

const SEED = 20_261_123;

const head = fc.constantFrom(
  "segment A where ",
  '  segment سن "Old" by Age where ',
  "segment `two words` where ",
  "define segment where ",
  "list segment where ",
  "any orders where ",
  "segment A by where ",
);
const piece = fc.constantFrom(
  ..."age > < <= = 18 ۱۸ 1,000 20_000 5_ ۱_۰ .5 1.. 18..29 2026-01-01 and or not in is contains starts with any of last 30 days missing since".split(
    " ",
  ),
  ..."city شهر نیم‌فاصله \u200c a\u0301 \u0301 5x x5 _x ( ) [ ] ( ) [ ] , . + - -- * % ; : # ' « \u00a0 \u200b { } /a/ // /* */ ` \\".split(
    " ",
  ),
  ..."segment define otherwise customer require list of x = by distinct matches".split(" "),
  '"text"',
  '"( segment"',
  '"',
  "\n and ",
  "\r\n  or ",
  "\n",
);
const follows = fc.constantFrom(
  "",
  "\n",
  "\r\n",
  " // why\n",
  "\nsegment B where y",
  "\notherwise C\n",
  "\n} criterion D {",
  "\nrequire x",
  "\nlist n = [80,000; 1]",
  "\ndefine x = 1 / 2 / 3",
);
const declaration = fc
  .tuple(head, fc.array(piece, { maxLength: 8 }), fc.constantFrom("", " "), follows)
  .map(([first, condition, between, next]) => first + condition.join(between) + next);
const plain = fc
  .tuple(head, fc.constantFrom("age > 3", "18 <= age < 30 and not (rich or vip)", 'city in ["a", "b"]'), follows)
  .map((parts) => parts.join(""));
const text = fc
  .array(fc.oneof(declaration, plain), { maxLength: 6 })
  .map((parts) => `criterion Age {\n${parts.join("")}`);

describe("a text that is only skimmed", () => {
  it(`is cut as it is when all of it is read, save for what was left out (seed ${SEED})`, () => {
    fc.assert(
      fc.property(text, (written) => {
        const [whole, some] = [scan("t", written), skim("t", written)];
        const skipped = some.tokens.filter(isSkipped);
        const isKept = ({ startOffset, endOffset }: Token) =>
          !skipped.some((one) => one.startOffset <= startOffset && endOffset <= one.endOffset);
        expect(some.tokens.filter(isKept)).toEqual(whole.tokens.filter(isKept));
        expect(some.comments).toEqual(whole.comments);
        expect(chunksOf(some)).toEqual(chunksOf(whole));
      }),
      { seed: SEED, numRuns: 3_000 },
    );
  });

  it.each([
    ['segment A where age > 3 and (city = "x" or vip)\nsegment B where vip // why', 2],
    ['criterion C {\n  segment `a b` "title" where age in 18..29\n    and not rich\r\n    or plan = "a"\n}', 1],
    ['segment سن by شهرها where شهر = "تهران" and نیم‌فاصله > ۱۸\n', 1],
    ["segment A where age > 3 segment B where vip\n", 1],
    ["segment A where income >= 20_000\nsegment B where income >= ۲۰_۰۰۰\n", 2],
    ["segment A where .5segment B where age > 3", 1],
    ["segment A where any orders where total > 3\n", 1],
    ["define d = any orders where total > 3\n", 0],
    ["segment A where city contains\nsegment B where not\n", 0],
    ["segment A where (age > 3\nsegment B where age > 3)\n", 0],
  ])("of %j leaves out %i conditions", (written, count) => {
    expect(skim("t", written).tokens.filter(isSkipped)).toHaveLength(count);
  });
});

/** A name stands for all of a condition. */
function isSkipped({ value, image }: Token): boolean {
  return value?.kind === "name" && value.text === "" && !image.startsWith("`");
}

/** The first and last places of each. */
function chunksOf({ tokens }: ScanResult): unknown {
  const at = ({ start, end }: { readonly start: number; readonly end: number }) => [
    tokens[start]!.startOffset,
    tokens[end - 1]!.endOffset,
  ];
  return splitDeclarations(tokens).map((chunk: DeclarationChunk) => [
    chunk.kind,
    at(chunk),
    ...(chunk.kind === "criterion" ? [chunk.members.map(at), chunk.strays.map(at)] : []),
  ]);
}
