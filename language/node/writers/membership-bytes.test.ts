import { describe, expect, it } from "vitest";
import { csvForm, MembershipBytes, ndjsonForm } from "./membership-bytes.js";
import { membershipWriter } from "./memberships.js";

const SEGMENTS = [["Young", "پیر", 'says "hi", bye'], ["A;b"]];
const KEYS = ["1", "c-1", "مشتری ۱", 'a"b', "a\\b", "a,b", " a", "=1", "a\tb", "", "\u0001", "\u00a0x", "x;y"];

describe.each([
  ["ndjson", false],
  ["csv", false],
  ["csv", true],
] as const)("rows of %s (safe: %s)", (format, csvSafe) => {
  const layout = { keyColumn: "the key", criteria: ["Age", "سن"], csvSafe };

  it("are the same as those that are written from texts", () => {
    const form = format === "ndjson" ? ndjsonForm(layout.keyColumn) : csvForm();
    const rows = new MembershipBytes(membershipWriter(format, layout), form, SEGMENTS);
    const writer = membershipWriter(format, layout);
    let text = writer.begin();
    let plain = 0;
    for (const key of KEYS) {
      for (const outcomes of [Int32Array.of(0, 0), Int32Array.of(-1, -1), Int32Array.of(2, -1), Int32Array.of(1, 0)]) {
        const cells = SEGMENTS.map((names, index) => names[outcomes[index]!] ?? null);
        const bytes = Buffer.from(`xx${key}`);
        if (rows.addPlain(bytes, 2, bytes.length, outcomes, 0)) plain += 1;
        else rows.add(key, cells);
        text += writer.customer(key, cells);
      }
    }
    rows.end();
    expect(Buffer.from(rows.take()).toString()).toBe(text + writer.end());
    expect(plain).toBeGreaterThan(4);
  });

  it("of customers in several segments are written from texts", () => {
    const rows = new MembershipBytes(membershipWriter(format, layout), ndjsonForm("k"), SEGMENTS);
    expect(rows.addPlain(Buffer.from("1"), 0, 1, Int32Array.of(-2, 0), 0)).toBe(false);
  });
});
