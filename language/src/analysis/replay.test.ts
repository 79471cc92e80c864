import { describe, expect, test, vi } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import type { Criterion, Model } from "../condition/model.js";
import type { Row } from "../condition/schema.js";
import { createClock } from "../evaluation/clock.js";
import type { Example } from "../logic/logic.js";
import { analyseProgram } from "../program.js";
import { createDecoder } from "../records/decoder.js";
import type { JsonValue } from "../records/json-value.js";
import { parseIsoDay } from "../values/calendar.js";
import { Placing } from "./placing.js";
import { createReplay } from "./replay.js";

const PROGRAM = `
customer {
  id: text key
  city: text folded
  age: integer? 0..120
  joined: date persian ..today
  plan: "basic" = "B" | "gold" = "G"
  address: { postcode: text }?
  orders: list of { on: date ..today, total: number 0.., lines: list of { price: number } }
}

require joined <= today - 1 day

criterion Place {
  segment Rural where city in ["Rasht", "Karaj"]
  segment Urban where city in ["Rasht", "Tehran"]
}

criterion Loyalty ordered {
  segment Big where sum(orders.total) >= 100
  segment Regular where orders.lines is not empty
  segment New where joined in last 30 days
  otherwise Other
}
`;

function modelOf(program: string): Model {
  const { model, diagnostics } = analyseProgram(inMemoryProgram(new Map([["program.seg", program]])));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return model;
}

function exampleAt(day: string, row: Row): Example {
  const today = parseIsoDay(day)!;
  return { row, today, now: today * 86_400_000 + 36_000_000 };
}

/** As the record is read on a day, so that the test speaks of names. */
function example(model: Model, day: string, record: JsonValue): Example {
  const clock = createClock(model.settings, { asOf: parseIsoDay(day)! });
  const decoded = createDecoder({ ...model, requires: [] }, clock).decode(record);
  if (decoded.kind === "rejected") throw new Error(decoded.reasons.map(({ reason }) => reason).join());
  return exampleAt(day, decoded.row);
}

const RECORD = {
  id: "1",
  city: "RASHT",
  joined: "1403/01/01",
  plan: "G",
  orders: [{ on: "2024-04-01", total: 60, lines: [{ price: 3 }] }],
};

describe("an example is replayed", () => {
  const model = modelOf(PROGRAM);
  const replay = createReplay(model);

  test("in each segment and in all", () => {
    const inRasht = example(model, "2024-05-01", RECORD);
    expect(replay.isValid(inRasht)).toBe(true);
    expect(replay.holdsIn(inRasht, "Place.Rural")).toBe(true);
    expect(replay.holdsIn(inRasht, "Place.Urban")).toBe(true);
    expect(replay.holdsIn(inRasht, "Loyalty.Big")).toBe(false);
    expect(replay.classify(inRasht)).toEqual([["Place.Rural", "Place.Urban"], ["Loyalty.Regular"]]);
  });

  test("on its own day", () => {
    const record = { ...RECORD, orders: [] };
    expect(replay.classify(example(model, "2024-04-10", record))).toEqual([
      ["Place.Rural", "Place.Urban"],
      ["Loyalty.New"],
    ]);
    expect(replay.classify(example(model, "2024-06-10", record))).toEqual([
      ["Place.Rural", "Place.Urban"],
      ["Loyalty.Other"],
    ]);
    expect(replay.holdsIn(example(model, "2024-04-10", record), "Loyalty.New")).toBe(true);
    expect(replay.holdsIn(example(model, "2024-06-10", record), "Loyalty.New")).toBe(false);
  });

  test("as a question", () => {
    const [rural, urban] = model.criteria[0]!.segments.map(({ membership }) => membership);
    const inRasht = example(model, "2024-05-01", RECORD);
    const inKaraj = example(model, "2024-05-01", { ...RECORD, city: "Karaj" });
    // Asked often enough to be compiled on the way.
    for (let round = 0; round < 5; round += 1) {
      expect(replay.confirmCondition(inRasht, [rural!, urban!], [])).toBe(true);
      expect(replay.confirmCondition(inRasht, [rural!], [urban!])).toBe(false);
      expect(replay.confirmCondition(inKaraj, [rural!], [urban!])).toBe(true);
      expect(replay.confirmCondition(inRasht, [], [])).toBe(true);
    }
  });

  const valid = example(model, "2024-05-01", RECORD).row;
  test.each<[string, Example]>([
    ["a rule of the program", exampleAt("2024-03-20", valid)],
    ["a domain, on a day before", exampleAt("2024-03-01", valid)],
    ["a domain", exampleAt("2024-05-01", { ...valid, f2: 130 })],
    ["a type", exampleAt("2024-05-01", { ...valid, f2: 3.5 })],
    ["a required field", exampleAt("2024-05-01", { ...valid, f1: undefined })],
    ["a field of a record that is there", exampleAt("2024-05-01", { ...valid, f5: true, f6: undefined })],
    ["a field of a record that is not there", exampleAt("2024-05-01", { ...valid, f6: "9" })],
    ["a list in an element", exampleAt("2024-05-01", { ...valid, f7: [{ f0: 19_000, f1: -1, f2: [] }] })],
    ["the folding of a text", exampleAt("2024-05-01", { ...valid, f1: "Rasht" })],
    ["the day of the instant", { ...exampleAt("2024-05-01", valid), today: 19_845 }],
  ])("and is no customer if it breaks %s", (_, broken) => {
    expect(replay.isValid(broken)).toBe(false);
    expect(replay.holdsIn(broken, "Loyalty.Regular")).toBe(false);
    expect(replay.confirmCondition(broken, [], [])).toBe(false);
    expect(replay.classify(broken)).toBeNull();
  });
});

test("many days are replayed, each by its own clock", () => {
  const model = modelOf("customer {\n  joined: date ..today\n}\nsegment New where joined in last 30 days\n");
  const replay = createReplay(model);
  for (let round = 0; round < 2; round += 1) {
    for (let day = 20_000; day < 20_100; day += 1) {
      const one = { row: { f0: 20_050 }, today: day, now: day * 86_400_000 };
      expect(replay.isValid(one)).toBe(day >= 20_050);
      expect(replay.holdsIn(one, "New")).toBe(day >= 20_050 && day - 20_050 < 30);
    }
  }
});

test("what does not look at the clock holds alike on all days", () => {
  const model = modelOf("customer {\n  city: text\n  seen: datetime\n}\nsegment Evening where hour(seen) > 18\n");
  const replay = createReplay(model);
  for (let day = 20_000; day < 20_100; day += 1) {
    const one = { row: { f0: "a", f1: 19 * 3_600_000 }, today: day, now: day * 86_400_000 };
    expect(replay.holdsIn(one, "Evening")).toBe(true);
  }
});

test("of the conditions that a proof has compiled few stay ready for the next one", () => {
  const count = 150;
  const segments = Array.from({ length: count }, (_, index) => `  segment S${index} where age > ${index}\n`).join("");
  const model = modelOf(`customer {\n  id: text key\n  age: integer\n}\ncriterion Age overlapping {\n${segments}}\n`);
  const replay = createReplay(model);
  const conditions = model.criteria[0]!.segments.map(({ condition }) => condition);
  const old = { row: { f0: "1", f1: 100 }, today: 20_000, now: 20_000 * 86_400_000 };
  expect(replay.isValid(old)).toBe(true);
  const compiling = vi.spyOn(globalThis, "Function");
  try {
    const compiledIn = (rounds: number, asked = conditions) => {
      const before = compiling.mock.calls.length;
      for (let round = 0; round < rounds; round += 1) {
        const holding = asked.filter((condition) => replay.confirmCondition(old, [condition], []));
        expect(holding).toEqual(asked.filter((condition) => conditions.indexOf(condition) < 100));
      }
      return compiling.mock.calls.length - before;
    };
    expect(compiledIn(10)).toBe(count);
    expect(compiledIn(10)).toBe(0);
    replay.rest();
    // One proof asks for some of those that were kept, so these stay, and of those forgotten some come anew.
    const anew = conditions.slice(-60);
    expect(compiledIn(1)).toBe(0);
    expect(compiledIn(9)).toBe(count - 100);
    for (let proof = 0; proof < 3; proof += 1) {
      replay.rest();
      compiledIn(9, anew);
    }
    replay.rest();
    expect(compiledIn(9, anew)).toBe(0);
  } finally {
    compiling.mockRestore();
  }
});

test("an example is placed by the classifier of a run, as far as some segments of a criterion go", () => {
  const model = modelOf(PROGRAM);
  const replay = createReplay(model);
  const [place, loyalty] = model.criteria as [Criterion, Criterion];
  const namesOf = (criterion: Criterion, record: JsonValue, day = "2024-04-10") => {
    const placing = new Placing(model, replay, criterion, criterion.segments.slice(0, 2));
    const places = placing.placesOf(example(model, day, record));
    return places === null ? null : [...places].map(({ name }) => name);
  };
  expect(namesOf(place, RECORD)).toEqual(["Rural", "Urban"]);
  expect(namesOf(place, { ...RECORD, city: "tehran" })).toEqual(["Urban"]);
  expect(namesOf(place, { ...RECORD, city: "Yazd" })).toEqual([]);
  expect(namesOf(loyalty, { ...RECORD, orders: [{ on: "2024-04-01", total: 100, lines: [{ price: 3 }] }] })).toEqual([
    "Big",
  ]);
  // The rule of the program turns the record away on the day of joining.
  expect(namesOf(place, { ...RECORD, orders: [] }, "2024-03-20")).toBeNull();
});
