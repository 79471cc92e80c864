import { rule } from "../../rule.js";

/** SEG11xx: characters, and how single words, numbers, texts and dates are written. */
export const literalRules = {
  invisibleCharacter: rule<{ character: string; blank: boolean }>({
    code: "SEG1101",
    name: "invisible-character",
    severity: "error",
    message: ({ character, blank }) =>
      blank
        ? `Here stands ${character}, which only looks like a blank. Write a plain blank.`
        : `Here stands an invisible character: ${character}. Remove it.`,
    page: {
      meaning:
        "Text copied from web pages, chats or word processors often carries characters that nobody sees: special blanks, direction marks, zero-width signs. They would make two names that look the same different, or show a program in another order than it is read. Outside of texts and comments they are not allowed; the zero-width (non-)joiner between the letters of a name is.",
      avoid: 'segment A where city = \u00a0"Tehran"   // a no-break space before the text',
      write: 'segment A where city = "Tehran"',
    },
  }),

  unexpectedCharacter: rule<{ character: string; hint: string | null }>({
    code: "SEG1102",
    name: "unexpected-character",
    severity: "error",
    message: ({ character, hint }) => `${character} has no meaning here.${hint === null ? "" : ` ${hint}`}`,
    page: {
      meaning:
        "A sign that the language does not use. In a name, put the whole name in backticks; in a text, between quotation marks.",
      avoid: "segment A where e-mail@work is present",
      write: "segment A where `e-mail@work` is present",
    },
  }),

  unclosedText: rule<Record<string, never>>({
    code: "SEG1103",
    name: "unclosed-text",
    severity: "error",
    message: () => 'This text is not closed: a `"` is missing before the end of the line.',
    page: {
      meaning:
        "A text starts and ends with a quotation mark on the same line. A line end inside a text is written `\\n`.",
      avoid: 'segment A where city = "Tehran',
      write: 'segment A where city = "Tehran"',
    },
  }),

  unclosedComment: rule<Record<string, never>>({
    code: "SEG1104",
    name: "unclosed-comment",
    severity: "error",
    message: () => "This comment is not closed: a `*/` is missing. Everything behind it is read as comment.",
    page: {
      meaning: "A comment that starts with `/*` runs to the next `*/`. Comments do not nest.",
      avoid: "/* the old rule\nsegment A where age > 3",
      write: "/* the old rule */\nsegment A where age > 3",
    },
  }),

  unclosedName: rule<Record<string, never>>({
    code: "SEG1105",
    name: "unclosed-name",
    severity: "error",
    message: () => "This name is not closed: a backtick is missing before the end of the line.",
    page: {
      meaning: "A name in backticks starts and ends on the same line.",
      avoid: "segment `over 60 where age > 60",
      write: "segment `over 60` where age > 60",
    },
  }),

  emptyName: rule<Record<string, never>>({
    code: "SEG1106",
    name: "empty-name",
    severity: "error",
    message: () => "There is no name between these backticks.",
    page: {
      meaning: "A name has at least one character.",
      avoid: "segment `` where age > 60",
      write: "segment `over 60` where age > 60",
    },
  }),

  unclosedPattern: rule<Record<string, never>>({
    code: "SEG1107",
    name: "unclosed-pattern",
    severity: "error",
    message: () =>
      "This pattern is not closed: a `/` is missing before the end of the line. A slash in the pattern is written `\\/`.",
    page: {
      meaning: "A pattern starts and ends with a slash on the same line.",
      avoid: "segment A where code matches /^AB",
      write: "segment A where code matches /^AB/",
    },
  }),

  badEscape: rule<{ written: string; problem: string }>({
    code: "SEG1108",
    name: "bad-escape",
    severity: "error",
    message: ({ written, problem }) => `\`${written}\` ${problem}.`,
    page: {
      meaning:
        'In a text the backslash starts an escape, as in JSON: `\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u` with four hexadecimal digits. A backslash itself is written twice. Half of a surrogate pair and U+0000 are no text.',
      avoid: 'segment A where path = "C:\\data"',
      write: 'segment A where path = "C:\\\\data"',
    },
  }),

  controlInText: rule<{ character: string; write: string }>({
    code: "SEG1109",
    name: "control-in-text",
    severity: "error",
    message: ({ character, write }) => `The text holds ${character}. Remove it, or write it as \`${write}\`.`,
    page: {
      meaning: "Control characters in a text cannot be seen, so they are written as escapes.",
      avoid: 'segment A where code = "A\u0007"   // a bell character before the closing mark',
      write: 'segment A where code = "A\\u0007"',
    },
  }),

  malformedNumber: rule<{ text: string; problem: string; write: string | null }>({
    code: "SEG1110",
    name: "malformed-number",
    severity: "error",
    message: ({ text, problem, write }) =>
      `\`${text}\` is not a number: ${problem}.${write === null ? "" : ` Write \`${write}\`.`}`,
    page: {
      meaning:
        "Numbers are written with digits, `_` between digits to group them, and one point between digits: `80_000`, `19.99`, `5%`. No leading zeros, no exponent, nothing glued to them. Persian and Arabic digits are digits too.",
      avoid: "segment A where total > .5 and code > 007",
      write: "segment A where total > 0.5 and code > 7",
    },
  }),

  numberTooLarge: rule<{ text: string }>({
    code: "SEG1111",
    name: "number-too-large",
    severity: "error",
    message: ({ text }) => `\`${text}\` is too large for a number; numbers reach to about 1.8 followed by 308 digits.`,
    page: {
      meaning: "Numbers have the range of the numbers in JSON data as all programs read it.",
      avoid: `segment A where total < 1${"0".repeat(309)}`,
      write: "segment A where total < 1_000_000_000",
    },
  }),

  notADate: rule<{ text: string; problem: string; write: string | null }>({
    code: "SEG1112",
    name: "not-a-date",
    severity: "error",
    message: ({ text, problem, write }) =>
      `\`${text}\` is not a date: ${problem}.${write === null ? "" : ` Write \`${write}\`.`}`,
    page: {
      meaning:
        "Four digits, a hyphen, digits, a hyphen, digits without blanks are always a date: year, month and day of the Gregorian calendar, `2024-05-01`, from 0001-01-01 to 9999-12-31. To subtract numbers, write blanks around the minus.",
      avoid: "segment A where joined < 1998-4-31",
      write: "segment A where joined <= 1998-04-30",
    },
  }),

  notADateTime: rule<{ text: string; problem: string; write: string | null }>({
    code: "SEG1113",
    name: "not-a-date-time",
    severity: "error",
    message: ({ text, problem, write }) =>
      `\`${text}\` is not a date-time: ${problem}.${write === null ? "" : ` Write \`${write}\`.`}`,
    page: {
      meaning:
        "A date-time is a date, `T`, hours and minutes, perhaps seconds, and always a zone, so that it means the same moment everywhere: `2024-05-01T10:00Z`, `2024-05-01T13:30:00+03:30`.",
      avoid: "segment A where at < 2024-05-01T10:00",
      write: "segment A where at < 2024-05-01T10:00Z",
    },
  }),

  durationAmount: rule<{ text: string }>({
    code: "SEG1114",
    name: "duration-amount",
    severity: "error",
    message: ({ text }) =>
      `\`${text}\` is not a duration: the amount must be a whole number, such as \`36 hours\` or \`18 months\`.`,
    page: {
      meaning: "Durations are counted in whole hours, days, weeks, months or years.",
      avoid: "segment A where joined > today - 1.5 years",
      write: "segment A where joined > today - 18 months",
    },
  }),

  /** `lines`: so many lines of a list file are such; in a program each place is reported by itself. */
  unbalancedDirection: rule<{ character: string; ended: boolean; lines?: number }>({
    code: "SEG1115",
    name: "unbalanced-direction",
    severity: "warning",
    message: ({ character, ended, lines = 1 }) => {
      const others = lines - 1;
      const more =
        others === 0
          ? ""
          : ` ${others} other ${others === 1 ? "line of this file holds" : "lines of this file hold"} such, too.`;
      return ended
        ? `Here stands ${character}, which shows the letters behind it in another order than they are read. Remove it.${more}`
        : `Here stands ${character} without the character that ends it, so the rest of the line may be shown in another order than it is read. Remove it.${more}`;
    },
    page: {
      meaning:
        "Characters that change the direction of writing may stand in texts, patterns, comments and the files of lists if each one is ended again, in the same line. One that is not reaches beyond the text and can hide what a program really says. Overrides (U+202D, U+202E) show letters back to front, and are reported always. Persian and Arabic text needs none of these.",
      avoid: "// a comment that a right-to-left override ends\u202e",
      write: "// a comment",
    },
  }),

  nameStart: rule<{ name: string; write: string }>({
    code: "SEG1116",
    name: "name-start",
    severity: "error",
    message: ({ name, write }) =>
      `\`${name}\` cannot be a name by itself, because a name starts with a letter. Write it in backticks: \`\` ${write} \`\`.`,
    page: {
      meaning:
        "A name is a letter, followed by letters, digits and `_`. A field of the data that is called otherwise is written in backticks, here and wherever it is used.",
      avoid: "customer { _id: text }",
      write: "customer { `_id`: text }",
    },
  }),
} as const;
