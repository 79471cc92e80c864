import { Engine, type TopLevelCondition } from "json-rules-engine";
import type { CreateClassification } from "./contender.js";
import { type Customer, today } from "./customers.js";
import { allSegments, type Test } from "./segments.js";

/** json-rules-engine: one engine with a rule per segment; the numbers of the rules that succeed are the result. */
export const jsonRules: CreateClassification = (set, customers) => {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const totals = new Map<string, (customer: Customer) => number>();
  const segments = allSegments(set);
  for (const [number, { tests }] of segments.entries()) {
    const conditions: TopLevelCondition = { all: tests.flatMap((test) => conditionsOf(test, set.lists, totals)) };
    engine.addRule({ conditions, event: { type: "segment", params: { number } } });
  }
  // Facts of the run are computed once a customer, and only if a rule asks.
  for (const [name, total] of totals) {
    engine.addFact(name, async (_parameters, almanac) => total(await almanac.factValue<Customer>("customer")));
  }
  engine.addOperator("isPresent", (value: unknown, wanted: boolean) => (value !== undefined) === wanted);
  const classify = async (customer: Customer): Promise<number[]> => {
    const { events } = await engine.run({ ...customer, customer });
    return events.map(({ params }) => params!.number as number);
  };
  return {
    name: "json-rules-engine",
    note: "sums and counts of orders as facts with hand-written functions, cached for the customer",
    async run(units) {
      const results: unknown[] = new Array(customers.length);
      for (let unit = 0; unit < units; unit += 1) {
        const index = unit % customers.length;
        results[index] = await classify(customers[index]!);
      }
      return results;
    },
    async memberships(index) {
      return (await classify(customers[index]!)).sort((a, b) => a - b);
    },
  };
};

interface Condition {
  readonly fact: string;
  readonly operator: string;
  readonly value: unknown;
}

function conditionsOf(
  test: Test,
  lists: readonly (readonly string[])[],
  totals: Map<string, (customer: Customer) => number>,
): Condition[] {
  const bounds = (fact: string, from: number | null, below: number | null): Condition[] => [
    ...(from === null ? [] : [{ fact, operator: "greaterThanInclusive", value: from }]),
    ...(below === null ? [] : [{ fact, operator: "lessThan", value: below }]),
  ];
  switch (test.kind) {
    case "city":
      return [{ fact: "city", operator: "in", value: lists[test.list] }];
    case "between":
      return bounds(test.field, test.from, test.below);
    case "recent":
      return bounds("lastOrder", today - test.within, test.before === null ? null : today - test.before);
    case "plan":
      return [{ fact: "plan", operator: "equal", value: test.plan }];
    case "subscribed":
      return [{ fact: "subscribed", operator: "equal", value: true }];
    case "email":
      return [{ fact: "email", operator: "isPresent", value: true }];
    case "tag":
      return [{ fact: "tags", operator: "contains", value: test.tag }];
    case "spent": {
      const fact = `spent ${test.channel} ${test.days}`;
      const since = today - test.days;
      totals.set(fact, ({ orders }) => {
        let sum = 0;
        for (const order of orders) if (order.channel === test.channel && order.on >= since) sum += order.total;
        return sum;
      });
      return bounds(fact, test.from, test.below);
    }
    case "ordered": {
      const fact = `ordered ${test.channel}`;
      totals.set(fact, ({ orders }) => orders.filter(({ channel }) => channel === test.channel).length);
      return bounds(fact, test.times, null);
    }
  }
}
