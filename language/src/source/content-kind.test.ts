import { describe, expect, it } from "vitest";
import { isBinary, markedKind, markedUtf16, unmarkedUtf16 } from "./content-kind.js";

/** The same bytes in every run: a linear congruential generator. */
function randomBytes(length: number): Buffer {
  let state = 20_261_122;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    }),
  );
}

const elf = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), Buffer.alloc(9), randomBytes(500)]);

describe("the kind of a content", () => {
  const cases: readonly (readonly [what: string, bytes: Buffer, kind: "binary" | "utf-16" | "text"])[] = [
    ["zeros", Buffer.alloc(1000), "binary"],
    ["random bytes", randomBytes(5000), "binary"],
    ["a program", elf, "binary"],
    ["a font, which begins with one zero", Buffer.from([0, 1, 0, 0, 0, 0x0c, 0, 0x80]), "binary"],
    ["UTF-8", Buffer.from("id,شهر\n1,تهران\n".repeat(500)), "text"],
    ["UTF-8 cut within a letter", Buffer.from(`a${"ش\u0001".repeat(3000)}`), "text"],
    ["UTF-8 cut behind a letter", Buffer.from(`${"\u0001\u0001ش".repeat(3000)}`), "text"],
    ["windows-1252", Buffer.from("id,stra\xdfe\n1,M\xfcnchen\n", "latin1"), "text"],
    ["windows-1256", Buffer.from("id,\xd4\xe5\xd1\n1,\xca\xe5\xd1\xc7\xe4\n", "latin1"), "text"],
    ["one stray zero", Buffer.from("id,name\n1,Sa\u0000ra and more of the kind\n"), "text"],
    ["cells separated by U+0001", Buffer.from("1\u0001a\u0001b\n2\u0001ش\u0001d\n"), "text"],
    ["UTF-16, little end first", Buffer.from("id,city\n1,Rey\n", "utf16le"), "utf-16"],
    ["UTF-16, big end first", Buffer.from("id,city\n1,Rey\n", "utf16le").swap16(), "utf-16"],
    ["UTF-16 with its mark", Buffer.from("\ufeffشهر\n", "utf16le"), "utf-16"],
    ["nothing", Buffer.alloc(0), "text"],
  ];
  it.each(cases)("%s", (_, bytes, kind) => {
    const isUtf16 = markedUtf16(bytes) !== null || unmarkedUtf16(bytes) !== null;
    expect(isUtf16 ? "utf-16" : isBinary(bytes) ? "binary" : "text").toBe(kind);
  });

  it.each([
    ["gzip", [0x1f, 0x8b, 8, 0], "compressed by gzip"],
    ["UTF-32, little end first", [0xff, 0xfe, 0, 0], "text in UTF-32"],
    ["UTF-32, big end first", [0, 0, 0xfe, 0xff], "text in UTF-32"],
    ["UTF-16 whose first sign is a letter", [0xff, 0xfe, 0x69, 0], null],
  ])("%s is known by its first bytes", (_, bytes, what) => {
    expect(markedKind(Buffer.from(bytes))).toBe(what);
  });

  it("knows the byte order of UTF-16 without a mark", () => {
    const little = Buffer.from("id", "utf16le");
    expect([unmarkedUtf16(little), unmarkedUtf16(Buffer.from(little).swap16())]).toEqual(["utf-16le", "utf-16be"]);
  });
});
