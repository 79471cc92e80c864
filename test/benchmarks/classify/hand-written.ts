import { byPredicates, type CreateClassification } from "./contender.js";
import { type Customer, today } from "./customers.js";
import { allSegments, type Test } from "./segments.js";

/**
 * The predicates that a good engineer would write by hand, one function per segment: sets for lists, plain comparisons,
 * a loop over the orders. They are printed as JavaScript and then compiled by the engine, exactly as a file would be:
 * `c => (places3.has(c.city)) && (c.age >= 30 && c.age < 70)`.
 */
export const handWritten: CreateClassification = (set, customers) => {
  const functions = allSegments(set).map(
    ({ tests }) => `c => ${tests.map((test) => `(${written(test)})`).join(" && ")}`,
  );
  const source = `
    ${set.lists.map((list, number) => `const list${number} = new Set(${JSON.stringify(list)});`).join("\n")}
    function spent(orders, channel, since) {
      let sum = 0;
      for (const order of orders) if (order.channel === channel && order.on >= since) sum += order.total;
      return sum;
    }
    function ordered(orders, channel) {
      let count = 0;
      for (const order of orders) if (order.channel === channel) count++;
      return count;
    }
    return [${functions.join(",\n")}];`;
  const predicates = new Function(source)() as ((customer: Customer) => boolean)[];
  return byPredicates("hand-written JavaScript", null, predicates, customers);
};

function written(test: Test): string {
  switch (test.kind) {
    case "city":
      return `list${test.list}.has(c.city)`;
    case "between": {
      const value = `c.${test.field}`;
      const bounds = [
        ...(test.from === null ? [] : [`${value} >= ${test.from}`]),
        ...(test.below === null ? [] : [`${value} < ${test.below}`]),
      ];
      return bounds.join(" && ");
    }
    case "recent": {
      const bounds = [
        `c.lastOrder >= ${today - test.within}`,
        ...(test.before === null ? [] : [`c.lastOrder < ${today - test.before}`]),
      ];
      return bounds.join(" && ");
    }
    case "plan":
      return `c.plan === ${JSON.stringify(test.plan)}`;
    case "subscribed":
      return "c.subscribed";
    case "email":
      return "c.email !== undefined";
    case "tag":
      return `c.tags.includes(${JSON.stringify(test.tag)})`;
    case "spent": {
      const sum = `spent(c.orders, ${JSON.stringify(test.channel)}, ${today - test.days})`;
      if (test.below === null) return `${sum} >= ${test.from}`;
      return `(s => s >= ${test.from} && s < ${test.below})(${sum})`;
    }
    case "ordered":
      return `ordered(c.orders, ${JSON.stringify(test.channel)}) >= ${test.times}`;
  }
}
