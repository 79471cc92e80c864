import { Query } from "mingo";
import sift from "sift";
import { byPredicates, type CreateClassification } from "./contender.js";
import { type Customer, today } from "./customers.js";
import { allSegments, type Segment, type Test } from "./segments.js";

/** sift and mingo both take queries of MongoDB; they differ only in how sums over orders are said. */
export const siftQueries: CreateClassification = (set, customers) => {
  const predicates = allSegments(set).map((segment) => {
    const test = sift.default(query(segment, set.lists, totalsByFunction));
    return (customer: Customer) => test(customer);
  });
  const note = "sums and counts of orders by $where with a hand-written function: sift has no aggregates";
  return byPredicates("sift", note, predicates, customers);
};

export const mingoQueries: CreateClassification = (set, customers) => {
  const predicates = allSegments(set).map((segment) => {
    const test = new Query(query(segment, set.lists, totalsByExpression));
    return (customer: Customer) => test.test(customer as unknown as Record<string, never>);
  });
  return byPredicates("mingo", null, predicates, customers);
};

type MongoQuery = Record<string, unknown>;
type Totals = Extract<Test, { kind: "spent" | "ordered" }>;

function query(
  segment: Segment,
  lists: readonly (readonly string[])[],
  totals: (test: Totals) => MongoQuery,
): MongoQuery {
  const parts = segment.tests.map((test) => part(test, lists, totals));
  return parts.length === 1 ? parts[0]! : { $and: parts };
}

function part(test: Test, lists: readonly (readonly string[])[], totals: (test: Totals) => MongoQuery): MongoQuery {
  switch (test.kind) {
    case "city":
      return { city: { $in: lists[test.list] } };
    case "between":
      return {
        [test.field]: {
          ...(test.from === null ? {} : { $gte: test.from }),
          ...(test.below === null ? {} : { $lt: test.below }),
        },
      };
    case "recent":
      return {
        lastOrder: { $gte: today - test.within, ...(test.before === null ? {} : { $lt: today - test.before }) },
      };
    case "plan":
      return { plan: test.plan };
    case "subscribed":
      return { subscribed: true };
    case "email":
      return { email: { $exists: true } };
    case "tag":
      return { tags: test.tag };
    case "spent":
    case "ordered":
      return totals(test);
  }
}

function totalsByFunction(test: Totals): MongoQuery {
  if (test.kind === "ordered") {
    return {
      $where: (customer: Customer) =>
        customer.orders.filter(({ channel }) => channel === test.channel).length >= test.times,
    };
  }
  const since = today - test.days;
  return {
    $where: (customer: Customer) => {
      let sum = 0;
      for (const order of customer.orders) if (order.channel === test.channel && order.on >= since) sum += order.total;
      return sum >= test.from && (test.below === null || sum < test.below);
    },
  };
}

function totalsByExpression(test: Totals): MongoQuery {
  const filtered = (condition: unknown) => ({ $filter: { input: "$orders", as: "order", cond: condition } });
  const sameChannel = { $eq: ["$$order.channel", test.channel] };
  if (test.kind === "ordered") return { $expr: { $gte: [{ $size: filtered(sameChannel) }, test.times] } };
  const chosen = filtered({ $and: [sameChannel, { $gte: ["$$order.on", today - test.days] }] });
  const sum = { $sum: { $map: { input: chosen, as: "order", in: "$$order.total" } } };
  const bounds = [{ $gte: [sum, test.from] }, ...(test.below === null ? [] : [{ $lt: [sum, test.below] }])];
  return { $expr: bounds.length === 1 ? bounds[0] : { $and: bounds } };
}
