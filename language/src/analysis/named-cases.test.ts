import { describe, expect, test } from "vitest";
import { tableProgram } from "../../../test/benchmarks/prove/program.js";
import { makeTable } from "../../../test/benchmarks/prove/table.js";
import { soundProgram, verdictOn } from "../../../test/kit/verdicts.js";
import { parseIsoDay } from "../values/calendar.js";
import { proveProgram } from "./prove.js";
import type { CriterionProof } from "./verdict.js";

const CUSTOMER = `customer {
  id: text key
  age: integer 0..120
  score: number 0..100
  income: number 0.. step 0.01
  rent: number 0.. step 0.01
  children: integer?
  city: text folded
  name: text
  email: text?
  lastOrder: date? ..today
  first: date
  second: date
  third: date
  plan: "basic" | "plus" | "gold"
  vip: boolean
  at: datetime
  born: date 1900-01-01..today
  tags: list of text
  orders: list of { on: date ..today, total: number 0.. step 0.01, channel: "online" | "store" }
}`;

/** Of a pair that overlaps: the example as people see it. Null: nobody can be in both. */
type Case = readonly [first: string, second: string, example: string | null];

function expectCase(first: string, second: string, example: string | null): void {
  const { kind, summary, asOf } = verdictOn(CUSTOMER, first, second);
  const shown = asOf === null ? summary : `${summary} on ${asOf}`;
  expect({ kind, shown }).toEqual({ kind: example === null ? "impossible" : "possible", shown: example ?? "" });
}

describe("pairs", () => {
  test.each<Case>([
    ["age > 17", "age < 18", null],
    ["score > 17", "score < 18", "score = 17.5"],
    ["age <= 4", "age >= 5", null],
    ["score <= 4", "score >= 5", null],
    ["not (age <= 4)", "not (age >= 5)", null],
    ["not (score <= 4)", "not (score >= 5)", "score = 4.5"],
    ["income <= 30_000", "income >= 30_000", "income = 30000"],
    ["income <= 30_000", "income > 30_000", null],
    ["income > 0.1", "income < 0.11", null],
    ["children is missing", "children is missing and email is missing", "children missing, email missing"],
    ["children is missing", "children = 0", null],
    ["children != 2", "children != 3", "children missing"],
    ["children != 2 and children is present", "children in 2..2", null],
    ['plan = "gold"', 'plan in ["basic", "plus"]', null],
    ['plan != "gold"', 'plan != "basic"', 'plan = "plus"'],
    ['city = "Tehran"', 'city = "TEHRAN "', 'city = "Tehran"'],
    ['name = "Tehran"', 'name = "TEHRAN "', null],
    ['city = "علي"', 'city = "علی"', 'city = "علي"'],
    ['name = "علي"', 'name = "علی"', null],
    ['name starts with "ab"', 'name ends with "ba"', 'name = "aba"'],
    ['name contains "x"', "name matches /^[abc]*$/", null],
    ['name contains "b"', "name matches /^[abc]*$/", 'name = "b"'],
    ['name not contains "x"', 'name contains "xy"', null],
    ['email not contains "@"', 'email != "a@b.com"', "email missing"],
    ["first < second and second < third", "third < first", null],
    ["first < second < third", "third <= first + 1 day", null],
    ["income - rent > 100", "rent > income", null],
    ["income - rent > 100", "rent > income - 200", "income = 200, rent = 1"],
    ["income = 0.1 + 0.2", "income != 0.3", null],
    ["income * 3 = 0.3", "income = 0.1", "income = 0.1"],
    ["0.1 * score + 0.2 * score != 0.3 * score", "vip", null],
    ["income > 0.3", "income < 0.1 + 0.2 + 0.01", null],
    ["count(orders) >= 3", "no orders", null],
    ["count(orders where total > 100) > count(orders)", "true", null],
    ["any orders where total > 100", "all orders where total < 50", null],
    ["all orders where total > 100", "all orders where total < 50", "no orders"],
    ['tags has "a"', 'tags has none of ["a"]', null],
    ['tags has "a"', 'tags has none of ["b"]', '1 in tags ("a")'],
    ["average(orders.total) > max(orders.total)", "true", null],
    ["days since lastOrder <= 30", "days since lastOrder > 90", null],
  ])("%s, and %s: %s", expectCase);
});

describe("a month and its days: on some days of the year", () => {
  test.each<Case>([
    ["lastOrder >= today - 30 days", "lastOrder < today - 1 month", "lastOrder = 2026-01-31 on 2026-03-01"],
    ["lastOrder >= today - 28 days", "lastOrder < today - 1 month", null],
    ["lastOrder < today - 30 days", "lastOrder >= today - 1 month", "lastOrder = 2025-11-30 on 2025-12-31"],
    ["lastOrder < today - 31 days", "lastOrder >= today - 1 month", null],
    ["lastOrder < today - 365 days", "lastOrder >= today - 1 year", "lastOrder = 2024-01-01 on 2025-01-01"],
  ])("%s, and %s: %s", expectCase);

  test.each<readonly [day: string, overlaps: boolean]>([
    ["2026-03-01", true],
    ["2026-03-31", false],
    ["2026-02-28", false],
    ["2024-03-01", true],
    ["2026-05-15", false],
  ])("as of %s, today - 30 days against today - 1 month: %s", (day, overlaps) => {
    const found = verdictOn(CUSTOMER, "lastOrder >= today - 30 days", "lastOrder < today - 1 month", {
      asOf: parseIsoDay(day)!,
    });
    expect(found.kind).toBe(overlaps ? "possible" : "impossible");
    if (overlaps) expect(found.asOf).toBe(day);
  });

  test("only within the days that today can be", () => {
    const settings = { today: { earliest: "2026-06-01", latest: "2026-06-30" } };
    const pair = ["lastOrder >= today - 30 days", "lastOrder < today - 1 month"] as const;
    expect(verdictOn(CUSTOMER, ...pair, { settings }).kind).toBe("impossible");
  });
});

describe("in a time zone", () => {
  const settings = { timeZone: "Asia/Tehran" };
  test.each<readonly [first: string, second: string, expected: string]>([
    ["at = 2024-05-01", "at < 2024-04-30T20:30Z", "impossible"],
    ["at = 2024-05-01", "at <= 2024-04-30T20:30Z", "possible"],
    ["at = 2024-05-01", "at >= 2024-05-01T20:30Z", "impossible"],
    ["hour(at) = 0", "at >= 2024-05-01T00:00Z and at < 2024-05-01T20:30Z", "impossible"],
    ["hour(at) = 0", "at >= 2024-05-01T00:00Z and at <= 2024-05-01T20:30Z", "possible"],
    ["at >= today", "at < today", "impossible"],
    ["at in last 3 hours", "at < now - 3 hours", "impossible"],
    ["at in last 1 day", "at < now", "possible"],
  ])("%s, and %s: %s", (first, second, expected) => {
    expect(verdictOn(CUSTOMER, first, second, { settings }).kind).toBe(expected);
  });
});

function proofOf(files: Readonly<Record<string, string>>, name: string): CriterionProof {
  return proveProgram(soundProgram(files)).criteria.find(({ criterion }) => criterion === name)!;
}

function rulesOf(files: Readonly<Record<string, string>>): readonly string[] {
  return proveProgram(soundProgram(files)).diagnostics.map(({ rule }) => rule);
}

describe("programs", () => {
  test("two lists of 500 cities from files, with one city in both", () => {
    const names = (kind: string) => Array.from({ length: 499 }, (_, index) => `${kind} ${index}`);
    const files = (rural: readonly string[]) => ({
      "program.seg": `${CUSTOMER}
list urban from "urban.txt"
list rural from "rural.csv" column "town"
criterion Area {
  segment Urban where city in urban
  segment Rural where city in rural
  otherwise Other
}`,
      "urban.txt": [...names("City"), "Rasht"].join("\n"),
      "rural.csv": ["town,people", ...rural.map((name) => `${name},100`)].join("\n"),
    });
    expect(proofOf(files(names("Village")), "Area").pairs).toMatchObject({ exclusive: 3, overlapping: 0 });
    const { overlaps, pairs } = proofOf(files([...names("Village"), "RASHT "]), "Area");
    expect(pairs).toMatchObject({ exclusive: 2, overlapping: 1 });
    expect(overlaps.map(({ witness }) => witness.summary)).toEqual(['city = "Rasht"']);
  });

  test("services that nobody can have without internet need a rule to be told apart", () => {
    const telco = (rule: string) => ({
      "telco.seg": `customer {
  id: text key
  InternetService: "DSL" | "Fiber optic" | "No"
  OnlineSecurity: "Yes" | "No" | "No internet service"
  OnlineBackup: "Yes" | "No" | "No internet service"
  TechSupport: "Yes" | "No" | "No internet service"
}
${rule}
criterion Service {
  segment Offline where InternetService = "No"
  segment Supported where TechSupport = "Yes" or OnlineSecurity = "Yes"
  segment Plain where InternetService != "No" and TechSupport != "Yes" and OnlineSecurity != "Yes"
}`,
    });
    const without = proofOf(telco(""), "Service");
    expect(without.overlaps.map(({ segments }) => segments)).toEqual([["Service.Offline", "Service.Supported"]]);
    const rule = `require (InternetService = "No") = (OnlineSecurity = "No internet service")
require (InternetService = "No") = (OnlineBackup = "No internet service")
require (InternetService = "No") = (TechSupport = "No internet service")`;
    const withRule = proofOf(telco(rule), "Service");
    expect(withRule.pairs).toEqual({ total: 3, exclusive: 3, overlapping: 0, undecided: 0 });
    expect(withRule.coverage.kind).toBe("complete");
  });

  test("segments that name segments, membership in an ordered criterion included", () => {
    const files = {
      "a.seg": `${CUSTOMER}
criterion Loyalty ordered {
  segment Champion where count(orders) >= 10
  segment Regular where count(orders) >= 3
  otherwise Occasional
}`,
      "b.seg": `criterion Offer {
  segment Gift where Champion
  segment Coupon where Regular
  segment Newsletter where Loyalty.Occasional
}
criterion Call {
  segment Soon where Regular and count(orders) >= 8
  segment Later where Champion or count(orders) < 8
}
criterion Nobody overlapping {
  segment Empty where Regular and count(orders) >= 12
}`,
    };
    const offer = proofOf(files, "Offer");
    expect(offer.pairs).toEqual({ total: 3, exclusive: 3, overlapping: 0, undecided: 0 });
    expect(offer.coverage.kind).toBe("complete");
    const call = proofOf(files, "Call");
    expect(call.pairs).toMatchObject({ exclusive: 1 });
    expect(call.coverage.kind).toBe("complete");
    expect(rulesOf(files)).toEqual(["empty-segment"]);
  });

  test("in an ordered criterion two segments together leave nothing for a third", () => {
    const ordered = (last: string) => ({
      "a.seg": `${CUSTOMER}
criterion Age ordered {
  segment Young where age < 30
  segment Old where age >= 25
  segment Rest where ${last}
}`,
    });
    expect(rulesOf(ordered("vip"))).toEqual(["unreachable-segment"]);
    const gap = { "a.seg": ordered("vip")["a.seg"].replace("age >= 25", "age > 30") };
    expect(rulesOf(gap)).not.toContain("unreachable-segment");
  });

  test("a criterion spread over several files", () => {
    const files = {
      "a.seg": `${CUSTOMER}\ncriterion Activity exhaustive`,
      "b/lapsed.seg": "segment Lapsed by Activity where lastOrder < today - 1 year",
      "b/active.seg": "segment Active by Activity where lastOrder >= today - 12 months",
      "c.seg": "segment Never by Activity where lastOrder is missing",
    };
    const proof = proofOf(files, "Activity");
    expect(proof.pairs).toEqual({ total: 3, exclusive: 3, overlapping: 0, undecided: 0 });
    expect(proof.coverage.kind).toBe("complete");
    const wider = proofOf({ ...files, "c.seg": "segment Never by Activity where lastOrder != today" }, "Activity");
    expect(wider.pairs).toMatchObject({ exclusive: 1, overlapping: 2 });
  });

  test("a decision table of 1500 rows over five fields", () => {
    const table = makeTable({ fields: 5, rows: 1500, distorted: 0, seed: 3 });
    const { pairs, coverage } = proofOf({ "table.seg": tableProgram(table) }, "Tariff");
    expect(pairs).toEqual({ total: 1_124_250, exclusive: 1_124_250, overlapping: 0, undecided: 0 });
    expect(coverage.kind).toBe("complete");
    const distorted = makeTable({ fields: 5, rows: 200, distorted: 0.1, seed: 3 });
    const found = proofOf({ "table.seg": tableProgram(distorted) }, "Tariff");
    expect(found.pairs.undecided).toBe(0);
    expect(found.pairs.overlapping).toBe(found.overlaps.length);
    expect(found.pairs.overlapping).toBeGreaterThan(0);
  });
});
