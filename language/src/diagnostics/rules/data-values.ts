import { rule } from "../rule.js";
import type { JsonProblem } from "./json-problem.js";

/** The kinds of value data hold, in words. */
export type FoundKind = "text" | "number" | "boolean" | "list" | "object";

/** What a field takes, in words that follow "a" or "an". */
export type WantedKind =
  | "text"
  | "whole number"
  | "number"
  | "yes or no"
  | "date"
  | "date-time"
  | "choice"
  | "list"
  | "record";

export type LimitDescription = {
  readonly low: string | null;
  readonly high: string | null;
  readonly highExclusive: boolean;
};

/** What came of a customer in JSON whose brackets or quotes do not match. */
export interface JsonDamage {
  /** Another customer was found behind it; none was; the file ended first, and nothing but that shows the damage. */
  readonly outcome: "resumed" | "unread" | "cut-off";
  /** So many characters of it are given, if not all. */
  readonly told: number | null;
}

export interface UnreadParameters {
  /** What the author may declare instead. */
  readonly suggestion: string | null;
  /** The value, if it is a word that often stands for missing. */
  readonly missing: string | null;
}

export interface ChoiceParameters {
  readonly choices: readonly string[];
  readonly nearest: string | null;
  readonly missing: string | null;
}

/** Why a record, or one value of it, is rejected: SEG5001 to SEG5099. The value itself is shown beside the message. */
export const dataValueRules = {
  notJson: rule({
    code: "SEG5001",
    name: "not-json",
    severity: "error",
    message: ({ problem, column, damage }: { problem: JsonProblem; column: number; damage?: JsonDamage }) =>
      `This is no JSON: ${jsonProblemInWords(problem)} (character ${column}).${damage === undefined ? "" : ` ${damageInWords(damage)}`}`,
    page: {
      meaning:
        "A record of a JSON file is not written as JSON prescribes, so nothing of it can be trusted. `NaN`, `Infinity`, comments, single quotes and a comma before a closing bracket are no JSON. A last line that is cut off often means that the export or the download did not finish. Where a bracket or a quote is missing, the customers behind it look like a part of this one; so reading goes on at the next object that is whole and looks like the customers before. All text up to there is given as the value of the reject.",
      avoid: `{"id": "1", "income": NaN}`,
      write: `{"id": "1", "income": null}`,
    },
  }),

  notAnObject: rule({
    code: "SEG5002",
    name: "not-an-object",
    severity: "error",
    message: ({ found }: { found: FoundKind | "null" }) =>
      `A customer is an object \`{…}\`, and this is ${found === "null" ? "null" : withArticle(found)}.`,
    page: {
      meaning: "Each record of a JSON file must be one object, the customer. A list, a text or a number has no fields.",
      avoid: `[{"id": "1"}]\n[{"id": "2"}]`,
      write: `{"id": "1"}\n{"id": "2"}`,
    },
  }),

  missingValue: rule({
    code: "SEG5003",
    name: "missing-value",
    severity: "error",
    message: ({ wanted, key }: { wanted: WantedKind; key: boolean }) =>
      key
        ? "The key is missing, and without it nobody can tell which customer this is."
        : `${capital(withArticle(wanted))} is required here and is missing. If customers may lack it, put \`?\` after its type.`,
    page: {
      meaning:
        "The `customer` block declares the field without `?`, so every record must have it. Absent keys, `null`, blank cells and the spellings listed after `missing` are missing.",
      avoid: 'customer { id: text key age: integer }      // and a record {"id": "1"}',
      write: "customer { id: text key age: integer? }",
    },
  }),

  wrongType: rule({
    code: "SEG5004",
    name: "wrong-type",
    severity: "error",
    message: ({ wanted, found, hint }: { wanted: WantedKind; found: FoundKind; hint: string | null }) =>
      `${capital(withArticle(wanted))} is declared here, and this is ${withArticle(found)}.${hint === null ? "" : ` ${hint}`}`,
    page: {
      meaning:
        'Nothing is coerced: a text that looks like a number is a text. Reading it as a number silently is how segments come to match everyone or no one. Either correct the export, or declare the field as it really is; with a format (`number "1,234.56"`) texts are read as numbers.',
      avoid: `{"id": "1", "age": "37"}`,
      write: `{"id": "1", "age": 37}`,
    },
  }),

  notANumber: rule({
    code: "SEG5005",
    name: "not-a-number",
    severity: "error",
    message: ({ format, suggestion, missing }: UnreadParameters & { format: string | null }) => {
      const accepted =
        format === null
          ? "Numbers are read as `1234.56`, digits of any script, without grouping, currency or unit."
          : `Numbers are read as the format \`"${format}"\` writes them; a currency sign is ignored.`;
      const other = suggestion === null ? "" : ` If the file writes them so, declare \`number "${suggestion}"\`.`;
      return `This is no number. ${accepted}${missing === null ? other : missingHint("number", missing)}`;
    },
    page: {
      meaning:
        "The value cannot be read as a number the way the field says. `12,5` is not taken for 125 or 12.5 by guessing: the format after the type says which sign groups digits and which is the decimal point. Spellings such as `NaN`, `-` or `#N/A` belong after `missing`.",
      avoid: `betrag: number                       // the file has 1.234,56`,
      write: `betrag: number "1.234,56"\nscore:  number? missing ["NaN", "-"]`,
    },
  }),

  notAWholeNumber: rule({
    code: "SEG5006",
    name: "not-a-whole-number",
    severity: "error",
    message: () => "A whole number is declared here, and this one has a fraction. Declare `number` to take both.",
    page: {
      meaning: "`integer` takes whole numbers; `17850.0` is one, `12.5` is not.",
      avoid: "age: integer                         // the file has 37.5",
      write: "age: number",
    },
  }),

  numberTooLarge: rule({
    code: "SEG5007",
    name: "value-too-large",
    severity: "error",
    message: ({ integer }: { integer: boolean }) =>
      integer
        ? "This whole number is too large to be exact (beyond 9,007,199,254,740,991). If it is an identifier, declare it `text`: text reads the digits."
        : "This number is too large to be read (beyond about 1.8e308).",
    page: {
      meaning:
        "Beyond 9,007,199,254,740,991 neighbouring whole numbers can no longer be told apart, so two customers would become one. Long numbers are nearly always identifiers: declare them `text`, which keeps every digit.",
      avoid: "card: integer                        // the file has 6037991234567890123",
      write: "card: text",
    },
  }),

  notADate: rule({
    code: "SEG5008",
    name: "value-not-a-date",
    severity: "error",
    message: ({ time, accepted, suggestion, missing }: UnreadParameters & { time: boolean; accepted: string }) => {
      if (missing !== null) {
        const type = time ? "datetime" : "date";
        return `This is no ${time ? "date-time" : "date"}.${missingHint(type, missing)}`;
      }
      const other = suggestion === null ? "" : ` If the file writes them so, declare \`${suggestion}\`.`;
      return `This is no ${time ? "date-time" : "date"} that exists, written as ${accepted}.${other}`;
    },
    page: {
      meaning:
        "A date is read by the format of its field alone: ISO 8601 (`2024-05-01`) without one. `12/31/2024` is not turned round to fit `dd/MM/yyyy`, and days that do not exist, such as `2024-02-30` or `0000-00-00`, are bad data unless listed after `missing`.",
      avoid: "joined: date                         // the file has 31/12/2024",
      write: 'joined: date "dd/MM/yyyy"',
    },
  }),

  notABoolean: rule({
    code: "SEG5009",
    name: "not-a-boolean",
    severity: "error",
    message: ({ accepted, suggestion, missing }: UnreadParameters & { accepted: string }) => {
      const pair = suggestion === null ? "." : `; name the two spellings of the file: \`${suggestion}\`.`;
      return `This is neither yes nor no. Read are ${accepted}${missing === null ? pair : `.${missingHint("boolean", missing)}`}`;
    },
    page: {
      meaning:
        "Without a pair of spellings a boolean reads `true` and `false`, in CSV also `TRUE`, `False`, 1 and 0. With a pair it reads these two spellings, exactly, beside JSON's own booleans and, in CSV, 1 and 0.",
      avoid: "subscribed: boolean                  // the file has Yes and No",
      write: 'subscribed: boolean "Yes" / "No"',
    },
  }),

  notAChoice: rule({
    code: "SEG5010",
    name: "value-not-a-choice",
    severity: "error",
    message: ({ choices, nearest, missing }: ChoiceParameters) => {
      const listed = `This is none of the choices: ${someOf(choices.map((choice) => JSON.stringify(choice)))}.`;
      if (missing !== null) return `${listed}${missingHint("the choices", missing)}`;
      return nearest === null ? listed : `${listed} The nearest is ${JSON.stringify(nearest)}.`;
    },
    page: {
      meaning:
        'A field of choices takes the values written in the `customer` block and no other. Where a choice has a code (`"female" = "F"`) the data hold the code. Add the value as a choice, or declare the field `text`.',
      avoid: `gender: "female" | "male"            // the file has F and M`,
      write: `gender: "female" = "F" | "male" = "M"`,
    },
  }),

  outsideDomain: rule({
    code: "SEG5011",
    name: "outside-domain",
    severity: "error",
    message: (limits: LimitDescription) => `The value must be ${limitsInWords(limits)}.`,
    page: {
      meaning:
        "The range after a type is the domain of the field: what lies outside it is bad data, an age of 999 for instance. Proofs rely on it, so such records are rejected rather than classified.",
      avoid: "age: integer 0..120                  // the file has 999 for unknown",
      write: 'age: integer? 0..120 missing ["999"]',
    },
  }),

  offStep: rule({
    code: "SEG5012",
    name: "off-step",
    severity: "error",
    message: ({ step }: { step: number }) => `The value must be a multiple of ${step}.`,
    page: {
      meaning:
        "`step` says how fine the values of a field are: with `step 0.01` amounts are whole cents. `12.345` is then bad data.",
      avoid: "price: number 0.. step 0.01          // the file has 12.345",
      write: "price: number 0.. step 0.001",
    },
  }),

  brokenText: rule({
    code: "SEG5013",
    name: "broken-text",
    severity: "error",
    message: () =>
      "The text holds half a character (a lone surrogate) or the character U+0000, so it cannot be compared. It was damaged before it came here.",
    page: {
      meaning:
        "Half of a surrogate pair, as a program leaves that cuts texts by length, and U+0000 are no text. Texts holding them are bad data.",
      avoid: `{"id": "1", "name": "Sara \\ud83d"}`,
      write: `{"id": "1", "name": "Sara 🙂"}`,
    },
  }),

  brokenRequire: rule({
    code: "SEG5014",
    name: "broken-require",
    severity: "error",
    message: ({ text, place }: { text: string; place: string | null }) =>
      `The record breaks the rule \`require ${text}\`${place === null ? "" : ` (${place})`}.`,
    page: {
      meaning:
        "A `require` says what holds for every good record. A record that breaks it is rejected before it is classified; proofs may rely on the rule.",
      avoid: `require lastOrder is missing or lastOrder >= joined     // {"joined": "2024-05-01", "lastOrder": "2023-01-01"}`,
      write: `require lastOrder is missing or lastOrder >= joined     // {"joined": "2022-05-01", "lastOrder": "2023-01-01"}`,
    },
  }),

  repeatedKey: rule({
    code: "SEG5015",
    name: "repeated-key",
    severity: "error",
    message: ({ key, line }: { key: string; line: number }) =>
      `The key ${JSON.stringify(key)} was read before, in line ${line}. Each customer must come once.`,
    page: {
      meaning:
        "Two records have the same `key`. The first is read; counting both would count one customer twice. If a file has a row per order, group the rows: `orders: list of {…} from rows`.",
      avoid: "id,city\n1,Tehran\n1,Shiraz",
      write: "id,city\n1,Tehran\n2,Shiraz",
    },
  }),

  tooManyCells: rule({
    code: "SEG5016",
    name: "too-many-cells",
    severity: "error",
    message: ({ cells, columns }: { cells: number; columns: number }) =>
      `The row has ${cells} cells and the header ${columns}. A cell that holds the delimiter must stand in double quotes.`,
    page: {
      meaning:
        "A row has more cells than there are columns, so it is unknown which value belongs where. Usually a text holds the delimiter and is not quoted. Empty cells at the end do not count.",
      avoid: "id,city\n1,Tehran, north",
      write: 'id,city\n1,"Tehran, north"',
    },
  }),

  rowsDisagree: rule({
    code: "SEG5017",
    name: "rows-disagree",
    severity: "error",
    message: ({ first, line }: { first: string; line: number }) =>
      `The rows of this customer disagree: line ${line} has ${first}. What belongs to the customer must be the same in every row, or blank.`,
    page: {
      meaning:
        "With `from rows` several rows make one customer. Fields of the customer itself are repeated on each of its rows and must agree; what differs from row to row belongs into the list.",
      avoid: "customer,city,total\n1,Tehran,10\n1,Shiraz,20",
      write: "customer,city,total\n1,Tehran,10\n1,Tehran,20",
    },
  }),

  ambiguousCustomer: rule({
    code: "SEG5018",
    name: "ambiguous-customer",
    severity: "error",
    message: ({ criterion, segments }: { criterion: string; segments: readonly string[] }) =>
      `The customer is in ${andOf(segments)}, and the segments of \`${criterion}\` must not overlap; so it gets none of them. Make the conditions exclude each other, or write \`ordered\` or \`overlapping\`.`,
    page: {
      meaning:
        "A customer belongs to at most one segment of a criterion unless it is `overlapping`. This one meets the conditions of two or more. It is counted as ambiguous and gets no segment of that criterion; nothing is chosen for you.",
      avoid: "criterion Age {\n  segment Young where age <= 30\n  segment Grown where age >= 30\n}",
      write: "criterion Age {\n  segment Young where age < 30\n  segment Grown where age >= 30\n}",
    },
  }),

  unclosedQuote: rule({
    code: "SEG5019",
    name: "unclosed-quote",
    severity: "error",
    message: () =>
      "A double quote opens a cell here and is not closed before another cell, or not at all. Close it; inside quotes a double quote is written twice. The lines below were read as rows of their own.",
    page: {
      meaning:
        "A cell that begins with a double quote ends at the next single one, line breaks included. Where that one is missing, or stands where it opens another cell, the line is rejected, and reading goes on with the next line.",
      avoid: 'id,note\n1,"says hi\n2,fine',
      write: 'id,note\n1,"says hi"\n2,fine',
    },
  }),

  brokenArray: rule({
    code: "SEG5020",
    name: "broken-array",
    severity: "error",
    message: ({ problem }: { problem: BrokenList }) => {
      switch (problem) {
        case "cut-off":
          return "The list of customers has no closing `]`: the file is cut off here.";
        case "no-comma":
          return "Between two customers the comma is missing, here for the first time. Both were read.";
        case "commas-between":
          return "Commas stand between customers that are in no list, here for the first time. The customers were read.";
        case "object-cut-off":
          return "What is around the customers is not closed: the file is cut off here.";
        case "no-value":
          return "A customer is missing beside this comma; between the commas of a list there is one object each.";
        case "after-end":
          return "The list of customers ended before this; what follows its `]` is not read.";
      }
    },
    page: {
      meaning:
        "A JSON file of customers is one list: `[`, the objects with commas between them, `]`. Text after its end, a comma too few or too many, or a missing end mean that something was lost when the file was made. A comma behind the last object takes nothing away and is let pass.",
      avoid: `[{"id": "1"}, {"id": "2"},`,
      write: `[{"id": "1"}, {"id": "2"}]`,
    },
  }),
} as const;

type BrokenList = "cut-off" | "object-cut-off" | "no-value" | "no-comma" | "commas-between" | "after-end";

function damageInWords({ outcome, told }: JsonDamage): string {
  const given = told === null ? "" : ` The first ${told.toLocaleString("en")} characters are given.`;
  switch (outcome) {
    case "resumed":
      return `Reading went on at the next customer; all before it is given here.${given}`;
    case "unread":
      return `Where another customer begins behind it nobody can tell, so the rest was not read.${given}`;
    case "cut-off":
      return `The file is cut off here; or brackets are missing, and what follows seemed to be a part of this customer.${given}`;
  }
}

function jsonProblemInWords(problem: JsonProblem): string {
  switch (problem.kind) {
    case "cut-off":
      return problem.within === "text"
        ? "it ends inside a text"
        : problem.within === "value"
          ? "it ends where a value should stand"
          : `it ends before its ${problem.within} is closed`;
    case "after-value":
      return `the value is complete, and \`${problem.found}\` follows`;
    case "word":
      return `\`${problem.word}\` is no value; texts stand in double quotes, and a value that is missing is \`null\``;
    case "number":
      return `\`${problem.text}\` is not how JSON writes a number`;
    case "escape":
      return `\`${problem.text}\` is no escape; a backslash is written \`\\\\\``;
    case "control-character":
      return `a text holds the control character U+${problem.unit.toString(16).toUpperCase().padStart(4, "0")}${problem.unit === 10 || problem.unit === 13 ? " (a line break)" : ""}; it is written as an escape`;
    case "trailing-comma":
      return "a comma stands before the closing bracket";
    case "too-deep":
      return `more than ${problem.limit} lists and objects lie inside each other`;
    case "expected": {
      const what = {
        value: "a value",
        key: "a key in double quotes",
        colon: "a colon",
        "comma-or-bracket": "a comma or `]`",
        "comma-or-brace": "a comma or `}`",
      }[problem.expected];
      return `${what} should stand where \`${problem.found}\` stands`;
    }
  }
}

function limitsInWords({ low, high, highExclusive }: LimitDescription): string {
  if (low === null) return highExclusive ? `less than ${high}` : `at most ${high}`;
  if (high === null) return `at least ${low}`;
  return highExclusive ? `at least ${low} and less than ${high}` : `from ${low} to ${high}`;
}

function withArticle(noun: string): string {
  return noun === "yes or no" || noun === "text"
    ? noun === "text"
      ? "a text"
      : noun
    : `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function missingHint(type: string, word: string): string {
  return ` If it stands for missing, write \`${type === "the choices" ? "…" : type}? missing [${JSON.stringify(word)}]\`.`;
}

/** The first ten, and how many more there are. */
function someOf(items: readonly string[]): string {
  const first = items.slice(0, 10).join(", ");
  return items.length > 10 ? `${first} and ${items.length - 10} more` : first;
}

function andOf(items: readonly string[]): string {
  const quoted = items.map((item) => `\`${item}\``);
  if (quoted.length <= 1) return quoted.join("");
  return `${quoted.length === 2 ? "both " : ""}${quoted.slice(0, -1).join(", ")} and ${quoted[quoted.length - 1]}`;
}
