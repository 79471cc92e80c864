import { describe, expect, it } from "vitest";
import { MembershipBytes } from "./membership-bytes.js";
import { MembershipSheet } from "./membership-sheet.js";
import { type MembershipCell, membershipWriter } from "./memberships.js";

const CELLS: readonly (readonly MembershipCell[])[] = [
  ["Young", "A;b"],
  [null, null],
  ['says "hi", bye', null],
  ["پیر", ["A;b", "c"]],
  [null, []],
];
const KEYS = ["1", "c-1", "مشتری ۱", 'a"b', "a\\b", "a,b", " a", "=1", "a\tb", "", "\u0001", "\u00a0x", "x;y", "kl"];

describe.each([
  ["ndjson", false],
  ["json", false],
  ["csv", false],
  ["csv", true],
] as const)("rows of %s (safe: %s)", (format, csvSafe) => {
  const form = { format, layout: { keyColumn: "the key", criteria: ["Age", "سن"], csvSafe } };

  it("are the same as those that are written from texts, also without some of them", () => {
    const rows = new MembershipBytes(form);
    for (const cells of CELLS) rows.addEnding(cells);
    const sheet = new MembershipSheet(form);
    const writer = membershipWriter(format, form.layout);
    const written: string[] = [];
    for (const round of [0, 1]) {
      rows.begin(round === 0 ? null : new ArrayBuffer(16));
      let count = 0;
      for (const key of KEYS) {
        for (const [ending, cells] of CELLS.entries()) {
          const bytes = Buffer.from(`xx${key}"`);
          rows.add(bytes, 2, bytes.length - 1, ending);
          // The first and the fourth row of all are left out.
          if (count !== 0 && count !== 3) written.push(writer.customer(key, cells));
          count += 1;
        }
      }
      const taken = rows.take();
      sheet.addRows(taken, 1, 3);
      sheet.addRows(taken, 4, 4);
      sheet.addRows(taken, 4, count);
    }
    sheet.add("one as text", CELLS[0]!);
    sheet.end();
    written.push(writer.customer("one as text", CELLS[0]!));
    const text = Buffer.concat(sheet.take().map((piece) => Buffer.from(piece))).toString();
    expect(text).toBe(writer.begin() + written.join(writer.separator) + writer.end());
  });
});
