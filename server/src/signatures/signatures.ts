/** One way to call a function: its label, and the parts of the label that are to be given, in their order. */
export interface Signature {
  readonly label: string;
  readonly parameters: readonly Parameter[];
}

interface Parameter {
  /** As it stands in the label. */
  readonly label: string;
  readonly help: string;
}

const CONDITION: Parameter = { label: "condition", help: "Only elements that fulfil it are taken." };
const LIST: Parameter = {
  label: "list",
  help: "A list of the customer, such as orders, or a define that stands for one.",
};

function overLists(name: string, what: string): readonly Signature[] {
  const field: Parameter = { label: "list.field", help: `${what} of each element, such as orders.total.` };
  const value: Parameter = { label: "value", help: `${what}, computed from the fields of each element.` };
  return [
    { label: `${name}(list.field)`, parameters: [field] },
    { label: `${name}(list.field where condition)`, parameters: [field, CONDITION] },
    { label: `${name}(value over list where condition)`, parameters: [value, LIST, CONDITION] },
  ];
}

function ofOne(name: string, label: string, help: string): readonly Signature[] {
  return [{ label: `${name}(${label})`, parameters: [{ label, help }] }];
}

const DATE = "A date, or a date-time, whose local date is taken.";

/** The functions of the language, by name. */
export const SIGNATURES: ReadonlyMap<string, readonly Signature[]> = new Map([
  [
    "count",
    [
      { label: "count(list)", parameters: [LIST] },
      { label: "count(list where condition)", parameters: [LIST, CONDITION] },
      {
        label: "count(distinct list.field)",
        parameters: [{ label: "list.field", help: "The values of which each is counted once, such as orders.brand." }],
      },
    ],
  ],
  ["sum", overLists("sum", "The number")],
  ["average", overLists("average", "The number")],
  ["min", overLists("min", "The number")],
  ["max", overLists("max", "The number")],
  ["earliest", overLists("earliest", "The date")],
  ["latest", overLists("latest", "The date")],
  ["abs", ofOne("abs", "number", "The number whose sign is left out.")],
  ["length", ofOne("length", "text", "The text whose characters are counted.")],
  ["year", ofOne("year", "date", DATE)],
  ["month", ofOne("month", "date", DATE)],
  ["day", ofOne("day", "date", DATE)],
  ["weekday", ofOne("weekday", "date", DATE)],
  ["hour", ofOne("hour", "datetime", "A moment, told in the program's time zone.")],
]);

/** `days since date`. */
export function sinceSignature(unit: string): Signature {
  const help =
    unit === "hours" ? "The moment from which is counted until now." : "The day from which is counted until today.";
  const label = unit === "hours" ? "datetime" : "date";
  return { label: `${unit} since ${label}`, parameters: [{ label, help }] };
}
