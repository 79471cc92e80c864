import { rule } from "../../rule.js";
import { didYouMean, quoted } from "../wording.js";

/** SEG24xx: personas. */
export const personaRules = {
  contradictoryExpectation: rule({
    code: "SEG2401",
    name: "contradictory-expectation",
    severity: "error",
    message: ({ segment }: { segment: string }) =>
      `The persona is expected both in and not in ${quoted(segment)}. Remove one of the two.`,
    page: {
      meaning: "A persona names a segment after `in` and after `not in`; it could never pass.",
      avoid: "persona Sara { age: 19 } in Young not in Young",
      write: "persona Sara { age: 19 } in Young not in Grown",
    },
  }),
  repeatedExpectation: rule({
    code: "SEG2402",
    name: "repeated-expectation",
    severity: "information",
    message: ({ segment }: { segment: string }) =>
      `${quoted(segment)} is already expected. The second time has no effect.`,
    page: {
      meaning: "A persona names the same segment twice after `in` or after `not in`.",
      avoid: "persona Sara { age: 19 } in Young, Young",
      write: "persona Sara { age: 19 } in Young",
    },
  }),
  exclusiveExpectations: rule({
    code: "SEG2403",
    name: "exclusive-expectations",
    severity: "error",
    message: ({ first, second, criterion }: { first: string; second: string; criterion: string }) =>
      `${quoted(first)} and ${quoted(second)} are segments of criterion ${quoted(criterion)}, and a customer is in one of them at most. Expect one.`,
    page: {
      meaning:
        "Unless a criterion is `overlapping`, a customer is in at most one of its segments, so no persona can be in two.",
      avoid: "persona Sara { income: 12_000 } in Income.Low, Income.High",
      write: "persona Sara { income: 12_000 } in Income.Low not in Income.High",
    },
  }),
  unknownExpectation: rule({
    code: "SEG2406",
    name: "unknown-expectation",
    severity: "error",
    message: ({ name, criterion, suggestion }: { name: string; criterion: string | null; suggestion: string | null }) =>
      `${criterion === null ? "There is" : `Criterion ${quoted(criterion)} has`} no segment called ${quoted(name)}.${didYouMean(suggestion)}`,
    page: {
      meaning:
        "After `in` and `not in` a persona names segments. The program has none of this name, or its criterion has none.",
      avoid: "persona Sara { income: 12_000 } in Income.Lwo",
      write: "persona Sara { income: 12_000 } in Income.Low",
    },
  }),
  noExpectation: rule({
    code: "SEG2404",
    name: "no-expectation",
    severity: "warning",
    message: ({ name }: { name: string }) =>
      `Nothing is expected of ${quoted(name)}, so \`seg test\` has nothing to test. Say where the persona belongs: \`in …\`, \`not in …\`.`,
    page: {
      meaning:
        "A persona is a test: a customer and the segments it must fall into or stay out of. This one names none.",
      avoid: "persona Sara { age: 19 }",
      write: "persona Sara { age: 19 } in Young",
    },
  }),
  wrongAsOf: rule({
    code: "SEG2405",
    name: "wrong-as-of",
    severity: "error",
    message: () => "`as of` names the day that is today for this persona. Write a date: `as of 2026-11-01`.",
    page: {
      meaning: "`as of` fixes today for one persona, so it must be a date that does not itself move.",
      avoid: "persona Sara as of today - 3 days { lastOrder: 2026-10-01 } in Active",
      write: "persona Sara as of 2026-11-01 { lastOrder: 2026-10-01 } in Active",
    },
  }),
} as const;
