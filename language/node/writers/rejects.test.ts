import { expect, test } from "vitest";
import type { RejectedRecord } from "../run/summary.js";
import type { TextFormat } from "./memberships.js";
import { rejectWriter } from "./rejects.js";

const RECORDS: readonly RejectedRecord[] = [
  { record: 1, line: 2, key: "a", reasons: [{ path: "n", value: '"x, y"', reason: "No number.", code: "SEG5005" }] },
  {
    record: 2,
    line: 3,
    key: null,
    reasons: [
      { path: "id", value: "", reason: "No key.", code: "SEG5004" },
      { path: "n", value: "=1+1", reason: "No number.", code: "SEG5005", line: 7 },
    ],
  },
];

function written(format: TextFormat, csvSafe = false): string {
  const writer = rejectWriter(format, csvSafe);
  return [writer.begin(), ...RECORDS.map(writer.record), writer.end()].join("");
}

const HEAD = "record,line,key,path,value,reason,code\r\n";
const OBJECTS = [
  '{"record":1,"line":2,"key":"a","path":"n","value":"\\"x, y\\"","reason":"No number.","code":"SEG5005"}',
  '{"record":2,"line":3,"key":null,"path":"id","value":"","reason":"No key.","code":"SEG5004"}',
  '{"record":2,"line":7,"key":null,"path":"n","value":"=1+1","reason":"No number.","code":"SEG5005"}',
];

test.each<[TextFormat, boolean, string]>([
  ["ndjson", false, `${OBJECTS.join("\n")}\n`],
  ["json", false, `[\n  ${OBJECTS.join(",\n  ")}\n]\n`],
  [
    "csv",
    false,
    `${HEAD}1,2,a,n,"""x, y""",No number.,SEG5005\r\n2,3,,id,,No key.,SEG5004\r\n2,7,,n,=1+1,No number.,SEG5005\r\n`,
  ],
  [
    "csv",
    true,
    `${HEAD}1,2,a,n,"""x, y""",No number.,SEG5005\r\n2,3,,id,,No key.,SEG5004\r\n2,7,,n,'=1+1,No number.,SEG5005\r\n`,
  ],
])("%s, safe %s", (format, csvSafe, text) => {
  expect(written(format, csvSafe)).toBe(text);
});

test("no rejects are a whole file too", () => {
  const json = rejectWriter("json", false);
  expect(JSON.parse(json.begin() + json.end())).toEqual([]);
});
