import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataRules } from "../diagnostics/rules/data.js";
import { JSON_DEPTH_LIMIT, parseJson, readJson } from "./json-text.js";
import { JsonNumber, type JsonValue } from "./json-value.js";

const SEED = 20261122;

function readValue(text: string): JsonValue {
  const result = parseJson(text);
  if (result.kind === "error") throw new Error(JSON.stringify(result));
  return result.value;
}

describe("numbers keep their digits", () => {
  const exact = ["0", "5", "-5", "12.5", "0.1", "123456789012345", "-0.5"];
  const lossy = [
    "12345678901234567890",
    "1.0",
    "1e5",
    "-0",
    "1E400",
    "0.10",
    "0.0000001",
    "1234567.1234567890123",
    "5.00",
  ];
  it.each(exact)("%s is a double", (text) => {
    expect(readValue(text)).toBe(Number(text));
    expect(readValue(`{"a":[${text}]}`)).toEqual({ a: [Number(text)] });
  });
  it.each(lossy)("%s is kept as written", (text) => {
    expect(readValue(text)).toEqual(new JsonNumber(text));
    expect(readValue(`{"a":[1,${text}]}`)).toEqual({ a: [1, new JsonNumber(text)] });
    expect(readValue(`{"a": ${text} }`)).toEqual({ a: new JsonNumber(text) });
  });
});

describe("objects", () => {
  it("takes the last of two equal keys", () => {
    expect(readValue('{"a":1.0,"b":2,"a":3}')).toEqual({ a: 3, b: 2 });
  });

  it.each(["__proto__", "constructor", "toString", ""])("has %j as an ordinary key", (key) => {
    for (const read of [parseJson, readJson]) {
      const result = read(`{${JSON.stringify(key)}:{"x":1}}`);
      const value = result.kind === "value" ? result.value : null;
      expect(Object.entries(value as object)).toEqual([[key, { x: 1 }]]);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    }
  });

  it("keeps lone surrogates for the decoder", () => {
    expect(readValue('"\\ud83d"')).toBe("\ud83d");
    expect(readJson('"a\\ud83d"')).toEqual({ kind: "value", value: "a\ud83d" });
  });
});

describe("errors", () => {
  const cases: readonly (readonly [text: string, offset: number, words: string])[] = [
    ['{"id":"1","n":NaN}', 14, "`NaN` is no value"],
    ['{"id":"7","n":5},', 16, "the value is complete, and `,` follows"],
    ['{"id":"8","n":5', 15, "it ends before its object is closed"],
    ['{"id":"8","n":', 14, "it ends where a value should stand"],
    ['{"id":"8', 8, "it ends inside a text"],
    ["[1,2", 4, "it ends before its array is closed"],
    ["", 0, "it ends where a value should stand"],
    ["tru", 0, "it ends where a value should stand"],
    ["[1,]", 3, "a comma stands before the closing bracket"],
    ['{"a":1,}', 7, "a comma stands before the closing bracket"],
    ["{'a':1}", 1, "a key in double quotes should stand where `'` stands"],
    ['{"a" 1}', 5, "a colon should stand where `1` stands"],
    ['{"a":1 "b":2}', 7, 'a comma or `}` should stand where `"` stands'],
    ["[1 2]", 3, "a comma or `]` should stand where `2` stands"],
    ["[01]", 1, "`01` is not how JSON writes a number"],
    ["[+5]", 1, "`+5` is not how JSON writes a number"],
    ["[.5]", 1, "`.5` is not how JSON writes a number"],
    ["[5.]", 1, "`5.` is not how JSON writes a number"],
    ["[1e]", 1, "`1e` is not how JSON writes a number"],
    ["[0x1F]", 1, "`0x1F` is not how JSON writes a number"],
    ['"\\x"', 1, "`\\x` is no escape"],
    ['"\\u12g4"', 1, "`\\u12g4` is no escape"],
    ['"a\nb"', 2, "control character U+000A (a line break)"],
    ['"a\tb\\n"', 2, "control character U+0009"],
    ["Infinity", 0, "`Infinity` is no value"],
    ["true false", 5, "the value is complete, and `false` follows"],
    ["truely", 0, "`truely` is no value"],
    ["۱۲", 0, "a value should stand where `۱۲` stands"],
    [`${"[".repeat(100_000)}`, JSON_DEPTH_LIMIT, "more than 500 lists and objects"],
  ];
  it.each(cases)("%.40j", (text, offset, words) => {
    const result = parseJson(text);
    expect(result).toMatchObject({ kind: "error", offset });
    const { problem } = result as Extract<typeof result, { kind: "error" }>;
    expect(dataRules.notJson.message({ problem, column: offset + 1 })).toContain(words);
  });

  it("nests up to the limit", () => {
    const text = `${"[".repeat(JSON_DEPTH_LIMIT)}${"]".repeat(JSON_DEPTH_LIMIT)}`;
    expect(parseJson(text).kind).toBe("value");
    expect(parseJson(`[${text}]`).kind).toBe("error");
  });
});

describe(`against JSON.parse (seed ${SEED})`, () => {
  const withoutDigits = (value: JsonValue): unknown => {
    if (value instanceof JsonNumber) return value.value;
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map(withoutDigits);
    if (typeof value !== "object" || value === null) return value;
    return Object.entries(value).map(([key, item]) => [key, withoutDigits(item as JsonValue)]);
  };
  const engine = (text: string): unknown => {
    try {
      return { value: withoutDigits(JSON.parse(text) as JsonValue) };
    } catch {
      return "error";
    }
  };
  const ours = (text: string, read: typeof parseJson): unknown => {
    const result = read(text);
    return result.kind === "error" ? "error" : { value: withoutDigits(result.value) };
  };
  const pieces = fc.constantFrom(
    ...'{}[]:,"\\'.split(""),
    "\\u00e9",
    "\\ud83d",
    "\\n",
    "true",
    "null",
    "1",
    "-0",
    "1.50",
    "1e3",
    "01",
    ".5",
    "12345678901234567890",
    " ",
    "\n",
    "a",
    "ی",
    "\u0001",
  );

  it("reads every JSON text the same", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(ours(text, parseJson)).toEqual(engine(text));
        expect(ours(text, readJson)).toEqual(engine(text));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("accepts and rejects the same broken texts, and both readers agree to the digit", () => {
    const mangled = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
      fc.tuple(fc.json(), fc.nat(), pieces, fc.nat(3)).map(([text, at, piece, drop]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + piece + text.slice(place + drop);
      }),
    );
    fc.assert(
      fc.property(mangled, (text) => {
        expect(ours(text, readJson)).toEqual(engine(text));
        expect(parseJson(text)).toEqual(readJson(text));
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});
