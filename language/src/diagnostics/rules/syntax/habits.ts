import { rule } from "../../rule.js";

/** SEG12xx: what people type by habit from other languages. Each comes with its fix and is read as meant. */
export const habitRules = {
  foreignOperator: rule<{ written: string; write: string }>({
    code: "SEG1201",
    name: "foreign-operator",
    severity: "error",
    message: ({ written, write }) => `\`${written}\` is written \`${write}\` in Seg.`,
    page: {
      meaning:
        "An operator of another language. Seg compares with `=`, `!=`, `<`, `<=`, `>`, `>=` and joins conditions with `and`, `or`, `not`.",
      avoid: 'segment A where city == "Tehran" && age ≥ 18',
      write: 'segment A where city = "Tehran" and age >= 18',
    },
  }),

  foreignQuotes: rule<{ open: string; close: string }>({
    code: "SEG1202",
    name: "foreign-quotes",
    severity: "error",
    message: ({ open, close }) => `Texts stand between plain quotation marks \`"…"\`, not \`${open}…${close}\`.`,
    page: {
      meaning:
        'Word processors and chats turn quotation marks into typographic ones, and other languages use other signs. Seg knows only `"`. Inside a text, any of them may stand.',
      avoid: "segment A where city = 'Tehran' or city = “Shiraz”",
      write: 'segment A where city = "Tehran" or city = "Shiraz"',
    },
  }),

  semicolon: rule<{ comma: boolean }>({
    code: "SEG1203",
    name: "semicolon",
    severity: "error",
    message: ({ comma }) =>
      comma ? "Things in a list are separated by commas, not by `;`." : "Nothing ends with `;` in Seg. Remove it.",
    page: {
      meaning: "Declarations end where they end; no sign closes them.",
      avoid: "segment A where age > 3;",
      write: "segment A where age > 3",
    },
  }),

  wordsForOperator: rule<{ written: string; write: string }>({
    code: "SEG1204",
    name: "words-for-operator",
    severity: "error",
    message: ({ written, write }) => `\`${written}\` is written \`${write}\` in Seg.`,
    page: {
      meaning:
        "Seg reads like English, but comparisons are written with signs: `=`, `!=`, `<`, `<=`, `>`, `>=`. `is` is only for `is missing`, `is present` and `is empty`.",
      avoid: 'segment A where city is "Tehran" and age is at least 18',
      write: 'segment A where city = "Tehran" and age >= 18',
    },
  }),

  between: rule<{ write: string }>({
    code: "SEG1205",
    name: "between",
    severity: "error",
    message: ({ write }) => `Seg has no \`between\`: write \`${write}\`, which takes in both ends.`,
    page: {
      meaning:
        "A value between two others is written as a range, both ends included (`18..29`), without the upper one (`18..<30`), or as a chain of comparisons.",
      avoid: "segment A where age between 18 and 30",
      write: "segment A where age in 18..30",
    },
  }),

  letterCase: rule<{ written: string; write: string }>({
    code: "SEG1206",
    name: "letter-case",
    severity: "error",
    message: ({ written, write }) =>
      `Words of the language are written in small letters: \`${write}\`, not \`${written}\`.`,
    page: {
      meaning: "Large and small letters differ in Seg: `AND` would be a name.",
      avoid: 'segment A where city = "Tehran" AND vip = TRUE',
      write: 'segment A where city = "Tehran" and vip = true',
    },
  }),

  nullValue: rule<{ written: string; write: string }>({
    code: "SEG1207",
    name: "null-value",
    severity: "error",
    message: ({ written, write }) => `Seg has no \`${written}\`: write \`${write}\` to ask whether there is a value.`,
    page: {
      meaning:
        "A comparison with a missing value is always false, so it is asked for by its own words: `is missing` and `is present`.",
      avoid: "segment A where email = null",
      write: "segment A where email is missing",
    },
  }),

  ifThen: rule<{ written: string; write: string }>({
    code: "SEG1208",
    name: "if-then",
    severity: "error",
    message: ({ written, write }) =>
      `\`${written}\` is written \`${write}\` in Seg: \`when vip then 3 when member then 2 else 1\`.`,
    page: {
      meaning:
        "A value that depends on conditions is written with `when`; further branches each start with `when`, and `else` closes.",
      avoid: "define points = if vip then 3 else if member then 2 else 1",
      write: "define points = when vip then 3 when member then 2 else 1",
    },
  }),

  like: rule<{ written: string; write: string }>({
    code: "SEG1209",
    name: "like",
    severity: "error",
    message: ({ written, write }) =>
      `Seg has no \`${written}\`: write \`${write}\`. Texts are tested with \`contains\`, \`starts with\`, \`ends with\` and \`matches\`.`,
    page: {
      meaning:
        "Where SQL has `like` with `%` signs, Seg has a test of its own for each meaning. For lists, `has` asks for an element.",
      avoid: 'segment A where email like "%.ir"',
      write: 'segment A where email ends with ".ir"',
    },
  }),

  gluedUnit: rule<{ written: string; write: string }>({
    code: "SEG1210",
    name: "glued-unit",
    severity: "error",
    message: ({ written, write }) => `Write a blank between number and unit: \`${write}\`, not \`${written}\`.`,
    page: {
      meaning: "A duration is a number, a blank and one of hours, days, weeks, months, years.",
      avoid: "segment A where joined > today - 30days",
      write: "segment A where joined > today - 30 days",
    },
  }),

  foreignPeriod: rule<{ written: string; write: string }>({
    code: "SEG1211",
    name: "foreign-period",
    severity: "error",
    message: ({ written, write }) => `\`${written}\` is written \`${write}\` in Seg.`,
    page: {
      meaning:
        "Periods are `in last 30 days`, `in this month`, `in last quarter` and their like, without an article. The days to come are a range from today.",
      avoid: "segment A where renewal in next 30 days and joined in the last 6 months",
      write: "segment A where renewal in today..today + 30 days and joined in last 6 months",
    },
  }),

  foreignComment: rule<{ written: string }>({
    code: "SEG1212",
    name: "foreign-comment",
    severity: "error",
    message: ({ written }) => `Comments start with \`//\` in Seg, not with \`${written}\`.`,
    page: {
      meaning:
        "What stands behind `//` up to the end of its line is a comment, and so is everything between `/*` and `*/`. Lines that start with `///` are the documentation of the declaration below them.",
      avoid: "# grown-ups only\nsegment A where age >= 18   -- both ends of the law",
      write: "// grown-ups only\nsegment A where age >= 18   // both ends of the law",
    },
  }),

  optionalField: rule<{ written: string; write: string }>({
    code: "SEG1214",
    name: "optional-field",
    severity: "error",
    message: ({ written, write }) =>
      `A field that may be missing has a \`?\` right behind its type: write \`${write}\`${written === "?" ? ", before everything else" : `, not \`${written}\``}.`,
    page: {
      meaning:
        'The `?` belongs to the type, so it stands right behind it: `date? "dd/MM/yyyy"`, `integer? 0..120`. A field without `?` must have a value in every record.',
      avoid: 'customer { joined: date "dd/MM/yyyy"? }',
      write: 'customer { joined: date? "dd/MM/yyyy" }',
    },
  }),

  misspeltWord: rule<{ written: string; write: string }>({
    code: "SEG1215",
    name: "misspelt-word",
    severity: "error",
    message: ({ written, write }) => `\`${written}\` has no meaning here: did you mean \`${write}\`?`,
    page: {
      meaning: "At this place only certain words can stand, and what is written is nearly one of them.",
      avoid: "segment Adult were age >= 18",
      write: "segment Adult where age >= 18",
    },
  }),

  segmentsInBrackets: rule<Record<string, never>>({
    code: "SEG1216",
    name: "segments-in-brackets",
    severity: "error",
    message: () => "The names of the segments a persona is expected in stand without brackets: `in Young, Loyal`.",
    page: {
      meaning:
        "Behind the record of a persona stand `in` and `not in`, each with names of segments that commas separate. They are names, not a list of values.",
      avoid: "persona Sara { age: 20 } in [Young, Loyal]",
      write: "persona Sara { age: 20 } in Young, Loyal",
    },
  }),

  alternatives: rule<{ write: string }>({
    code: "SEG1213",
    name: "alternatives",
    severity: "error",
    message: ({ write }) => `\`or\` and \`and\` join conditions, not values: write \`${write}\`.`,
    page: {
      meaning:
        "A value by itself says nothing that could be true or false. Several values for one test stand in square brackets, behind `in`, `has any of`, `has all of`, `contains any of`, `starts with any of` or `ends with any of`.",
      avoid: 'segment A where tags has "tea" or "coffee"',
      write: 'segment A where tags has any of ["tea", "coffee"]',
    },
  }),
} as const;
