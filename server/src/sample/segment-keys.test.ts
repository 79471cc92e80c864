import { createClock } from "@seg-lang/language";
import { expect, it } from "vitest";
import { programView } from "../testing/view.js";
import { dataKey, segmentKeys } from "./segment-keys.js";

const CUSTOMER = "customer { id: text key, age: integer, city: text }\n";
const modelOf = (text: string) => programView(text).view.program.model;

/** The segments whose keys are others in the second program. */
function changed(before: string, after: string): readonly string[] {
  const [first, second] = [segmentKeys(modelOf(CUSTOMER + before)), segmentKeys(modelOf(CUSTOMER + after))];
  return [...first.keys()].filter((id) => first.get(id) !== second.get(id));
}

it.each([
  [
    "a comment, a title, the order of operands",
    'segment A where age > 1 and city = "x"',
    '// x\nsegment A "T" where city = "x" and age > 1',
    [],
  ],
  [
    "a condition",
    "segment A where age > 1\nsegment B where age > 5",
    "segment A where age > 2\nsegment B where age > 5",
    ["A"],
  ],
  [
    "a define",
    "define d = age + 1\nsegment A where d > 1\nsegment B where age > 5",
    "define d = age + 2\nsegment A where d > 1\nsegment B where age > 5",
    ["A"],
  ],
  ["a list", 'list l = ["x"]\nsegment A where city in l', 'list l = ["x", "y"]\nsegment A where city in l', ["A"]],
  [
    "what a condition names",
    "segment A where age > 1\nsegment B where A\nsegment C where B\nsegment D where age > 1",
    "segment A where age > 2\nsegment B where A\nsegment C where B\nsegment D where age > 1",
    ["A", "B", "C"],
  ],
  [
    "in an ordered criterion, the others too",
    "criterion K ordered { segment A where age > 5 segment B where age > 1 }",
    "criterion K ordered { segment A where age > 6 segment B where age > 1 }",
    ["K.A", "K.B"],
  ],
  [
    "for `otherwise`, the others",
    "criterion K { segment A where age > 5 segment B where age < 1 otherwise O }",
    "criterion K { segment A where age > 6 segment B where age < 1 otherwise O }",
    ["K.A", "K.O"],
  ],
  [
    "the same segments, ordered now",
    "criterion K { segment A where age > 5 segment B where age > 1 }",
    "criterion K ordered { segment A where age > 5 segment B where age > 1 }",
    ["K.A", "K.B"],
  ],
])("keys change with %s", (_, before, after, expected) => {
  expect(changed(before, after)).toEqual(expected);
});

it("what is read of the data has a key of its own", () => {
  const keyOf = (text: string, today = 20_000) => dataKey(modelOf(text), today);
  const { today } = createClock({ timeZone: "UTC", weekStart: 0 }, { asOf: 20_000 });
  const first = keyOf(CUSTOMER, today);
  expect(keyOf(`// moved\n${CUSTOMER}segment A where age > 1`)).toBe(first);
  expect(keyOf(CUSTOMER, 20_001)).not.toBe(first);
  expect(keyOf(CUSTOMER.replace("integer", "number"))).not.toBe(first);
  expect(keyOf(`${CUSTOMER}require age > 0`)).not.toBe(first);
  expect(keyOf(`${CUSTOMER}//- seg.json\n{ "timeZone": "Asia/Tehran" }`)).not.toBe(first);
  const codes = (code: string) => keyOf(CUSTOMER.replace("city: text", `city: "A" = "${code}" | "B"`));
  expect(codes("1")).not.toBe(codes("2"));
});
