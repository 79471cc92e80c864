import { rule } from "../rule.js";
import { proofRules } from "./logic-proofs.js";

/**
 * Family 4: logic. Codes SEG4001 to SEG4999; a code is never given to another meaning. SEG4001 to SEG4009 are what a
 * prover finds.
 */
export const logicRules = {
  ...proofRules,
  holdsWithoutValue: rule({
    code: "SEG4010",
    name: "holds-without-value",
    severity: "information",
    message: (p: { whose: string; without: string; test: string; spite: boolean }) =>
      p.spite
        ? `Also holds in spite of ${p.whose} without \`${p.without}\`: \`${p.test}\` is false of them, because the value is missing.`
        : `Also holds for ${p.whose} without \`${p.without}\`: \`${p.test}\` is true where the value is missing.`,
    page: {
      meaning:
        "A comparison with a missing value is false, so its negation is true: `email not in blocked` takes in everybody without an e-mail address. Often that is not meant. Say which one is: `email is present and …`, or `email is missing or …`.",
      avoid: 'segment Reachable where email not ends with "@example.com"',
      write: 'segment Reachable where email is present and email not ends with "@example.com"',
    },
  }),
  holdsOnEmptyList: rule({
    code: "SEG4011",
    name: "holds-on-empty-list",
    severity: "information",
    message: (p: { whose: string; list: string }) =>
      `Also holds for ${p.whose} without \`${p.list}\`: \`all\` is true of no elements at all.`,
    page: {
      meaning:
        "`all orders where …` asks that no order breaks the condition, and a customer without orders has none that could. Add `any orders and` if buyers are meant.",
      avoid: "segment FullPrice where all orders where discount = 0",
      write: "segment FullPrice where any orders and all orders where discount = 0",
    },
  }),
  emptyListTest: rule({
    code: "SEG4012",
    name: "test-against-nothing",
    severity: "information",
    message: (p: { test: string; list: string | null }) =>
      `\`${p.test}\` holds for everybody: ${p.list === null ? "the list" : `list \`${p.list}\``} is empty.`,
    page: {
      meaning:
        "Nothing is in an empty list, so `not in` and `has none of` are true of every customer, and so is `has all of`. Was a list file emptied?",
      avoid: "segment A where city not in []",
      write: 'segment A where city not in ["Tehran"]',
    },
  }),
  holdsOnZero: rule({
    code: "SEG4013",
    name: "holds-on-zero-divisor",
    severity: "information",
    message: (p: { whose: string; divisor: string; test: string }) =>
      `Also holds for ${p.whose} whose \`${p.divisor}\` is 0: a division by zero has no result, and \`${p.test}\` is true where the value is missing.`,
    page: {
      meaning: "`x / 0` is missing, a comparison with it false, and the negation of that true.",
      avoid: "segment Thrifty where not (spend / visits > 100)",
      write: "segment Thrifty where visits != 0 and not (spend / visits > 100)",
    },
  }),
} as const;
