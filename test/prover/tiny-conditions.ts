import type { Choices } from "../properties/generator/choices.js";
import type { TinyField } from "./tiny-universe.js";

const COMPARISONS = ["=", "!=", "<", "<=", ">", ">="];
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** A condition about some of the fields, as a person might write it: short, and near what other conditions say. */
export function tinyCondition(choices: Choices, fields: readonly TinyField[], depth: number): string {
  if (depth === 0 || choices.chance(1, 3)) return atom(choices, fields);
  const inner = () => tinyCondition(choices, fields, depth - 1);
  switch (choices.below(4)) {
    case 0:
      return `(${inner()}) and (${inner()})`;
    case 1:
      return `(${inner()}) or (${inner()})`;
    case 2:
      return `not (${inner()})`;
    default:
      return `(${inner()}) and (${inner()}) or (${inner()})`;
  }
}

function atom(choices: Choices, fields: readonly TinyField[]): string {
  const { field } = choices.pick(fields);
  const { name, type, optional } = field;
  if (optional && type.kind !== "list" && choices.chance(1, 6)) {
    return `${name} is ${choices.pick(["missing", "present"])}`;
  }
  switch (type.kind) {
    case "integer":
    case "number":
      return numberAtom(choices, name, numbersOf(choices, fields));
    case "choice":
      return choiceAtom(choices, name, fields);
    case "boolean":
      return choices.pick([name, `not ${name}`, `${name} = false`, `(${name} default true)`]);
    case "date":
      return dateAtom(choices, name, fields);
    case "text":
      return textAtom(choices, name);
    case "record":
      return choices.pick([
        `${name}.p ${choices.pick(COMPARISONS)} ${choices.below(3)}`,
        `${name}.q = "online"`,
        `${name}.q is missing`,
      ]);
    default:
      return listAtom(choices, name, numbersOf(choices, fields));
  }
}

/** Numbers that can be written of the fields, each time others. */
function numbersOf(choices: Choices, fields: readonly TinyField[]): () => string {
  const ofFields = fields.flatMap(({ field: { name, type, optional } }): string[] => {
    const value = optional ? `(${name} default ${choices.below(2)})` : name;
    if (type.kind === "integer" || type.kind === "number") return [name, name, value, `abs(${name})`, `(2 * ${name})`];
    if (type.kind === "text") return [`length(${name})`];
    if (type.kind === "date") return [`day(${name})`, `(days since ${name})`, `(months since ${name})`];
    if (type.kind !== "list") return [];
    if (name === "lines") return ["count(lines)", "sum(lines.k)", "max(lines.k)", "count(lines where on)"];
    if (name === "visits") return ["count(visits)", "sum(visits.v)", "average(visits.v)", "count(visits.v)"];
    return [`count(${name})`, `count(distinct ${name})`];
  });
  return () => {
    const one = () => (ofFields.length === 0 ? "2" : choices.pick(ofFields));
    switch (choices.below(6)) {
      case 0:
        return `(${one()} + ${one()})`;
      case 1:
        return `(${one()} - ${one()})`;
      case 2:
        return one();
      default:
        return choices.pick(["0", "1", "2", "3", "0.5", "-1", "0.75"]);
    }
  };
}

function numberAtom(choices: Choices, name: string, other: () => string): string {
  switch (choices.below(5)) {
    case 0:
      return `${name} in ${choices.pick(["0..1", "1..2", "0..<1", "1..", "..<2", "-1..0"])}`;
    case 1:
      return `${name} ${choices.pick(["in", "not in"])} [${choices.times(1, 3, () => choices.pick(["0", "1", "2", "0.5", "-0.75"])).join(", ")}]`;
    case 2:
      return `${other()} ${choices.pick(["<", "<="])} ${name} ${choices.pick(["<", "<="])} ${other()}`;
    default:
      return `${name} ${choices.pick(COMPARISONS)} ${other()}`;
  }
}

function choiceAtom(choices: Choices, name: string, fields: readonly TinyField[]): string {
  const alike = fields.filter(({ field }) => field.type.kind === "choice").map(({ field }) => field.name);
  const value = () => choices.pick(['"online"', '"store"', '"تلفن"']);
  return choices.pick([
    `${name} = ${value()}`,
    `${name} != ${value()}`,
    `${name} ${choices.pick(["in", "not in"])} [${value()}, ${value()}]`,
    `${name} ${choices.pick(["=", "!="])} ${choices.pick(alike)}`,
  ]);
}

function dateAtom(choices: Choices, name: string, fields: readonly TinyField[]): string {
  const days = fields.filter(({ field }) => field.type.kind === "date").map(({ field }) => field.name);
  const duration = () => choices.pick(["1 month", "30 days", "29 days", "1 day", "2 days", "4 weeks", "1 year"]);
  const constant = () => choices.pick(["2024-02-28", "2024-02-29", "2024-03-01", "2024-01-31", "2024-02-01"]);
  const value = choices.pick([name, name, `(${name} + 1 month)`, `(${name} - 1 day)`, `(${name} default today)`]);
  switch (choices.below(8)) {
    case 0:
      return `${value} ${choices.pick(COMPARISONS)} ${constant()}`;
    case 1:
      return `${value} ${choices.pick(COMPARISONS)} today`;
    case 2:
      return `${value} ${choices.pick(COMPARISONS)} today - ${duration()}`;
    case 3:
      return `${value} ${choices.pick(["in", "not in"])} last ${duration()}`;
    case 4:
      return `${value} in ${choices.pick(["this", "last"])} ${choices.pick(["week", "month", "quarter"])}`;
    case 5:
      return `${value} ${choices.pick(COMPARISONS)} ${choices.pick(days)}`;
    case 6:
      return choices.pick([
        `weekday(${value}) = "${choices.pick(WEEKDAYS)}"`,
        `day(${value}) > ${choices.pick([1, 28, 29, 30])}`,
        `month(${value}) = ${choices.pick([1, 2, 3])}`,
        "day(today) < 3",
      ]);
    default:
      return `${choices.pick(["days", "weeks", "months"])} since ${name} ${choices.pick(COMPARISONS)} ${choices.pick([0, 1, 28, 29])}`;
  }
}

function textAtom(choices: Choices, name: string): string {
  const value = () => choices.pick(['"a"', '"ab"', '""', '"b"', '"tehran"', '"تهران"', '"zz"']);
  const no = choices.pick(["", "", "not "]);
  return choices.pick([
    `${name} ${choices.pick(["=", "!="])} ${value()}`,
    `${name} ${no}in [${value()}, ${value()}]`,
    `${name} ${no}starts with ${value()}`,
    `${name} ${no}ends with any of [${value()}, ${value()}]`,
    `${name} ${no}contains ${value()}`,
    `${name} ${no}matches /${choices.pick(["^a", "b$", "^.{2}$", "[ab]+", "^(ab?)?$", "r|ر"])}/`,
    `length(${name}) ${choices.pick(COMPARISONS)} ${choices.below(4)}`,
  ]);
}

function listAtom(choices: Choices, name: string, other: () => string): string {
  const quantifier = choices.pick(["any", "all", "no"]);
  const compare = () => choices.pick(COMPARISONS);
  const filter = () => {
    if (name === "tags") return choices.pick(['it = "a"', 'it != "b"', 'it contains "b"', 'it in ["a", "b"]']);
    if (name === "marks") return choices.pick(["it > 1", "it = 0", `it ${compare()} 2`]);
    if (name === "lines") {
      return choices.pick([`k ${compare()} ${choices.below(3)}`, "on", "not on", "on and k > 0", `k = 1 or not on`]);
    }
    return choices.pick([
      `v ${compare()} 1`,
      "v is missing",
      "w < today - 1 month",
      "w = 2024-02-29",
      "v > 0 or w > 2024-02-01",
    ]);
  };
  const literal = () => (name === "tags" ? choices.pick(['"a"', '"b"', '"c"']) : choices.pick(["0", "3", "1"]));
  const isScalar = name === "tags" || name === "marks";
  switch (choices.below(6)) {
    case 0:
    case 1:
      return `(${quantifier} ${name} where ${filter()})`;
    case 2:
      return `count(${name} where ${filter()}) ${compare()} ${choices.chance(1, 2) ? choices.below(3) : other()}`;
    case 3:
      return isScalar
        ? `${name} has ${choices.pick(["any", "all", "none"])} of [${literal()}, ${literal()}]`
        : `count(${name} where ${filter()}) ${compare()} count(${name} where ${filter()})`;
    case 4:
      if (name === "tags") return `tags ${choices.pick(["", "not "])}has ${literal()}`;
      if (name === "visits") return `latest(visits.w) ${compare()} ${choices.pick(["2024-02-29", "today - 30 days"])}`;
      return `${choices.pick(["sum", "min", "max", "average"])}(${name === "marks" ? name : "lines.k"}) ${compare()} ${other()}`;
    default:
      return `${name} is ${choices.pick(["", "not "])}empty`;
  }
}
