import { rule } from "../../rule.js";

const advised = (advice: string | null) => (advice === null ? "" : ` ${advice}`);

/** A thing of one kind where another is needed; functions and patterns: SEG3030 to SEG3059. */
export const formRules = {
  notACondition: rule({
    code: "SEG3030",
    name: "not-a-condition",
    severity: "error",
    message: (p: { expression: string; is: string; advice: string | null }) =>
      `A condition is needed here, and \`${p.expression}\` is ${p.is}.${advised(p.advice)}`,
    page: {
      meaning:
        "A condition is true or false: a comparison, a test, a boolean field, a segment. A number or a text by itself is neither.",
      avoid: 'segment A where city = "Tehran" or "Shiraz"',
      write: 'segment A where city in ["Tehran", "Shiraz"]',
    },
  }),
  notAValue: rule({
    code: "SEG3031",
    name: "not-a-value",
    severity: "error",
    message: (p: { expression: string; is: string; advice: string | null }) =>
      `A single value is needed here, and \`${p.expression}\` is ${p.is}.${advised(p.advice)}`,
    page: {
      meaning:
        "Comparisons and arithmetic work on one value. A list has many: an aggregate such as `count`, `sum` or `latest` makes one of them.",
      avoid: "segment A where orders > 3",
      write: "segment A where count(orders) > 3",
    },
  }),
  notAList: rule({
    code: "SEG3032",
    name: "not-a-list",
    severity: "error",
    message: (p: { expression: string; is: string; form: string; advice: string | null }) =>
      `\`${p.form}\` needs a list of the data, and \`${p.expression}\` is ${p.is}.${advised(p.advice)}`,
    page: {
      meaning:
        "`any`, `all`, `no`, `has`, `is empty` and the aggregates look at the elements of a list in the customer block.",
      avoid: 'segment A where city has "Tehran"',
      write: 'segment A where city = "Tehran"',
    },
  }),
  notConstants: rule({
    code: "SEG3033",
    name: "not-constants",
    severity: "error",
    message: (p: { expression: string; is: string; form: string; advice: string | null }) =>
      `\`${p.form}\` needs constants (a text, \`[…]\` or the name of a list), and \`${p.expression}\` is ${p.is}.${advised(p.advice)}`,
    page: {
      meaning:
        "These tests compare with constants that are known when the program is checked, so that they can be proved and made fast.",
      avoid: "segment A where email ends with domain",
      write: 'segment A where email ends with "@example.com"',
    },
  }),
  notAContainer: rule({
    code: "SEG3034",
    name: "nothing-to-be-in",
    severity: "error",
    message: (p: { expression: string; is: string; advice: string | null }) =>
      `\`in\` needs \`[…]\`, a named list, a range or a period, and \`${p.expression}\` is ${p.is}.${advised(p.advice)}`,
    page: {
      meaning:
        "`in` asks whether a value is one of several constants, lies in a range such as `18..29`, or in a period such as `last 30 days`.",
      avoid: 'segment A where city in "Tehran"',
      write: 'segment A where city = "Tehran"',
    },
  }),
  unlikeBranches: rule({
    code: "SEG3035",
    name: "unlike-branches",
    severity: "error",
    message: (p: { form: "when" | "default"; first: string; firstType: string; other: string; otherType: string }) =>
      p.form === "when"
        ? `The branches of a \`when\` have one type: \`${p.first}\` is ${p.firstType} and \`${p.other}\` is ${p.otherType}.`
        : `What stands in for a missing value has its type: \`${p.first}\` is ${p.firstType} and \`${p.other}\` is ${p.otherType}.`,
    page: {
      meaning:
        "A value has one type, whichever branch it comes from: otherwise what it is compared with could not be checked.",
      avoid: 'define level = when spend > 100 then "high" else 0',
      write: 'define level = when spend > 100 then "high" else "low"',
    },
  }),
  wrongOperand: rule({
    code: "SEG3036",
    name: "wrong-operand",
    severity: "error",
    message: (p: { operator: string; needs: string; operand: string; is: string; advice: string | null }) =>
      `\`${p.operator}\` needs ${p.needs}, and \`${p.operand}\` is ${p.is}.${advised(p.advice)}`,
    page: {
      meaning:
        "Each operator and function works on one kind of value: `+` on numbers (or a date and a duration), `starts with` on text, `year` on dates.",
      avoid: 'segment A where age starts with "1"',
      write: "segment A where age in 10..19",
    },
  }),
  unknownFunction: rule({
    code: "SEG3037",
    name: "unknown-function",
    severity: "error",
    message: (p: { name: string; write: string | null }) =>
      `There is no function \`${p.name}\`.${p.write === null ? " The functions are count, sum, average, min, max, earliest, latest, abs, length, year, month, day, hour and weekday." : ` Write \`${p.write}\`.`}`,
    page: {
      meaning:
        "The functions of the language are `count`, `sum`, `average`, `min`, `max`, `earliest`, `latest` over lists, and `abs`, `length`, `year`, `month`, `day`, `hour`, `weekday` of one value.",
      avoid: "segment A where avg(orders.total) > 100",
      write: "segment A where average(orders.total) > 100",
    },
  }),
  wrongArguments: rule({
    code: "SEG3038",
    name: "wrong-arguments",
    severity: "error",
    message: (p: { name: string; given: number; write: string }) =>
      `\`${p.name}\` takes one argument, not ${p.given}. Write \`${p.write}\`.`,
    page: {
      meaning:
        "Every function takes exactly one argument; aggregates may filter it: `sum(orders.total where on in last 30 days)`.",
      avoid: "segment A where sum(orders, total) > 100",
      write: "segment A where sum(orders.total) > 100",
    },
  }),
  noDistinct: rule({
    code: "SEG3039",
    name: "distinct-without-count",
    severity: "error",
    message: (p: { name: string; word: "distinct" | "over" }) =>
      p.word === "distinct"
        ? `\`distinct\` stands only in \`count(distinct …)\`, not in \`${p.name}\`.`
        : `\`over\` stands only in aggregates such as \`sum(price over orders)\`, not in \`${p.name}\`.`,
    page: {
      meaning:
        "Only `count` has a form that counts different values. `over` names the list that an aggregate goes through.",
      avoid: "segment A where sum(distinct orders.total) > 100",
      write: "segment A where count(distinct orders.brand) > 3",
    },
  }),
  unfoldedPattern: rule({
    code: "SEG3040",
    name: "unfolded-pattern",
    severity: "error",
    message: (p: { operand: string; write: string | null }) =>
      `\`${p.operand}\` is folded text, so a pattern must be written folded too.${p.write === null ? " Use no letters that folding replaces." : ` Write \`${p.write}\`.`}`,
    page: {
      meaning:
        "A folded text has no capitals, no Arabic kaf or yeh, no vowel marks. A pattern with such letters could never match, and a pattern cannot be folded silently: `\\W` is not `\\w`.",
      avoid: "segment A where city matches /São/",
      write: "segment A where city matches /são/",
    },
  }),
  badPattern: rule({
    code: "SEG3041",
    name: "bad-pattern",
    severity: "error",
    message: (p: { what: string; suggestion: string | null }) =>
      `A pattern cannot have ${p.what}.${advised(p.suggestion)}`,
    page: {
      meaning:
        "Patterns have a core that every engine reads alike and that runs in linear time: literals, `.`, classes, `\\d \\w \\s`, `* + ? {n,m}` up to 255, `|`, groups, `^ $`, flags `i` and `s`. No look-around, no back references.",
      avoid: "segment A where code matches /(?=A)\\p{L}+/",
      write: "segment A where code matches /^A[A-Z]+/",
    },
  }),
  missingOfCondition: rule({
    code: "SEG3042",
    name: "missing-of-condition",
    severity: "error",
    message: (p: { expression: string; what: "segment" | "condition" | "list"; write: string | null }) => {
      const never =
        p.what === "segment"
          ? `\`${p.expression}\` is a segment: a customer is in it or not, it is never missing.`
          : p.what === "list"
            ? `\`${p.expression}\` is a list: it may be empty, but it is never missing.`
            : `\`${p.expression}\` is a condition: it is true or false, never missing.`;
      return `${never}${p.write === null ? "" : ` Write \`${p.write}\`.`}`;
    },
    page: {
      meaning:
        "Only values can be missing. A condition on a missing value is simply false, and a list that is absent is empty.",
      avoid: "segment A where Gold is missing",
      write: "segment A where not Gold",
    },
  }),
  neverMissing: rule({
    code: "SEG3043",
    name: "never-missing",
    severity: "hint",
    message: (p: { expression: string; present: boolean; field: boolean }) =>
      `\`${p.expression}\` is never missing, so this is always ${p.present ? "true" : "false"}.${p.field ? " If it may be missing in the data, mark its type with `?`." : ""}`,
    page: {
      meaning:
        "A field without `?` is there in every accepted record, and a count or a sum always has a value: the test does nothing.",
      avoid: "customer { age: integer }\nsegment A where age is present and age > 18",
      write: "customer { age: integer }\nsegment A where age > 18",
    },
  }),
  unreadableItems: rule({
    code: "SEG3044",
    name: "unreadable-list-values",
    severity: "error",
    message: (p: {
      list: string;
      file: string;
      needs: string;
      items: readonly { value: string; line: number | null }[];
      more: number;
      nearest: string | null;
    }) => {
      const items = p.items
        .map((item) => `${JSON.stringify(item.value)}${item.line === null ? "" : ` (line ${item.line})`}`)
        .join(", ");
      const rest = p.more > 0 ? ` and ${p.more} more` : "";
      return `List \`${p.list}\` is compared with ${p.needs}, and ${p.file} has values that are none: ${items}${rest}.${p.nearest === null ? "" : ` Did you mean ${JSON.stringify(p.nearest)}?`}`;
    },
    page: {
      meaning:
        "The values of a list are read by the type of what they are compared with: against a number every value must be a number, against choices each must be one of them.",
      avoid: 'list levels = [1, 2, "three"]\nsegment A where level in levels',
      write: "list levels = [1, 2, 3]\nsegment A where level in levels",
    },
  }),
  misplaced: rule({
    code: "SEG3045",
    name: "misplaced",
    severity: "error",
    message: (p: { expression: string; is: string; where: string }) =>
      `\`${p.expression}\` is ${p.is}, which stands only ${p.where}.`,
    page: {
      meaning: "Ranges and periods stand after `in`, patterns after `matches`, records in personas.",
      avoid: "segment A where age = 18..29",
      write: "segment A where age in 18..29",
    },
  }),
  tooLarge: rule({
    code: "SEG3046",
    name: "expression-too-large",
    severity: "error",
    message: (p: { limit: string }) =>
      `This expression, with the defines it uses, is too large: ${p.limit}. Split it into segments, or move long enumerations into a list.`,
    page: {
      meaning:
        "Defines are put in where they are used, so defines that use defines twice grow quickly. The limit keeps checking and running fast.",
      avoid: "define a = x + x define b = a + a define c = b + b …",
      write: "define c = 8 * x",
    },
  }),
  notConstant: rule({
    code: "SEG3047",
    name: "not-constant",
    severity: "error",
    message: (p: { expression: string; where: string }) =>
      `${p.where} must be known without looking at a customer, and \`${p.expression}\` reads one. Write a constant, or shift \`today\`.`,
    page: {
      meaning:
        "The values of a persona, the bounds of a range and the day of `as of` are constants: literals, or `today` and `now` with durations added.",
      avoid: "segment A where age in minimum..29",
      write: "segment A where minimum <= age <= 29",
    },
  }),
  wrongShape: rule({
    code: "SEG3048",
    name: "wrong-shape",
    severity: "error",
    message: (p: { field: string; needs: string; is: string; advice: string | null }) =>
      `\`${p.field}\` is declared as ${p.needs}, and ${p.is} stands here.${advised(p.advice)}`,
    page: {
      meaning:
        "The record of a persona has the shape of the customer block: a list in `[…]`, a nested record in `{…}`, single values as such.",
      avoid: 'persona Sara { tags: "vip" } in Vip',
      write: 'persona Sara { tags: ["vip"] } in Vip',
    },
  }),
  repeatedEntry: rule({
    code: "SEG3049",
    name: "repeated-entry",
    severity: "error",
    message: (p: { name: string }) => `\`${p.name}\` is given twice in this record. Keep one of the two.`,
    page: {
      meaning: "A field has one value. Two entries of one name leave open which is meant.",
      avoid: "persona Sara { age: 19, age: 20 } in Young",
      write: "persona Sara { age: 19 } in Young",
    },
  }),
};
