import { expect, it } from "vitest";
import { fileText } from "./file-text.js";

const utf16 = (text: string) => Buffer.from(text, "utf16le");
const CITIES = "شهر\r\nRey\r\n";
const AS_UTF8 = "it is UTF-16; save it as UTF-8";

it.each([
  ["UTF-8", Buffer.from(CITIES), CITIES, CITIES],
  ["UTF-8 with its mark", Buffer.from(`\ufeff${CITIES}`), CITIES, CITIES],
  ["nothing", Buffer.alloc(0), "", ""],
  [
    "UTF-8 with a zero in it",
    Buffer.from("Rey\0\nQom and others\n"),
    "Rey\0\nQom and others\n",
    "Rey\0\nQom and others\n",
  ],
  ["UTF-16 with its mark", utf16(`\ufeff${CITIES}`), [AS_UTF8], CITIES],
  ["UTF-16 with its mark, big end first", utf16(`\ufeff${CITIES}`).swap16(), [AS_UTF8], CITIES],
  ["UTF-16 cut within a letter", utf16("\ufeffRey").subarray(0, 7), [AS_UTF8], [AS_UTF8]],
  ["UTF-16 without a mark", utf16("Rey\nQom\n"), [AS_UTF8], [AS_UTF8]],
  [
    "UTF-32",
    Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]),
    ["it is text in UTF-32; save it as text in UTF-8"],
    ["it is text in UTF-32; save it as text in UTF-8"],
  ],
  [
    "windows-1252",
    Buffer.from("Köln\n", "latin1"),
    ["it is not UTF-8; save it as UTF-8"],
    ["it is not UTF-8; save it as UTF-8"],
  ],
  ["zeros", Buffer.alloc(100), ["it does not look like a text file"], ["it does not look like a text file"]],
  [
    "a workbook",
    Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(50)]),
    ["it is an Excel workbook or another zip archive; save it as text in UTF-8"],
    ["it is an Excel workbook or another zip archive; save it as CSV in UTF-8"],
  ],
  [
    "gzip",
    Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0xff, 0xff, 3]),
    ["it is compressed by gzip; unpack it"],
    ["it is compressed by gzip; unpack it"],
  ],
  ["a text that begins as a known file does", Buffer.from("BZh\nPAR1\n"), "BZh\nPAR1\n", "BZh\nPAR1\n"],
] as const)("a file of %s", (_, bytes, asProgram, asList) => {
  const read = (use: "program" | "list") => {
    const found = fileText(bytes, use);
    return found.kind === "text" ? found.text : [found.reason];
  };
  expect([read("program"), read("list")]).toEqual([asProgram, asList]);
});

it("of more than can be held is not read", () => {
  const large = Object.defineProperty(new Uint8Array(0), "length", { value: 500_000_001 });
  expect(fileText(large, "list")).toEqual({ kind: "unreadable", reason: "it is larger than 500 MB" });
});
