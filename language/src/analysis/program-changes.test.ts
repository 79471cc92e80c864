import { expect, test } from "vitest";
import { analyseProgram } from "../program.js";
import type { ProgramChange } from "./difference-verdict.js";
import { programChanges } from "./program-changes.js";

interface Sources {
  readonly fields?: string;
  readonly rest?: string;
  readonly config?: string;
  readonly lists?: Readonly<Record<string, string>>;
}

function model({ fields = "age: integer 0..99", rest = "", config, lists = {} }: Sources) {
  const { model: found, diagnostics } = analyseProgram({
    files: [{ path: "main.seg", text: `customer { id: text key  ${fields} }\n${rest}` }],
    config: config === undefined ? null : { path: "seg.json", text: config },
    readList: (_, path) => (lists[path] === undefined ? { kind: "absent" } : { kind: "text", path, text: lists[path] }),
  });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return found;
}

const field = (name: string, before: string | null, after: string | null) => ({
  kind: "field",
  field: name,
  before,
  after,
});
const none = { count: 0, examples: [] };
const URBAN = 'list urban from "urban.txt"';

const CASES: readonly (readonly [string, Sources, Sources, readonly object[]])[] = [
  ["nothing but a condition", { rest: "segment A where age < 3" }, { rest: "segment A where age < 4" }, []],
  ["comments and layout", {}, { fields: "/** How old. */\n age:integer   0..99" }, []],
  ["a field more", {}, { fields: "age: integer 0..99 vip: boolean" }, [field("vip", null, "boolean")]],
  ["a field less", { fields: "age: integer 0..99 vip: boolean?" }, {}, [field("vip", "boolean?", null)]],
  ["another type", {}, { fields: "age: number? 0..99" }, [field("age", "integer 0..99", "number? 0..99")]],
  [
    "another domain",
    {},
    { fields: "age: integer 0..<99 step 3" },
    [field("age", "integer 0..99", "integer 0..<99 step 3")],
  ],
  [
    "another format",
    { fields: 'on: date "dd/MM/yyyy" ..today' },
    { fields: 'on: date "MM/dd/yyyy" ..today' },
    [field("on", 'date ..today "dd/MM/yyyy"', 'date ..today "MM/dd/yyyy"')],
  ],
  [
    "choices, and their codes",
    { fields: 'sex: "female" | "male"' },
    { fields: 'sex: "female" = "F" | "male" = "M"' },
    [field("sex", '"female" | "male"', '"female" = "F" | "male" = "M"')],
  ],
  [
    "a field inside",
    { fields: "orders: list of { total: number 0.. }" },
    { fields: "orders: list of { total: number  `in` : text? }" },
    [field("orders.total", "number 0..", "number"), field("orders.`in`", null, "text?")],
  ],
  [
    "a rule",
    { rest: "require age > 3\nrequire age < 90" },
    { rest: "require age != 50\nrequire age  <  90\nrequire age   >   3" },
    [{ kind: "require", change: "added", text: "age != 50" }],
  ],
  [
    "values of a list file",
    { rest: URBAN, lists: { "urban.txt": "Tehran\nRasht\n" } },
    { rest: URBAN, lists: { "urban.txt": "Tehran\nRey\nQom\nYazd\nAhvaz\n" } },
    [
      {
        kind: "list",
        list: "urban",
        file: "urban.txt",
        change: "changed",
        added: { count: 4, examples: ["Rey", "Qom", "Yazd"] },
        removed: { count: 1, examples: ["Rasht"] },
      },
    ],
  ],
  [
    "a list in other order, a list more",
    { rest: 'list a = ["x", "y"]' },
    { rest: 'list a = ["y", "x"]\nlist b = [1]' },
    [{ kind: "list", list: "b", file: null, change: "added", added: { count: 1, examples: ["1"] }, removed: none }],
  ],
  [
    "settings",
    { config: '{ "timeZone": "UTC" }' },
    { config: '{ "timeZone": "Asia/Tehran", "weekStart": "saturday" }' },
    [
      { kind: "setting", setting: "timeZone", before: "UTC", after: "Asia/Tehran" },
      { kind: "setting", setting: "weekStart", before: "monday", after: "saturday" },
    ],
  ],
  [
    "a criterion of another kind, with another segment",
    { rest: "criterion K { segment A where age < 3 segment B where age > 3 }" },
    { rest: "criterion K exhaustive ordered { segment A where age < 3 otherwise C }" },
    [
      { kind: "criterion", criterion: "K", before: "exclusive", after: "ordered, exhaustive" },
      { kind: "segment", criterion: "K", segment: "C", change: "added" },
      { kind: "segment", criterion: "K", segment: "B", change: "removed" },
    ],
  ],
];

test.each(CASES)("%s", (_, before, after, expected) => {
  expect(programChanges(model(before), model(after))).toEqual(expected as readonly ProgramChange[]);
  expect(programChanges(model(after), model(after))).toEqual([]);
});
