import { rule } from "../../rule.js";

/** SEG10xx: what the grammar expects. */
export const grammarRules = {
  unexpected: rule<{ found: string | null; expected: string; after: string | null; hint?: string }>({
    code: "SEG1001",
    name: "unexpected-token",
    severity: "error",
    message: ({ found, expected, after, hint }) => {
      const place = after === null ? "here" : `after ${after}`;
      const what =
        found === null
          ? `Something is missing ${place}: expected ${expected}`
          : `Expected ${expected} ${place}, not ${found}`;
      return `${what}.${hint === undefined ? "" : ` ${hint}`}`;
    },
    page: {
      meaning:
        "At this place the language allows something else. The declaration, field or segment that holds the mistake is set aside; all others are checked as usual. Often a word, a comma or a bracket is missing just before the place shown.",
      avoid: "segment Adult where age >=",
      write: "segment Adult where age >= 18",
    },
  }),

  outsideDeclaration: rule<{ found: string; suggestion: string | null }>({
    code: "SEG1002",
    name: "outside-declaration",
    severity: "error",
    message: ({ found, suggestion }) =>
      suggestion !== null
        ? `${found} starts no declaration: did you mean \`${suggestion}\`?`
        : `${found} stands outside of any declaration. A declaration starts with \`customer\`, \`require\`, \`list\`, \`define\`, \`segment\`, \`criterion\` or \`persona\`.`,
    page: {
      meaning:
        "A program is a sequence of declarations, each starting with its own word. What stands here belongs to none of them: perhaps the first word of a declaration is missing or misspelt, or a `}` closed a block too early.",
      avoid: "segmnt Adult where age >= 18",
      write: "segment Adult where age >= 18",
    },
  }),

  unclosedBracket: rule<{ open: string; close: string }>({
    code: "SEG1003",
    name: "unclosed-bracket",
    severity: "error",
    message: ({ open, close }) => `This \`${open}\` is never closed: a \`${close}\` is missing.`,
    page: {
      meaning: "Every opening bracket needs its closing one before the declaration ends.",
      avoid: "segment Young where (age < 18 or student",
      write: "segment Young where (age < 18 or student)",
    },
  }),

  strayBracket: rule<{ bracket: string }>({
    code: "SEG1004",
    name: "stray-bracket",
    severity: "error",
    message: ({ bracket }) =>
      `This \`${bracket}\` closes nothing. Remove it, or write the opening bracket it belongs to.`,
    page: {
      meaning: "A closing bracket without an opening one before it.",
      avoid: "segment Young where age < 18)",
      write: "segment Young where age < 18",
    },
  }),

  tooDeep: rule<{ limit: number }>({
    code: "SEG1005",
    name: "nested-too-deep",
    severity: "error",
    message: ({ limit }) =>
      `This is nested more than ${limit} levels deep. Give parts of it names of their own with \`define\`.`,
    page: {
      meaning:
        "Brackets, `not`, minus signs, filters and types may be nested 100 levels deep, and 1,000 arithmetic signs may follow each other. More is a sign of generated text that went wrong, and nobody could read the explanation of it.",
      avoid: `segment A where ${"(".repeat(101)}age > 3${")".repeat(101)}`,
      write: "segment A where age > 3",
    },
  }),

  reservedName: rule<{ word: string }>({
    code: "SEG1006",
    name: "reserved-name",
    severity: "error",
    message: ({ word }) => `\`${word}\` is a reserved word and cannot be a name by itself. Write it in backticks.`,
    page: {
      meaning:
        "Sixteen words are reserved: and, or, not, in, is, where, any, all, no, true, false, today, now, when, then, else. To use one as a name, put it in backticks, here and wherever the name is used. All other words are free.",
      avoid: "customer { in: text }",
      write: "customer { `in`: text }",
    },
  }),

  mixedAndOr: rule<Record<string, never>>({
    code: "SEG1007",
    name: "mixed-and-or",
    severity: "warning",
    message: () =>
      "`and` and `or` are mixed without brackets. `and` is read first; write the brackets, so that every reader sees it.",
    page: {
      meaning:
        "`a or b and c` means `a or (b and c)`. Many people read it as `(a or b) and c`, which is another group of customers. The brackets cost nothing.",
      avoid: 'segment A where vip or city = "Tehran" and age > 30',
      write: 'segment A where vip or (city = "Tehran" and age > 30)',
    },
  }),

  mixedChain: rule<{ operators: string }>({
    code: "SEG1008",
    name: "mixed-chain",
    severity: "error",
    message: ({ operators }) =>
      `A chain of comparisons must run in one direction, all \`<\` and \`<=\` or all \`>\` and \`>=\`; this one has ${operators}. Write the comparisons apart, joined by \`and\`.`,
    page: {
      meaning:
        "`18 <= age < 30` says that age lies between two bounds. A chain that changes direction, or one with `=` or `!=`, does not say anything readers agree on.",
      avoid: "segment A where 18 <= age > limit",
      write: "segment A where 18 <= age and age > limit",
    },
  }),

  bracketsNeeded: rule<{ first: string; second: string }>({
    code: "SEG1009",
    name: "brackets-needed",
    severity: "error",
    message: ({ first, second }) =>
      `${first} and ${second} cannot follow each other directly. Join two conditions by \`and\`, or put one of them in brackets.`,
    page: {
      meaning:
        "Comparisons and tests such as `in`, `contains`, `has` or `is missing` give true or false; a second test cannot go on from there.",
      avoid: "segment A where city in cities = true",
      write: "segment A where city in cities",
    },
  }),

  rangeBound: rule<{ bound: string }>({
    code: "SEG1010",
    name: "range-bound",
    severity: "error",
    message: ({ bound }) =>
      `${bound} cannot be the bound of a range: bounds are literals, or \`today\` or \`now\` plus or minus a duration. For other bounds write comparisons: \`low <= x <= high\`.`,
    page: {
      meaning:
        "A range such as `18..29` is a fixed set of values, so that the checker can reason about it. For bounds that are computed or named, a chain of comparisons says the same.",
      avoid: "segment A where age in minimum..maximum",
      write: "segment A where minimum <= age <= maximum",
    },
  }),

  emptyRange: rule<Record<string, never>>({
    code: "SEG1011",
    name: "range-without-bounds",
    severity: "error",
    message: () => "A range needs a bound: `18..29`, `18..<30`, `65..` or `..<18`.",
    page: {
      meaning: "A range is open on one side at most, and a range with `..<` needs the bound that it leaves out.",
      avoid: "segment A where age in 18..<",
      write: "segment A where age in 18..",
    },
  }),

  repeatedModifier: rule<{ modifier: string }>({
    code: "SEG1012",
    name: "repeated-modifier",
    severity: "error",
    message: ({ modifier }) => `\`${modifier}\` is written twice. Keep one.`,
    page: {
      meaning:
        "Each modifier of a field or of a criterion may be written once; with two of a kind it would be unclear which one holds.",
      avoid: "customer { age: integer 0..120 1..99 }",
      write: "customer { age: integer 0..120 }",
    },
  }),

  missingElse: rule<Record<string, never>>({
    code: "SEG1013",
    name: "missing-else",
    severity: "error",
    message: () => "`when` needs an `else`: the value where none of the conditions holds.",
    page: {
      meaning: "`when … then …` must have a value for every customer, so it ends with `else` and a value.",
      avoid: "define points = when vip then 3",
      write: "define points = when vip then 3 else 1",
    },
  }),

  patternExpected: rule<Record<string, never>>({
    code: "SEG1014",
    name: "pattern-expected",
    severity: "error",
    message: () => "`matches` needs a pattern between slashes: `matches /^[A-Z]{2}/`.",
    page: {
      meaning:
        "A pattern is written in the program itself, between slashes, so that it can be checked. For a plain text use `contains`, `starts with` or `ends with`.",
      avoid: 'segment A where code matches "^AB"',
      write: "segment A where code matches /^AB/",
    },
  }),

  misplacedPattern: rule<Record<string, never>>({
    code: "SEG1015",
    name: "misplaced-pattern",
    severity: "error",
    message: () => "A pattern `/…/` stands only after `matches`.",
    page: {
      meaning: "Elsewhere `/` divides. To test a text against a pattern, write `matches`.",
      avoid: "segment A where code = /^AB/",
      write: "segment A where code matches /^AB/",
    },
  }),
} as const;
