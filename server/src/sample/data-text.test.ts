import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { dataText } from "./data-text.js";

const TEXT = "کد,شهر\n۱,تهران\n";
const utf8 = (text: string) => new TextEncoder().encode(text);

describe("a file of customers in a browser", () => {
  it.each([
    ["UTF-8", utf8(TEXT)],
    ["UTF-8 with a mark", utf8(`\ufeff${TEXT}`)],
    ["UTF-16 as Excel writes it", new Uint8Array(Buffer.from(`\ufeff${TEXT}`, "utf16le"))],
    ["gzip", new Uint8Array(gzipSync(TEXT))],
    ["gzip in two members", new Uint8Array(Buffer.concat([gzipSync(TEXT.slice(0, 5)), gzipSync(TEXT.slice(5))]))],
  ])("is read as %s", async (_, bytes) => {
    expect(await dataText(bytes)).toEqual({ kind: "text", text: TEXT });
  });

  it("is read from its beginning where it is too large, and ends with a whole letter", async () => {
    const text = "ب".repeat(500_000);
    const found = await dataText(new Uint8Array(gzipSync(text)), 100_001);
    expect(found.kind).toBe("text");
    const read = found.kind === "text" ? found.text : "";
    expect(read.length).toBeGreaterThan(50_000);
    expect(read.length).toBeLessThan(500_000);
    expect(text.startsWith(read)).toBe(true);
  });

  it.each([
    ["an Excel workbook", utf8("PK\u0003\u0004…"), /Excel workbook.*save it as CSV/],
    ["a damaged gzip", new Uint8Array(gzipSync(TEXT).subarray(0, 20)), /not whole/],
    ["Latin letters in one byte", new Uint8Array([0x61, 0xe9, 0x0a]), /not UTF-8; save it as UTF-8/],
  ])("says of %s what to do", async (_, bytes, reason) => {
    expect(await dataText(bytes)).toEqual({ kind: "unreadable", reason: expect.stringMatching(reason) });
  });
});
