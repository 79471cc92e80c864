import { describe, expect, test } from "vitest";
import { termKey } from "./canonical.js";
import type { Condition, FieldTerm, ListTerm, Scope, Term } from "./condition.js";
import { deepened, innermostScope } from "./scopes.js";
import { clocksUsed, fieldsRead } from "./traverse.js";

const field = (scope: Scope, ...path: string[]): FieldTerm => ({
  kind: "field",
  scope,
  path,
  type: { kind: "number" },
  optional: false,
});
const present = (operand: Term): Condition => ({ kind: "present", operand });
const list = (...steps: ListTerm["steps"]): ListTerm => ({ kind: "list", steps, element: null });
const exists = (of: ListTerm): Condition => ({ kind: "exists", list: of });

/** `any orders where any lines where price …, total …, customer.age …` */
const nested = exists(
  list({
    scope: "customer",
    path: ["orders"],
    filter: exists(
      list({
        scope: 0,
        path: ["lines"],
        filter: {
          kind: "and",
          operands: [present(field(0, "price")), present(field(1, "total")), present(field("customer", "age"))],
        },
      }),
    ),
  }),
);

describe("fields read", () => {
  test("are paths from the customer, through lists", () => {
    expect(fieldsRead(nested)).toEqual(["age", "orders", "orders.lines", "orders.lines.price", "orders.total"]);
  });

  test("of dotted lists count their steps inwards", () => {
    const flat = exists(
      list(
        { scope: "customer", path: ["orders"], filter: null },
        { scope: 0, path: ["lines"], filter: present(field(1, "total")) },
      ),
    );
    expect(fieldsRead(flat)).toEqual(["orders", "orders.lines", "orders.total"]);
  });
});

describe("scopes", () => {
  test("a term that moves inwards still reads the same rows", () => {
    expect(termKey(deepened(field(0, "total"), 2))).toBe(termKey(field(2, "total")));
    expect(termKey(deepened(field("customer", "age"), 2))).toBe(termKey(field("customer", "age")));
  });

  test("of a term's own elements stay", () => {
    const own: Term = {
      kind: "aggregate",
      function: "sum",
      type: { kind: "number" },
      list: list({ scope: 0, path: ["lines"], filter: present(field(1, "total")) }),
      value: field(0, "price"),
    };
    const moved = deepened(own, 1);
    expect(moved).toMatchObject({
      list: { steps: [{ scope: 1, filter: { operand: { scope: 2 } } }] },
      value: { scope: 0 },
    });
    expect(innermostScope(own)).toBe(0);
    expect(innermostScope(moved)).toBe(1);
    expect(innermostScope(field("customer", "age"))).toBe("customer");
  });
});

test("clocks are found in shifts and in `since`", () => {
  const hours: Term = { kind: "since", unit: "hour", type: { kind: "integer" }, operand: field("customer", "seen") };
  expect(clocksUsed(present(hours))).toEqual({ today: false, now: true });
  expect(clocksUsed(nested)).toEqual({ today: false, now: false });
});
