/**
 * The one table of words. Only reserved words are never names; every other word is a name by position, and means
 * something only where no name can stand (an operator after an operand, a unit after a number, a modifier unless `:`
 * follows). Scanner, grammar, formatter, `quoteName` and the editor's highlighting all read this table.
 */
export type WordRole =
  | "reserved"
  | "declaration"
  | "header"
  | "operator"
  | "unit"
  | "period"
  | "type"
  | "modifier"
  | "function"
  | "scope";

export interface Word {
  readonly word: string;
  readonly role: WordRole;
  /** One line of help, as an editor shows it. */
  readonly help: string;
}

const table = {
  reserved: [
    ["and", "Both conditions hold."],
    ["or", "At least one of the conditions holds."],
    ["not", "The condition does not hold."],
    ["in", "The value is one of a list, a range or a period: `city in cities`, `age in 18..29`, `on in last 30 days`."],
    ["is", "Asks whether there is a value: `is missing`, `is present`, `is empty`."],
    ["where", "Starts a condition: of a segment, or of the elements of a list."],
    ["any", "At least one element of a list fulfils the condition: `any orders where total > 100`."],
    ["all", "Every element of a list fulfils the condition."],
    ["no", "No element of a list fulfils the condition."],
    ["true", "The boolean value true."],
    ["false", "The boolean value false."],
    ["today", "The day of the run."],
    ["now", "The moment of the run."],
    ["when", "Chooses a value by conditions: `when a then 1 when b then 2 else 3`."],
    ["then", "The value of a branch of `when`."],
    ["else", "The value of a `when` where no branch holds."],
  ],
  declaration: [
    [
      "customer",
      "Describes one record of data: its fields and their types. Before a dot: the customer, seen from inside a list.",
    ],
    ["require", "A condition that every record fulfils; records that break it are rejected."],
    ["list", "A named list of values, written here or read from a file. In a type: `list of text`."],
    ["define", "A name for an expression."],
    ["segment", "A named group of customers, given by a condition."],
    ["criterion", "A way to divide customers into segments that do not overlap."],
    ["persona", "A concrete customer and the segments they are expected in."],
    ["otherwise", "The segment of all customers in none of the others of its criterion."],
  ],
  header: [
    ["by", "The criterion a segment belongs to: `segment Lapsed by Activity where …`."],
    ["column", 'The column of a list\'s file: `list x from "places.csv" column "name"`.'],
    ["as", "Fixes the day of a persona: `persona Sara as of 2026-11-01 { … }`."],
    ["of", "Part of `list of`, `any of`, `all of`, `none of` and `as of`."],
    ["exhaustive", "Every customer must be in a segment of the criterion."],
    ["ordered", "Earlier segments of the criterion win."],
    ["overlapping", "A customer may be in any number of the criterion's segments."],
  ],
  operator: [
    ["has", 'The list has this element: `tags has "vip"`, also `has any of`, `has all of`, `has none of`.'],
    ["none", "Part of `has none of`."],
    ["starts", 'The text starts with another: `starts with "SW"`.'],
    ["ends", 'The text ends with another: `ends with ".ir"`.'],
    ["with", "Part of `starts with` and `ends with`."],
    ["contains", "The text contains another."],
    ["matches", "The text matches a pattern: `matches /^[A-Z]{2}/`."],
    ["default", "The value to take where there is none: `income default 0`."],
    ["since", "Whole units from a date until today: `days since lastOrder`."],
    ["over", "The list an aggregate runs over: `sum(price * quantity over lines)`."],
    ["distinct", "Counts different values: `count(distinct orders.brand)`."],
    ["present", "There is a value: `is present`."],
    ["empty", "The list has no elements: `is empty`."],
  ],
  unit: [
    ["hour", "A unit of time, before `since` or after a number: `4 hours`."],
    ["hours", "A unit of time: `4 hours`, `hours since opened`."],
    ["day", "A unit of time: `1 day`. As a function, the day of the month: `day(born)`."],
    ["days", "A unit of time: `30 days`, `days since lastOrder`."],
    ["week", "A unit of time: `1 week`, `in this week`."],
    ["weeks", "A unit of time: `2 weeks`, `weeks since joined`."],
    ["month", "A unit of time: `1 month`, `in last month`. As a function, the month of a date: `month(born)`."],
    ["months", "A unit of time: `6 months`, `months since joined`."],
    ["year", "A unit of time: `1 year`, `in this year`. As a function, the year of a date: `year(born)`."],
    ["years", "A unit of time: `2 years`, `years since born`."],
  ],
  period: [
    ["last", "A period that ends now: `in last 30 days`; or the calendar unit before this one: `in last month`."],
    ["this", "The calendar unit of today: `in this quarter`."],
    ["quarter", "Three months of the calendar: `in this quarter`, `in last quarter`."],
  ],
  type: [
    ["text", "The type of texts."],
    ["integer", "The type of whole numbers."],
    ["number", "The type of exact decimal numbers."],
    ["boolean", "The type of true and false."],
    ["date", "The type of days."],
    ["datetime", "The type of moments."],
    ["folded", "After `text`: case, letter variants and blanks around compare equal."],
    ["persian", "After `date`: the data holds dates of the Persian calendar."],
  ],
  modifier: [
    ["key", "The field identifies the customer."],
    ["step", "Values are multiples of this: `number step 0.01`."],
    [
      "from",
      'The key or column in the data: `from "Annual Income"`; or `from rows`. After `list`: the file of its values.',
    ],
    ["rows", "After `from`: rows that share the key are the elements of the list."],
    ["missing", 'Spellings of missing in the data: `missing ["", "n/a"]`. After `is`: there is no value.'],
    ["split", 'What stands between the elements in a cell: `split ";"`.'],
  ],
  function: [
    ["count", "How many elements: `count(orders)`, `count(distinct orders.brand)`."],
    ["sum", "The sum over a list: `sum(orders.total)`."],
    ["average", "The average over a list; missing if it is empty."],
    ["min", "The least value over a list; missing if it is empty."],
    ["max", "The greatest value over a list; missing if it is empty."],
    ["earliest", "The earliest date over a list; missing if it is empty."],
    ["latest", "The latest date over a list; missing if it is empty."],
    ["abs", "The number without its sign."],
    ["length", "The length of a text in characters (code points)."],
    ["weekday", 'The day of the week of a date: `weekday(on) = "monday"`.'],
  ],
  scope: [["it", "The element itself, inside the filter of a list of single values."]],
} as const satisfies Readonly<Record<WordRole, readonly (readonly [string, string])[]>>;

/** Every word that means something, reserved ones first. */
export const words: readonly Word[] = Object.entries(table).flatMap(([role, entries]) =>
  entries.map(([word, help]) => ({ word, role: role as WordRole, help })),
);

export type ReservedWord = (typeof table)["reserved"][number][0];

/** A word that is a name except in the positions where it means something. */
export type ContextualWord = (typeof table)[Exclude<WordRole, "reserved">][number][0];

export const reservedWords: ReadonlySet<string> = new Set(table.reserved.map(([word]) => word));
export const contextualWords: readonly ContextualWord[] = words
  .filter((word) => word.role !== "reserved")
  .map((word) => word.word as ContextualWord);

/** Words that start a declaration. */
export const declarationWords: ReadonlySet<string> = new Set(
  table.declaration.map(([word]) => word).filter((word) => word !== "otherwise"),
);

export function isReserved(word: string): boolean {
  return reservedWords.has(word);
}

/** The unit a word names, singular or plural, or null. */
export function durationUnit(word: string): "hour" | "day" | "week" | "month" | "year" | null {
  switch (word) {
    case "hour":
    case "hours":
      return "hour";
    case "day":
    case "days":
      return "day";
    case "week":
    case "weeks":
      return "week";
    case "month":
    case "months":
      return "month";
    case "year":
    case "years":
      return "year";
    default:
      return null;
  }
}

/** The calendar unit a word names (`this quarter`), or null. */
export function periodUnit(word: string): "week" | "month" | "quarter" | "year" | null {
  return word === "week" || word === "month" || word === "quarter" || word === "year" ? word : null;
}
