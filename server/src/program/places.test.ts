import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { programView } from "../testing/view.js";
import { fileOf, locationOf, type PositionEncoding, placeOf, TextPlaces } from "./places.js";

const SEED = 20_261_122;
const ENCODINGS: readonly PositionEncoding[] = ["utf-16", "utf-8", "utf-32"];

describe("places", () => {
  const text = "aé€😀z\r\nشهر\n";

  it.each([
    ["utf-16", [0, 1, 2, 3, 5, 6]],
    ["utf-8", [0, 1, 3, 6, 10, 11]],
    ["utf-32", [0, 1, 2, 3, 4, 5]],
  ] as const)("count within a line in %s", (encoding, characters) => {
    const places = new TextPlaces(text, encoding);
    const offsets = [0, 1, 2, 3, 5, 6];
    expect(offsets.map((offset) => places.position(offset).character)).toEqual(characters);
    expect(characters.map((character) => places.offset({ line: 0, character }))).toEqual(offsets);
    expect(places.offset({ line: 0, character: 99 })).toBe(6);
    expect(places.offset({ line: 9, character: 0 })).toBe(text.length);
    expect(places.offset({ line: -1, character: 3 })).toBe(0);
  });

  it("lead there and back, in every encoding", () => {
    const any = fc.string({ unit: fc.constantFrom("a", "é", "€", "😀", "ش", "\u200c", "\r\n", "\n", "\r", " ") });
    fc.assert(
      fc.property(any, fc.nat(), fc.constantFrom(...ENCODINGS), (string, seed, encoding) => {
        const places = new TextPlaces(string, encoding);
        // Between whole letters, and not within a line end: no position is there.
        const starts = [...string].map((_, index, all) => all.slice(0, index).join("").length);
        const offsets = starts.filter((at) => !(string[at - 1] === "\r" && string[at] === "\n"));
        if (offsets.length === 0) return;
        const offset = offsets[seed % offsets.length]!;
        expect(places.offset(places.position(offset))).toBe(offset);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe("places of a program", () => {
  const source = `
//- customer.seg
customer { id: text key, شهر: text }
//- in/segments.seg
list cities from "cities.txt"
segment A where │⟦شهر⟧ in cities
//- in/cities.txt
⟦Rasht⟧
`;

  it.each(ENCODINGS)("are found from a request and told to the client in %s", (encoding) => {
    const program = programView(source, { encoding, crlf: true });
    const place = placeOf(program.view, program.at);
    expect(place?.file.path).toBe("in/segments.seg");
    expect(place?.file.text.slice(place.offset, place.offset + 3)).toBe("شهر");
    expect(program.ranges.map(({ uri }) => uri)).toEqual([program.uri, program.uriOf("in/cities.txt")]);
    expect(program.marked("in/cities.txt", [program.ranges[1]!.range])).toBe("⟦Rasht⟧\r\n");
    expect(locationOf(program.view, { file: "gone.seg", span: { start: 0, end: 0 } })).toBeNull();
  });

  it("are found however the client spells the file", () => {
    const { view } = programView("//- کتاب.seg\n", { root: "file:///c:/a b" });
    expect(fileOf(view, "file:///C:/a%20b/%DA%A9%D8%AA%D8%A7%D8%A8.seg")?.path).toBe("کتاب.seg");
    expect(fileOf(view, "file:///c%3A/a%20b/x.seg")).toBeNull();
  });
});
