import { rule } from "../../rule.js";

const quoted = (choices: readonly string[]) => {
  const shown = choices.slice(0, 6).map((choice) => JSON.stringify(choice));
  return shown.join(", ") + (choices.length > 6 ? `, … (${choices.length} in all)` : "");
};

/** Comparisons of unlike things: SEG3010 to SEG3029. */
export const comparingRules = {
  unlikeTypes: rule({
    code: "SEG3010",
    name: "unlike-types",
    severity: "error",
    message: (p: { left: string; leftType: string; right: string; rightType: string; advice: string | null }) =>
      `\`${p.left}\` is ${p.leftType} and \`${p.right}\` is ${p.rightType}: they can never be compared.${p.advice === null ? "" : ` ${p.advice}`}`,
    page: {
      meaning:
        "Nothing is converted silently: a number and a text that looks like it are two things. Compare values of one type.",
      avoid: "segment A where city = 5",
      write: 'segment A where city = "5"',
    },
  }),
  numberInQuotes: rule({
    code: "SEG3011",
    name: "number-in-quotes",
    severity: "error",
    message: (p: { other: string; text: string; number: string | null }) =>
      `\`${p.other}\` is a number and ${JSON.stringify(p.text)} is a text.${p.number === null ? " Compare it with a number." : ` Write \`${p.number}\`, without quotes.`}`,
    page: {
      meaning:
        'Numbers compared as text go wrong without a word ("9" is behind "10"), so a number is only compared with numbers.',
      avoid: 'segment A where age >= "18"',
      write: "segment A where age >= 18",
    },
  }),
  notAChoice: rule({
    code: "SEG3012",
    name: "not-a-choice",
    severity: "error",
    message: (p: { field: string; text: string; choices: readonly string[]; nearest: string | null }) =>
      `${JSON.stringify(p.text)} is not among the choices of \`${p.field}\`: ${quoted(p.choices)}.${p.nearest === null ? "" : ` Did you mean ${JSON.stringify(p.nearest)}?`}`,
    page: {
      meaning:
        "The customer block lists every value the field can have. A comparison with any other would be false for every customer, which is nearly always a slip.",
      avoid: 'segment A where channel = "on-line"',
      write: 'segment A where channel = "online"',
    },
  }),
  codeForChoice: rule({
    code: "SEG3013",
    name: "code-for-choice",
    severity: "error",
    message: (p: { field: string; code: string; choice: string }) =>
      `${JSON.stringify(p.code)} is how the data spell \`${p.field}\`; in the program that choice is ${JSON.stringify(p.choice)}.`,
    page: {
      meaning:
        '`"female" = "F"` declares the choice "female", which the data write as "F". Conditions use the choice, so that they stay true when the data change their spelling.',
      avoid: 'segment Women where gender = "F"',
      write: 'segment Women where gender = "female"',
    },
  }),
  booleanAgainstText: rule({
    code: "SEG3014",
    name: "boolean-against-value",
    severity: "error",
    message: (p: { field: string; value: string; write: string | null }) =>
      `\`${p.field}\` is true or false, and ${p.value} is neither.${p.write === null ? "" : ` Write \`${p.write}\`.`}`,
    page: {
      meaning: "A boolean is a condition by itself, whatever words the data use for yes and no.",
      avoid: 'segment A where subscribed = "Yes"',
      write: "segment A where subscribed",
    },
  }),
  dateInQuotes: rule({
    code: "SEG3015",
    name: "date-in-quotes",
    severity: "error",
    message: (p: { other: string; otherType: string; value: string; write: string | null }) =>
      `\`${p.other}\` is ${p.otherType} and ${p.value} is not.${p.write === null ? " A date is written 2024-05-01." : ` Write \`${p.write}\`.`}`,
    page: {
      meaning: "A date is written year-month-day without quotes: `2024-05-01`; a date-time `2024-05-01T10:00Z`.",
      avoid: 'segment A where joined >= "2024-05-01"',
      write: "segment A where joined >= 2024-05-01",
    },
  }),
  textNeedsQuotes: rule({
    code: "SEG3016",
    name: "number-against-text",
    severity: "error",
    message: (p: { other: string; otherType: string; value: string }) =>
      `\`${p.other}\` is ${p.otherType} and \`${p.value}\` is not. Write it in quotes: "${p.value}".`,
    page: {
      meaning:
        'A text is compared with texts, also where it happens to consist of digits (postal codes, telephone numbers): "007" and 7 are different.',
      avoid: "segment A where postcode = 10115",
      write: 'segment A where postcode = "10115"',
    },
  }),
  noOrder: rule({
    code: "SEG3017",
    name: "no-order",
    severity: "error",
    message: (p: { operator: string; operand: string; type: string }) =>
      `\`${p.operator}\` is not for ${p.type === "a folded text" ? "a text" : p.type}: \`${p.operand}\` has no smaller and larger. Use \`=\`, \`in\`${p.type.includes("text") ? ", `starts with`" : ""}, or compare a number or a date.`,
    page: {
      meaning:
        "Numbers, dates and date-times have an order. Texts would need an alphabet, and every system has another one; choices and booleans have none.",
      avoid: 'segment A where region > "A"',
      write: 'segment A where region starts with "A"',
    },
  }),
  foldedAgainstPlain: rule({
    code: "SEG3018",
    name: "folded-against-plain",
    severity: "error",
    message: (p: { folded: string; plain: string }) =>
      `\`${p.folded}\` is \`text folded\` and \`${p.plain}\` is plain \`text\`: one is compared by its folded letters, the other as it stands. Declare both \`text folded\`.`,
    page: {
      meaning: "A folded text has lost its capitals and letter variants, so it equals a plain text only by luck.",
      avoid: "customer { city: text folded, homeTown: text }\nsegment Local where city = homeTown",
      write: "customer { city: text folded, homeTown: text folded }\nsegment Local where city = homeTown",
    },
  }),
  neverEqual: rule({
    code: "SEG3019",
    name: "never-true",
    severity: "warning",
    message: (p: { test: string; holds: boolean; because: string }) =>
      `\`${p.test}\` is ${p.holds ? "always true" : "never true"}${p.holds ? " where there is a value" : ""}: ${p.because}.`,
    page: {
      meaning:
        "The declaration of the field rules out what the comparison asks for (or guarantees it), so the comparison does nothing. Often a digit is missing, or the declaration is out of date.",
      avoid: "customer { age: integer 0..120 }\nsegment Old where age = 200",
      write: "segment Old where age >= 100",
    },
  }),
  daysAgainstMonths: rule({
    code: "SEG3020",
    name: "days-against-months",
    severity: "error",
    message: (p: { difference: string; duration: string; write: string | null; unit: "calendar" | "hours" }) =>
      `\`${p.difference}\` is a number of days, and \`${p.duration}\` ${p.unit === "calendar" ? "has no fixed number of days" : "is not a number of days"}.${p.write === null ? " Shift one of the dates instead." : ` Write \`${p.write}\`.`}`,
    page: {
      meaning:
        "A month has 28 to 31 days, so a difference in days cannot be compared with months or years. Shifting a date by months is exact.",
      avoid: "segment Lapsed where today - lastOrder > 6 months",
      write: "segment Lapsed where lastOrder < today - 6 months",
    },
  }),
  durationWithoutDate: rule({
    code: "SEG3021",
    name: "duration-without-date",
    severity: "error",
    message: (p: { duration: string; other: string | null; otherType: string | null; write: string | null }) =>
      (p.other === null
        ? `\`${p.duration}\` is a span of time, not a value. Add it to a date or take it from one: \`today - ${p.duration}\`.`
        : `\`${p.duration}\` is a span of time and \`${p.other}\` is ${p.otherType}: only dates and date-times are shifted by it.`) +
      (p.write === null ? "" : ` Write \`${p.write}\`.`),
    page: {
      meaning:
        "Durations shift dates (`today - 30 days`), bound a period (`in last 30 days`), and compare with the difference of two dates.",
      avoid: "segment A where lastOrder < 30 days",
      write: "segment A where lastOrder < today - 30 days",
    },
  }),
  hoursOfDate: rule({
    code: "SEG3022",
    name: "hours-of-date",
    severity: "error",
    message: (p: { operand: string; write: string | null }) =>
      `\`${p.operand}\` is a date and has no hours.${p.write === null ? " Count days, or use a date-time." : ` Write \`${p.write}\`.`}`,
    page: {
      meaning: "A date is a whole day. Hours can only be counted from date-times, and from `now`.",
      avoid: "segment A where lastOrder in last 36 hours",
      write: "segment A where lastOrder in last 2 days",
    },
  }),
  reversedRange: rule({
    code: "SEG3023",
    name: "reversed-range",
    severity: "error",
    message: (p: { range: string; write: string | null }) =>
      `Nothing lies in \`${p.range}\`: its lower bound is above its upper one.${p.write === null ? "" : ` Write \`${p.write}\`.`}`,
    page: {
      meaning: "A range is written from its lower to its upper bound; the other way round it is empty.",
      avoid: "segment A where age in 30..18",
      write: "segment A where age in 18..30",
    },
  }),
  divisionByZero: rule({
    code: "SEG3024",
    name: "division-by-zero",
    severity: "warning",
    message: () => "A division by zero has no result: the value is always missing, and every comparison with it false.",
    page: {
      meaning: "`x / 0` is missing. With a constant zero that is so for every customer.",
      avoid: "segment A where spend / 0 > 3",
      write: "segment A where spend / 12 > 3",
    },
  }),
};
