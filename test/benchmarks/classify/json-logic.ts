import { LogicEngine } from "json-logic-engine";
import { byPredicates, type CreateClassification } from "./contender.js";
import { type Customer, today } from "./customers.js";
import { allSegments, type Test } from "./segments.js";

/** json-logic-engine, every rule built (compiled) beforehand. */
export const jsonLogic: CreateClassification = (set, customers) => {
  const engine = new LogicEngine();
  const predicates = allSegments(set).map(({ tests }) => {
    const rule = { and: tests.map((test) => logic(test, set.lists)) };
    const built = engine.build(rule) as (customer: Customer) => unknown;
    return (customer: Customer) => Boolean(built(customer));
  });
  return byPredicates("json-logic-engine (compiled)", null, predicates, customers);
};

type Logic = unknown;
const variable = (path: string): Logic => ({ var: path });
/** In JSON Logic null and absent compare like 0, so presence is a test of its own. */
const present = (path: string): Logic => ({ "!==": [{ var: [path, null] }, null] });

function logic(test: Test, lists: readonly (readonly string[])[]): Logic {
  switch (test.kind) {
    case "city":
      return { in: [variable("city"), lists[test.list]] };
    case "between": {
      const value = variable(test.field);
      return {
        and: [
          ...(test.field === "income" ? [present("income")] : []),
          ...(test.from === null ? [] : [{ ">=": [value, test.from] }]),
          ...(test.below === null ? [] : [{ "<": [value, test.below] }]),
        ],
      };
    }
    case "recent": {
      const value = variable("lastOrder");
      return {
        and: [
          present("lastOrder"),
          { ">=": [value, today - test.within] },
          ...(test.before === null ? [] : [{ "<": [value, today - test.before] }]),
        ],
      };
    }
    case "plan":
      return { "===": [variable("plan"), test.plan] };
    case "subscribed":
      return variable("subscribed");
    case "email":
      return present("email");
    case "tag":
      return { in: [test.tag, variable("tags")] };
    case "spent": {
      const orders = {
        filter: [
          variable("orders"),
          { and: [{ "===": [variable("channel"), test.channel] }, { ">=": [variable("on"), today - test.days] }] },
        ],
      };
      const sum = {
        reduce: [orders, { "+": [variable("accumulator"), variable("current.total")] }, 0],
      };
      return {
        and: [{ ">=": [sum, test.from] }, ...(test.below === null ? [] : [{ "<": [sum, test.below] }])],
      };
    }
    case "ordered":
      return {
        ">=": [
          {
            reduce: [
              { filter: [variable("orders"), { "===": [variable("channel"), test.channel] }] },
              { "+": [variable("accumulator"), 1] },
              0,
            ],
          },
          test.times,
        ],
      };
  }
}
