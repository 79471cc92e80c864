import { rule } from "../../rule.js";
import { didYouMean, quoted, sentenceStart } from "../wording.js";

const fieldTypes =
  '`text`, `integer`, `number`, `boolean`, `date`, `datetime`, choices such as `"a" | "b"`, `list of …` and `{ … }`';

const keyProblems = {
  nested:
    "The key names the whole customer, so it is a field at the top level of `customer`. Move it there, or remove `key`.",
  many: "A list or a record cannot name a customer. Mark a field with a single value as `key`, such as `id: text key`.",
  few: "This type has too few values to tell customers apart. Mark a text, number or date as `key`, such as `id: text key`.",
  optional: "Every customer has a key, so it cannot be missing. Remove `?`, or mark another field as `key`.",
  second: "Another field is the key already. Remove one `key`.",
} as const;

const stepProblems = {
  zero: "Values are whole multiples of `step`, so it is above 0. Write, for cents, `step 0.01`.",
  integer:
    "The values of an `integer` are whole, so its `step` is too. Write a whole number, or make the field a `number`.",
  days: "The `step` of a `date` counts days, so it is a whole number. Write, for weeks, `step 7`.",
} as const;

/** SEG21xx: the `customer` block and its fields. */
export const customerRules = {
  noCustomer: rule({
    code: "SEG2101",
    name: "no-customer",
    severity: "error",
    message: () =>
      "The program has no `customer` block, so nothing is known about a customer. Write one: `customer { id: text key … }`.",
    page: {
      meaning:
        "Every program says once, in its `customer` block, what a record of a customer looks like. Conditions read its fields.",
      avoid: "segment Grown where age >= 18",
      write: "customer { id: text key, age: integer 0..120 }\nsegment Grown where age >= 18",
    },
  }),
  secondCustomer: rule({
    code: "SEG2102",
    name: "second-customer",
    severity: "error",
    message: () => "A program has one `customer` block, and this is a second. Move its fields into the first.",
    page: {
      meaning: "All `.seg` files of a folder are one program, and a program describes one kind of record.",
      avoid: "customer { id: text key }\ncustomer { age: integer }",
      write: "customer { id: text key, age: integer }",
    },
  }),
  unknownType: rule({
    code: "SEG2103",
    name: "unknown-type",
    severity: "error",
    message: ({ name, suggestion }: { name: string; suggestion: string | null }) =>
      `${quoted(name)} is not a type.${didYouMean(suggestion)}${suggestion === null ? ` Types are ${fieldTypes}.` : ""}`,
    page: {
      meaning: `A field has one of the types ${fieldTypes}.`,
      avoid: "customer { name: string, age: int }",
      write: "customer { name: text, age: integer }",
    },
  }),
  listOfLists: rule({
    code: "SEG2104",
    name: "list-of-lists",
    severity: "error",
    message: () =>
      "The elements of a list are single values or records, not lists. Put the inner list into a record: `list of { items: list of … }`.",
    page: {
      meaning: "A list inside a list has no name to speak of its elements by. A record around it gives it one.",
      avoid: "baskets: list of list of text",
      write: "baskets: list of { goods: list of text }",
    },
  }),
  misplacedTypeWord: rule({
    code: "SEG2105",
    name: "misplaced-type-word",
    severity: "error",
    message: ({ word, type, belongs }: { word: string; type: string; belongs: string }) =>
      `${quoted(word)} belongs to ${quoted(belongs)}, not to ${quoted(type)}. Remove it, or make the field ${quoted(belongs)}.`,
    page: {
      meaning:
        "`folded` says that letter variants and capitals of a text count as equal; `persian` says that a date is written in the Persian calendar. Neither means anything for another type.",
      avoid: "age: integer folded",
      write: "city: text folded",
    },
  }),
  emptyRecord: rule({
    code: "SEG2106",
    name: "empty-record",
    severity: "error",
    message: ({ what }: { what: string }) => `${what} has no fields. Write at least one: \`name: text\`.`,
    page: {
      meaning: "A record without fields holds nothing that a condition could read.",
      avoid: "customer { }",
      write: "customer { id: text key }",
    },
  }),
  misplacedModifier: rule({
    code: "SEG2107",
    name: "misplaced-modifier",
    severity: "error",
    message: ({ modifier, type, advice }: { modifier: string; type: string; advice: string }) =>
      `${sentenceStart(modifier)} does not fit ${type}. ${advice}`,
    page: {
      meaning:
        'A modifier after the type says how values are read or which are allowed, and each fits certain types only: a domain such as `0..120` and `step` fit numbers and dates, `"Yes" / "No"` fits `boolean`, a format fits `number`, `integer`, `date` and `datetime`, `split` fits lists of single values, `from rows` fits lists of records.',
      avoid: "name: text 0..120",
      write: "age: integer 0..120",
    },
  }),
  conflictingFieldModifiers: rule({
    code: "SEG2108",
    name: "conflicting-field-modifiers",
    severity: "error",
    message: ({ modifier, other }: { modifier: string; other: string }) =>
      `This field already has ${other}, and ${modifier} says the same thing otherwise. Keep one of the two.`,
    page: {
      meaning:
        'A format and a pair both say how a value is spelt; `from "…"` and `from rows` both say where it is found. A field has one of each.',
      avoid: 'orders: list of { total: number } from "purchases" from rows',
      write: "orders: list of { total: number } from rows",
    },
  }),
  wrongKey: rule({
    code: "SEG2109",
    name: "wrong-key",
    severity: "error",
    message: ({ problem }: { problem: keyof typeof keyProblems }) => keyProblems[problem],
    page: {
      meaning:
        "The key names a customer: one field at the top level of `customer`, a text, number or date, that is never missing and never repeated. Without a key field the number of the record stands in.",
      avoid: "id: text? key",
      write: "id: text key",
    },
  }),
  wrongFormat: rule({
    code: "SEG2110",
    name: "wrong-format",
    severity: "error",
    message: ({ format, type, reason, advice }: { format: string; type: string; reason: string; advice: string }) =>
      `${quoted(`"${format}"`)} is not a format of ${quoted(type)}${reason === "" ? "" : `: ${reason}`}. ${advice}`,
    page: {
      meaning:
        'A format shows how a value is written in the data. Of numbers: how the number one thousand two hundred thirty-four and a half or so looks, `"1.234,56"`. Of dates: a pattern of `yyyy` or `yy`, `MM`, `dd` and the signs between. Of date-times also `HH`, `mm`, `ss`, `SSS`; or `"epoch seconds"`, `"epoch milliseconds"`.',
      avoid: 'joined: date "DD/MM/YYYY"',
      write: 'joined: date "dd/MM/yyyy"',
    },
  }),
  emptyDomain: rule({
    code: "SEG2111",
    name: "empty-domain",
    severity: "error",
    message: ({ domain, step }: { domain: string; step: number }) =>
      `No multiple of ${step} lies in ${quoted(domain)}, so every record would be rejected. Widen the domain, or make the step smaller.`,
    page: {
      meaning:
        "The domain and the `step` of a field (for `integer`, 1) say together which values are good data. These allow none.",
      avoid: "share: number 0.1..0.9 step 1",
      write: "share: number 0.1..0.9 step 0.1",
    },
  }),
  wrongStep: rule({
    code: "SEG2112",
    name: "wrong-step",
    severity: "error",
    message: ({ problem }: { problem: keyof typeof stepProblems }) => stepProblems[problem],
    page: {
      meaning:
        "`step` says that values are whole multiples of it. It is a number above 0, and a whole number for `integer` and `date` (days).",
      avoid: "total: number step 0",
      write: "total: number step 0.01",
    },
  }),
  duplicateChoice: rule({
    code: "SEG2113",
    name: "duplicate-choice",
    severity: "error",
    message: ({ choice }: { choice: string }) => `The choice ${quoted(`"${choice}"`)} is written twice. Remove one.`,
    page: {
      meaning: "A choice stands twice in one type. Perhaps another was meant.",
      avoid: '"online" | "store" | "online"',
      write: '"online" | "store" | "phone"',
    },
  }),
  duplicateCode: rule({
    code: "SEG2114",
    name: "duplicate-code",
    severity: "error",
    message: ({ code, first, second }: { code: string; first: string; second: string }) =>
      `The data's spelling ${quoted(`"${code}"`)} stands for both ${quoted(`"${first}"`)} and ${quoted(`"${second}"`)}. Give each a spelling of its own.`,
    page: {
      meaning:
        "Two choices (or the two values of a boolean) are read by the same spelling, so the reader of the data could not tell them apart. A choice without a code is read by its own name.",
      avoid: 'gender: "female" = "F" | "male" = "F"',
      write: 'gender: "female" = "F" | "male" = "M"',
    },
  }),
  sameColumn: rule({
    code: "SEG2115",
    name: "same-column",
    severity: "error",
    message: ({ column, other }: { column: string; other: string }) =>
      `${quoted(other)} reads ${quoted(column)} already. Say with \`from "…"\` which column of the data this field reads.`,
    page: {
      meaning:
        "Two fields read the same column of a CSV file or the same key of a JSON record. One of them was most likely meant to read another.",
      avoid: 'income: number from "Annual Income"\nsalary: number from "Annual Income"',
      write: 'income: number from "Annual Income"\nsalary: number from "Salary"',
    },
  }),
  rowsWithoutKey: rule({
    code: "SEG2116",
    name: "rows-without-key",
    severity: "error",
    message: () =>
      "`from rows` puts rows that share the key into one customer, but no field is marked `key`. Mark one: `id: text key`.",
    page: {
      meaning:
        "With `from rows` each row of the data is one element of the list, and rows of the same customer are found by the key.",
      avoid: "customer { id: text, orders: list of { total: number } from rows }",
      write: "customer { id: text key, orders: list of { total: number } from rows }",
    },
  }),
  secondRows: rule({
    code: "SEG2117",
    name: "second-rows",
    severity: "error",
    message: ({ other }: { other: string }) =>
      `The rows are already the elements of ${quoted(other)}: a row cannot be an element of two lists.`,
    page: {
      meaning: "`from rows` may stand at one list: each row of the data is one element of it.",
      avoid: "orders: list of { total: number } from rows\nreturns: list of { amount: number } from rows",
      write: "orders: list of { total: number, returned: boolean } from rows",
    },
  }),
  nestedRows: rule({
    code: "SEG2122",
    name: "nested-rows",
    severity: "error",
    message: () =>
      "Rows of the data belong to the customer, so `from rows` stands at a list at the top level of `customer`. Move the list there, or remove `from rows`.",
    page: {
      meaning: "With `from rows` each row of the data is one element of a list. Rows have no rows inside.",
      avoid: "orders: list of { lines: list of { sku: text } from rows }",
      write: "lines: list of { order: text, sku: text } from rows",
    },
  }),
  duplicateSpelling: rule({
    code: "SEG2118",
    name: "duplicate-spelling",
    severity: "warning",
    message: ({ spelling }: { spelling: string }) => `${quoted(`"${spelling}"`)} is listed twice. Remove one.`,
    page: {
      meaning: "A spelling of missing is listed twice; the second has no effect.",
      avoid: 'email: text? missing ["-", "n/a", "-"]',
      write: 'email: text? missing ["-", "n/a"]',
    },
  }),
  contradictorySpelling: rule({
    code: "SEG2119",
    name: "contradictory-spelling",
    severity: "error",
    message: ({ spelling, value }: { spelling: string; value: string }) =>
      `${quoted(`"${spelling}"`)} is the spelling of ${value} and cannot also mean missing. Remove it from \`missing\`, or give ${value} another spelling.`,
    page: {
      meaning: "A spelling in the data would mean both a value and that there is none.",
      avoid: 'gender: "female" = "F" | "male" = "-" missing ["-"]',
      write: 'gender: "female" = "F" | "male" = "M" missing ["-"]',
    },
  }),
  wrongSplit: rule({
    code: "SEG2120",
    name: "wrong-split",
    severity: "error",
    message: () => 'The text to split at is empty. Write the sign that stands between the values, such as `split ";"`.',
    page: {
      meaning: "`split` says which sign separates the values of a list inside one cell.",
      avoid: 'tags: list of text split ""',
      write: 'tags: list of text split ";"',
    },
  }),
} as const;
