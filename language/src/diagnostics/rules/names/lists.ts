import { rule } from "../../rule.js";
import { didYouMean, listed, quoted } from "../wording.js";

/** SEG22xx: lists and the files they come from. */
export const listRules = {
  absentListFile: rule({
    code: "SEG2201",
    name: "absent-list-file",
    severity: "error",
    message: ({ file }: { file: string }) =>
      `There is no file ${quoted(file)}. The path counts from the folder of this \`.seg\` file.`,
    page: {
      meaning:
        "The file that the list names does not exist. Its path is relative to the `.seg` file the list stands in.",
      avoid: 'list cities from "citys.txt"',
      write: 'list cities from "cities.txt"',
    },
  }),
  outsideListFile: rule({
    code: "SEG2202",
    name: "outside-list-file",
    severity: "error",
    message: ({ file }: { file: string }) =>
      `${quoted(file)} lies outside the program's folder. Put the file inside it, so that the program stays whole when it moves.`,
    page: {
      meaning:
        "Files of lists must lie inside the folder of the program (the one with `seg.json`, or the folder that was named), symbolic links followed. So a program can be moved and shared, and a foreign program cannot read your other files.",
      avoid: 'list cities from "../../cities.txt"',
      write: 'list cities from "lists/cities.txt"',
    },
  }),
  unreadableListFile: rule({
    code: "SEG2203",
    name: "unreadable-list-file",
    severity: "error",
    message: ({ file, reason }: { file: string; reason: string }) => `${quoted(file)} cannot be read: ${reason}.`,
    page: {
      meaning:
        "The file exists but cannot be read as text: it is a folder, protected, too large, a workbook, or neither UTF-8 nor UTF-16 with its mark.",
      avoid: 'list cities from "lists"',
      write: 'list cities from "lists/cities.txt"',
    },
  }),
  malformedListFile: rule({
    code: "SEG2208",
    name: "malformed-list-file",
    severity: "error",
    message: ({ file, line }: { file: string; line: number }) =>
      `${quoted(file)} is not well-formed CSV: a quote in line ${line} or soon after is not closed, or stands inside a cell that does not begin with one. Write a quote inside a cell twice: \`"6"" pipe"\`.`,
    page: {
      meaning:
        "In CSV a cell with a delimiter, a line end or a quote inside stands in double quotes, and a quote inside it is written twice.",
      avoid: 'list pipes from "pipes.csv" column "name"   // 6" pipe',
      write: 'list pipes from "pipes.csv" column "name"   // "6"" pipe"',
    },
  }),
  unknownColumn: rule({
    code: "SEG2204",
    name: "unknown-column",
    severity: "error",
    message: ({
      column,
      file,
      columns,
      suggestion,
    }: {
      column: string;
      file: string;
      columns: readonly string[];
      suggestion: string | null;
    }) =>
      `${quoted(file)} has no column ${quoted(column)}.${didYouMean(suggestion)}${
        suggestion === null && columns.length > 0
          ? ` Its columns are ${listed(columns.slice(0, 12))}${columns.length > 12 ? " and more" : ""}.`
          : ""
      }`,
    page: {
      meaning:
        "The header, the first line of the CSV file, does not name this column. Blanks around names do not count, capitals do.",
      avoid: 'list cities from "places.csv" column "town"',
      write: 'list cities from "places.csv" column "city name"',
    },
  }),
  emptyList: rule({
    code: "SEG2205",
    name: "empty-list",
    severity: "warning",
    message: ({ name, file }: { name: string; file: string | null }) =>
      file === null
        ? `The list ${quoted(name)} is empty: \`in ${name}\` never holds.`
        : `The list ${quoted(name)} is empty, because ${quoted(file)} has no values: \`in ${name}\` never holds.`,
    page: {
      meaning: "A list without values: `in` it never holds and `not in` it always does, which is rarely meant.",
      avoid: "list cities = []",
      write: 'list cities = ["Tehran", "Shiraz"]',
    },
  }),
  wrongListItem: rule({
    code: "SEG2206",
    name: "wrong-list-item",
    severity: "error",
    message: () =>
      "A list holds values only: texts, numbers, dates, date-times, `true` or `false`. Write the value itself; compute in a `define`.",
    page: {
      meaning:
        "An item of a list is an expression. Lists are constant: their items are written out or come from a file.",
      avoid: "list limits = [age + 1]",
      write: "list limits = [18, 19]",
    },
  }),
  repeatedListItem: rule({
    code: "SEG2207",
    name: "repeated-list-item",
    severity: "information",
    message: ({ item }: { item: string }) => `${item} already stands in this list.`,
    page: {
      meaning:
        "The same value is written twice in one list. The second has no effect; perhaps another value was meant.",
      avoid: 'list cities = ["Tehran", "Shiraz", "Tehran"]',
      write: 'list cities = ["Tehran", "Shiraz", "Isfahan"]',
    },
  }),
} as const;
