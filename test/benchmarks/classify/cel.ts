import { Environment } from "@marcbachmann/cel-js";
import { byPredicates, type CreateClassification } from "./contender.js";
import { type Customer, today } from "./customers.js";
import { allSegments, type Test } from "./segments.js";

/** @marcbachmann/cel-js, every expression parsed beforehand; its one variable is the customer. */
export const cel: CreateClassification = (set, customers) => {
  const environment = new Environment();
  environment.registerVariable("customer", "map");
  environment.registerFunction("total(list): double", (numbers: readonly number[]) => {
    let sum = 0;
    for (const number of numbers) sum += number;
    return sum;
  });
  for (const [number, list] of set.lists.entries()) environment.registerConstant(`list${number}`, "list<string>", list);
  const predicates = allSegments(set).map(({ tests }) => {
    const parsed = environment.parse(tests.map((test) => `(${expression(test)})`).join(" && "));
    return (customer: Customer) => parsed({ customer }) === true;
  });
  return byPredicates("@marcbachmann/cel-js", "a registered function adds up: CEL has no sum", predicates, customers);
};

/** The customers hold doubles, which CEL does not mix with its integers. */
const double = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

function expression(test: Test): string {
  switch (test.kind) {
    case "city":
      return `customer.city in list${test.list}`;
    case "between":
      return [
        ...(test.field === "income" ? ["has(customer.income)"] : []),
        ...(test.from === null ? [] : [`customer.${test.field} >= ${double(test.from)}`]),
        ...(test.below === null ? [] : [`customer.${test.field} < ${double(test.below)}`]),
      ].join(" && ");
    default:
      return other(test);
  }
}

function other(test: Exclude<Test, { kind: "city" | "between" }>): string {
  switch (test.kind) {
    case "recent":
      return [
        "has(customer.lastOrder)",
        `customer.lastOrder >= ${double(today - test.within)}`,
        ...(test.before === null ? [] : [`customer.lastOrder < ${double(today - test.before)}`]),
      ].join(" && ");
    case "plan":
      return `customer.plan == "${test.plan}"`;
    case "subscribed":
      return "customer.subscribed";
    case "email":
      return "has(customer.email)";
    case "tag":
      return `"${test.tag}" in customer.tags`;
    case "spent": {
      const chosen = `o.channel == "${test.channel}" && o.on >= ${double(today - test.days)}`;
      const sum = `total(customer.orders.filter(o, ${chosen}).map(o, o.total))`;
      const bounds = [
        `${sum} >= ${double(test.from)}`,
        ...(test.below === null ? [] : [`${sum} < ${double(test.below)}`]),
      ];
      return bounds.join(" && ");
    }
    case "ordered":
      return `size(customer.orders.filter(o, o.channel == "${test.channel}")) >= ${test.times}`;
  }
}
