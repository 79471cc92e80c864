import fc from "fast-check";

/** Where an expression stands, as far as the names it can use go. */
interface Names {
  readonly numbers: readonly string[];
  readonly dates: readonly string[];
  readonly moments: readonly string[];
  readonly texts: readonly string[];
  readonly choices: readonly (readonly [field: string, choices: readonly string[]])[];
  readonly booleans: readonly string[];
  readonly records: readonly (readonly [list: string, names: Names])[];
  readonly lists: readonly string[];
}

const LINE: Names = {
  numbers: ["price", "quantity"],
  dates: [],
  moments: [],
  texts: ["sku", "colour"],
  choices: [],
  booleans: [],
  records: [],
  lists: [],
};

const ORDER: Names = {
  numbers: ["total", "customer.age", "shipping.cost"],
  dates: ["on", "customer.lastVisit"],
  moments: ["at"],
  texts: ["brand", "customer.home", "shipping.country"],
  choices: [["channel", ["online", "store"]]],
  booleans: ["customer.vip"],
  records: [["lines", LINE]],
  lists: ["customer.tags"],
};

const CUSTOMER: Names = {
  numbers: ["age", "income", "score", "spend", "basket"],
  dates: ["joined", "lastVisit", "lastBuy"],
  moments: ["seen", "clicked"],
  texts: ["city", "home", "note", "address.postcode"],
  choices: [
    ["gender", ["female", "male", "other"]],
    ["plan", ["basic", "gold"]],
  ],
  booleans: ["subscribed", "vip", "rich", "Gold", "Value.Silver"],
  records: [
    ["orders", ORDER],
    ["paid", ORDER],
    ["orders.lines", LINE],
    ["paid.lines", LINE],
  ],
  lists: ["tags"],
};

/** Conditions that the fixture's program accepts, as text. */
export function conditionText(depth = 3): fc.Arbitrary<string> {
  return condition(CUSTOMER, depth);
}

function text(strings: TemplateStringsArray, ...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((written) => strings.reduce((all, one, index) => all + written[index - 1] + one));
}

const pick = (...options: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...options);
const amount = fc.integer({ min: 1, max: 99 }).map(String);
const decimal = fc.tuple(fc.nat(9999), fc.nat(99)).map(([whole, part]) => `${whole}.${part}`);
const literal = fc.oneof(amount, decimal, text`-${amount}`, text`${amount}%`);
const day = pick("today", "2024-05-01", "today - 3 months", "today + 1 week", "2023-12-31");
const string = pick('"a"', '"Tehran"', '"\\u06f1 \\"x\\""', '"كرج"', '""');
const comparator = pick("=", "!=", "<", "<=", ">", ">=");
const unit = pick("days", "weeks", "months", "years");

function number(names: Names, depth: number): fc.Arbitrary<string> {
  const leaves = [pick(...names.numbers), literal];
  if (names.texts.length > 0) leaves.push(text`length(${pick(...names.texts)})`);
  if (names.dates.length > 0)
    leaves.push(text`(${unit} since ${pick(...names.dates)})`, text`year(${pick(...names.dates)})`);
  for (const [list, inner] of depth > 0 ? names.records : []) {
    const filter = condition(inner, depth - 2);
    leaves.push(
      text`count(${fc.constant(list)} where ${filter})`,
      text`sum(${number(inner, 0)} over ${fc.constant(list)} where ${filter})`,
    );
    leaves.push(
      text`max(${fc.constant(list)}.${pick(...inner.numbers.filter((one) => !one.startsWith("customer.")))})`,
    );
  }
  if (depth <= 0) return fc.oneof(...leaves);
  const inner = number(names, depth - 1);
  const choice = text`(when ${condition(names, depth - 1)} then ${inner} else ${inner})`;
  return fc.oneof(
    ...leaves,
    text`(${inner} ${pick("+", "-", "*", "/")} ${inner})`,
    text`-(${inner})`,
    text`abs(${inner})`,
    text`(${inner} default ${literal})`,
    choice,
  );
}

function condition(names: Names, depth: number): fc.Arbitrary<string> {
  const parts: fc.Arbitrary<string>[] = [text`${number(names, depth - 1)} ${comparator} ${number(names, depth - 1)}`];
  parts.push(
    text`${pick(...names.numbers)} ${pick("in", "not in")} [${literal}, ${amount}]`,
    text`${pick(...names.numbers)} in 1..${amount}`,
  );
  parts.push(text`0 < ${pick(...names.numbers)} <= ${amount}`);
  const words = pick(...names.texts);
  parts.push(
    text`${words} ${pick("=", "!=")} ${string}`,
    text`${words} ${pick("in", "not in")} [${string}, ${string}]`,
  );
  parts.push(
    text`${words} ${pick("starts with", "not ends with", "contains")} ${string}`,
    text`${words} ${pick("is missing", "is present")}`,
  );
  parts.push(text`${words} not starts with any of [${string}]`, text`${words} matches /^[a-c]+x?/`);
  for (const dated of [...names.dates, ...names.moments]) {
    const field = fc.constant(dated);
    parts.push(
      text`${field} ${comparator} ${day}`,
      text`${field} in last ${amount} ${unit}`,
      text`${field} not in this ${pick("week", "quarter", "year")}`,
    );
  }
  for (const moment of names.moments) parts.push(text`${fc.constant(moment)} in last ${amount} hours`);
  for (const [field, choices] of names.choices) {
    const one = pick(...choices.map((choice) => JSON.stringify(choice)));
    parts.push(text`${fc.constant(field)} ${pick("=", "!=")} ${one}`, text`${fc.constant(field)} in [${one}, ${one}]`);
  }
  if (names.booleans.length > 0) parts.push(pick(...names.booleans));
  for (const list of names.lists)
    parts.push(text`${fc.constant(list)} ${pick("has any of", "has all of", "has none of")} [${string}, ${string}]`);
  if (depth <= 0) return fc.oneof(...parts);
  for (const [list, inner] of names.records) {
    parts.push(
      text`(${pick("any", "all", "no")} ${fc.constant(list)} where ${condition(inner, depth - 1)})`,
      text`no ${fc.constant(list)}`,
    );
  }
  const inner = condition(names, depth - 1);
  parts.push(
    text`(${inner} and ${inner})`,
    text`(${inner} or ${inner})`,
    text`not (${inner})`,
    text`(${inner}) and not (${inner})`,
  );
  return fc.oneof(...parts);
}
