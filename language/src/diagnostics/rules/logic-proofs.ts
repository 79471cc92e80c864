import { rule } from "../rule.js";
import { quoted as inTicks } from "./wording.js";

/** In backticks; the sign that something was cut is no code, and stands outside. */
function quoted(text: string): string {
  return text.endsWith("…") ? `${inTicks(text.slice(0, -1).trimEnd())} …` : inTicks(text);
}

function listed(texts: readonly string[], conjunction: "and" | "or" = "and"): string {
  const all = texts.map(quoted);
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} ${conjunction} ${all.at(-1)}`;
}

/** An example customer: what matters of it, and the day of which it is true, where that matters. */
export interface ShownExample {
  readonly summary: string;
  readonly asOf: string | null;
}

function example({ summary, asOf }: ShownExample): string {
  const who = summary === "" ? "any customer" : quoted(summary);
  return asOf === null ? who : `${who} ${asOf.includes("T") ? "at" : "on"} ${asOf}`;
}

/** "`A`, `B`, `C` and 9 more". */
function cut(names: readonly string[], conjunction: "and" | "or" = "and"): string {
  const most = 3;
  if (names.length <= most + 1) return listed(names, conjunction);
  return `${names.slice(0, most).map(quoted).join(", ")} ${conjunction} ${names.length - most} more`;
}

/** "`income` at `30000`", where a value of a list stands: "in `urbanList` at line 3". */
export interface ListPlace {
  readonly list: string;
  /** Null: in the program itself. */
  readonly file: string | null;
  readonly line: number;
}

function listPlace({ list, file, line }: ListPlace): string {
  return file === null ? `in ${quoted(list)} at line ${line}` : `in ${file} line ${line}`;
}

function inBrackets(places: readonly ListPlace[]): string {
  return places.length === 0 ? "" : ` (${places.map(listPlace).join(" and ")})`;
}

/** Why something could not be decided; follows a colon. */
export const undecidedReasons = {
  budget: "there are too many combinations to look at",
  spent: "questions before have used up what all of them together may cost",
  "not-linear": "fields are multiplied with or divided by each other",
  text: "the texts and patterns are too involved",
  list: "what is asked of lists is too involved",
  date: "what is asked of dates is too involved",
  unconfirmed: "an example that looked right did not hold when it was run",
} as const;

/** What to write in place of a condition that could not be decided; follows it. */
const simplerWays = {
  product: "compare its fields with constants, or let your data have the result as a field",
  "product of elements": "let each element have the result as a field in your data",
  list: "compare what is counted or added up with constants, and ask the same of the list in all segments",
  date: "compare the dates themselves, or their parts with constants",
  hours: "ask for whole days, or for hours alone",
  pattern: "write `starts with`, `ends with` or a list of values in place of the pattern",
  combinations: "join less by `or`, or make its parts segments of an `ordered` criterion",
  comparison: "compare with constants",
} as const;

export type SimplerWay = keyof typeof simplerWays;

function wayOf({ way }: { readonly way: SimplerWay | null }): string {
  return way === null ? "" : `: ${simplerWays[way]}`;
}

/** What a prover finds. */
export const proofRules = {
  overlappingSegments: rule({
    code: "SEG4001",
    name: "overlapping-segments",
    severity: "error",
    message: (p: {
      segment: string;
      others: readonly string[];
      criterion: string;
      example: ShownExample;
      places: readonly ListPlace[];
    }) => {
      const [other = ""] = p.others;
      const shown = `${example(p.example)}${inBrackets(p.places)}`;
      if (p.others.length === 1) {
        return `A customer can be in both ${quoted(other)} and ${quoted(p.segment)}: for example ${shown}.`;
      }
      return `Customers in ${quoted(p.segment)} can also be in ${p.others.length} other segments of ${quoted(p.criterion)}: ${cut(p.others)}. For example ${shown} is in both ${quoted(other)} and ${quoted(p.segment)}.`;
    },
    page: {
      meaning:
        "Segments of one criterion are answers to one question, so a customer should be in one of them at most. Here a customer can be in two: the message shows one who is, and `seg run` would count everybody like that as ambiguous. Draw the line between the two segments, exclude one from the other (`and not …`), make the criterion `ordered` if the earlier segment should win, or `overlapping` if a customer may be in several.",
      avoid:
        'criterion Area {\n  segment Urban where city in ["Tehran", "Rasht"]\n  segment Rural where city in ["Rasht", "Masal"]\n}',
      write:
        'criterion Area {\n  segment Urban where city in ["Tehran", "Rasht"]\n  segment Rural where city in ["Masal"]\n}',
    },
  }),
  emptySegment: rule({
    code: "SEG4002",
    name: "empty-segment",
    severity: "warning",
    message: (p: { segment: string; parts: readonly string[] }) => {
      const [only] = p.parts;
      const nobody = `No customer can be in ${quoted(p.segment)}`;
      if (only === undefined) return `${nobody}.`;
      if (p.parts.length === 1) return `${nobody}: ${quoted(only)} is never true.`;
      const together = p.parts.length === 2 ? "exclude each other" : "cannot all be true";
      return `${nobody}: ${listed(p.parts)} ${together}.`;
    },
    page: {
      meaning:
        "Whatever a valid customer looks like, the condition is false: its parts contradict each other, or contradict what `customer` and `require` say. Often an `and` should be an `or`, or a bound points the wrong way.",
      avoid: "segment Teens where age < 13 and age > 19",
      write: "segment Teens where age >= 13 and age <= 19",
    },
  }),
  gap: rule({
    code: "SEG4003",
    name: "gap-in-criterion",
    severity: "hint",
    message: (p: {
      criterion: string;
      /** Conditions of the language, each of which some of those left out meet. */
      regions: readonly string[];
      /** So many kinds of customers are left out that are not described. */
      more: number;
      /** A region has more values than are told. */
      isCut: boolean;
      example: ShownExample;
    }) => {
      const { regions, more } = p;
      const shown = example(p.example);
      const none = `are in no segment of ${quoted(p.criterion)}: for example ${shown}.`;
      const isExample = regions.length === 1 && (regions[0] === p.example.summary || regions[0] === "true");
      if (regions.length === 0 || (isExample && more === 0)) return `Some customers ${none}`;
      const rest =
        more > 0
          ? `, and ${more} more ${more === 1 ? "kind" : "kinds"} of customers,`
          : p.isCut
            ? ", among others,"
            : "";
      return `Customers with ${listed(regions, "or")}${rest} ${none}`;
    },
    page: {
      meaning:
        "There are customers that no segment of the criterion takes in; the message shows one, and says which values they have. In an `exhaustive` criterion that is an error. Extend a segment, add one, or end the criterion with `otherwise`, which takes in the rest. Think of missing values: a comparison with a missing value is false, so such customers fall through all of them.",
      avoid:
        "criterion Income exhaustive {\n  segment Low  where income < 30_000\n  segment High where income >= 80_000\n}",
      write:
        "criterion Income exhaustive {\n  segment Low  where income < 30_000\n  segment High where income >= 80_000\n  otherwise Middle\n}",
    },
  }),
  withoutEffect: rule({
    code: "SEG4004",
    name: "condition-without-effect",
    severity: "hint",
    message: (
      p:
        | { kind: "always"; segment: string; condition: string }
        | { kind: "redundant" | "dead" | "dead-branch"; part: string; because: readonly string[]; implied: boolean },
    ) => {
      if (p.kind === "always") {
        return `Every customer is in ${quoted(p.segment)}: ${quoted(p.condition)} is always true.`;
      }
      const part = quoted(p.part);
      const others = listed(p.because);
      if (p.kind === "redundant") {
        return p.because.length === 0
          ? `${part} changes nothing: it is true of every customer.`
          : `${part} changes nothing: whoever meets ${others} meets it, too.`;
      }
      if (p.kind === "dead-branch") {
        if (p.because.length === 0) return `This branch is never taken: ${part} is never true.`;
        return p.implied
          ? `This branch is never taken: whoever meets ${part} meets ${listed(p.because, "or")} already.`
          : `This branch is never taken: together with ${others} ${part} is never true.`;
      }
      if (p.because.length === 0) return `${part} changes nothing: it is never true.`;
      return p.implied
        ? `${part} changes nothing: whoever meets it meets ${listed(p.because, "or")} already.`
        : `${part} changes nothing: together with ${others} it is never true.`;
    },
    page: {
      meaning:
        "A part of a condition that can be left out without changing who is in the segment: it is always true where it matters, or never, or a branch that is not taken. It may be a leftover; or it was meant to say something else, and a bound or a name in it is wrong.",
      avoid: "segment Adults where age >= 18 and age >= 16",
      write: "segment Adults where age >= 18",
    },
  }),
  subsumedSegment: rule({
    code: "SEG4005",
    name: "subsumed-segment",
    severity: "hint",
    message: (p: { segment: string; within: readonly string[]; equal: boolean }) =>
      p.equal
        ? `${listed([...p.within, p.segment])} take in the same customers.`
        : `Everybody in ${quoted(p.segment)} is also in ${cut(p.within, "or")}.`,
    page: {
      meaning:
        "In an `overlapping` criterion a customer may be in several segments, but here all customers of one segment are in another, or in one of several others. That may be meant (a special kind of something wider); if not, one of the conditions is too wide or too narrow.",
      avoid:
        'criterion Interest overlapping {\n  segment Cook    where tags has any of ["kitchen", "spices"]\n  segment Kitchen where tags has "kitchen"\n}',
      write:
        'criterion Interest overlapping {\n  segment Cook    where tags has "spices"\n  segment Kitchen where tags has "kitchen"\n}',
    },
  }),
  unreachableSegment: rule({
    code: "SEG4006",
    name: "unreachable-segment",
    severity: "warning",
    message: (p: { segment: string; takenBy: readonly string[]; rest: boolean }) => {
      if (p.takenBy.length === 0) return `Nobody is left for ${quoted(p.segment)}.`;
      if (p.rest) return `Nobody is left for ${quoted(p.segment)}: ${cut(p.takenBy)} take in every customer.`;
      const take = p.takenBy.length === 1 ? "which comes first, takes" : "which come first, take";
      return `Nobody is left for ${quoted(p.segment)}: ${cut(p.takenBy)}, ${take} all its customers.`;
    },
    page: {
      meaning:
        "In an `ordered` criterion the first segment that matches wins. All customers that this one describes are taken by earlier ones, so nobody can ever be in it. Put it before the wider segments, or change its condition. (An `otherwise` is reported where the other segments take in everybody already.)",
      avoid:
        "criterion Loyalty ordered {\n  segment Any      where spend > 0\n  segment Champion where spend > 1_000\n}",
      write:
        "criterion Loyalty ordered {\n  segment Champion where spend > 1_000\n  segment Any      where spend > 0\n}",
    },
  }),
  overlapAtOneValue: rule({
    code: "SEG4007",
    name: "overlap-at-one-value",
    severity: "error",
    follows: "overlapping-segments",
    message: (p: { segment: string; other: string; condition: string }) =>
      `${quoted(p.other)} and ${quoted(p.segment)} both include ${quoted(p.condition)}: exactly this value is in both.`,
    page: {
      meaning:
        "Two segments of one criterion meet in exactly one value, which both include. One of the two bounds should leave it out: `<` instead of `<=`, or `..<` in a range.",
      avoid: "segment Low  where income <= 30_000\nsegment High where income >= 30_000",
      write: "segment Low  where income < 30_000\nsegment High where income >= 30_000",
    },
  }),
  gapAtOneValue: rule({
    code: "SEG4008",
    name: "gap-at-one-value",
    severity: "hint",
    follows: "gap-in-criterion",
    message: (p: { criterion: string; condition: string }) =>
      `No segment of ${quoted(p.criterion)} includes ${quoted(p.condition)}: exactly this value is left out.`,
    page: {
      meaning:
        "Exactly one value is left out, most often because the bounds of two segments both exclude it: write `<=` instead of `<` in one of them, or `>=` instead of `>`. Or a value of a field was forgotten: add it to a segment. In an `exhaustive` criterion this is an error.",
      avoid: "segment Young where age < 30\nsegment Older where age > 30",
      write: "segment Young where age < 30\nsegment Older where age >= 30",
    },
  }),
  undecided: rule({
    code: "SEG4009",
    name: "undecided",
    severity: "warning",
    message: (p: {
      question:
        | { kind: "overlap"; segment: string; others: readonly string[] }
        | { kind: "gap"; criterion: string }
        | { kind: "unreachable"; segment: string };
      reason: keyof typeof undecidedReasons;
      condition: { readonly text: string; readonly way: SimplerWay | null } | null;
      spent: number;
    }) => {
      const { question } = p;
      const asked =
        question.kind === "overlap"
          ? `whether a customer can be in both ${quoted(question.segment)} and ${cut(question.others, "or")}`
          : question.kind === "gap"
            ? `whether every customer is in a segment of ${quoted(question.criterion)}`
            : `whether anybody is left for ${quoted(question.segment)}`;
      const advice = p.condition === null ? "" : ` Simplify ${quoted(p.condition.text)}${wayOf(p.condition)}.`;
      const steps = p.spent === 0 ? "" : ` (after ${p.spent} steps)`;
      return `It could not be decided ${asked}: ${undecidedReasons[p.reason]}${steps}.${advice}`;
    },
    page: {
      meaning:
        "What is neither proved nor shown by an example is said to be undecided, never taken for right. The message names the condition that stands in the way (of several the one on which most work was spent), says what to write in its place, and how long was tried. Conditions that multiply fields with each other, long patterns, and lists inside lists are the usual causes; split the condition, or compare with constants. Two segments are proved apart in any case where one excludes the other by name (`and not …`).",
      avoid: "segment A where income * age > 100_000\nsegment B where income * age <= 100_000 or age * visits > 40",
      write: "segment A where income > 100_000\nsegment B where income <= 100_000",
    },
  }),
} as const;

/** What the fixes of the prover's findings do. */
export const proofFixes = {
  leaveOut: (p: { condition: string; segment: string; write: string }) =>
    `Leave ${quoted(p.condition)} out of ${quoted(p.segment)}: write ${quoted(p.write)}`,
  takeIn: (p: { condition: string; segment: string; write: string | null }) =>
    `Include ${quoted(p.condition)} in ${quoted(p.segment)}${p.write === null ? "" : `: write ${quoted(p.write)}`}`,
  moveBound: (p: { segment: string; write: string }) =>
    `Draw the line in ${quoted(p.segment)}: write ${quoted(p.write)}`,
  exclude: (p: { segment: string; others: readonly string[] }) =>
    `Exclude ${listed(p.others)} from ${quoted(p.segment)}`,
  order: (p: { criterion: string }) => `Make ${quoted(p.criterion)} ordered: the earlier segment wins`,
  addRest: (p: { name: string }) => `Add ${quoted(`otherwise ${p.name}`)}`,
  removeFromList: (p: { value: string; list: string }) => `Remove ${quoted(p.value)} from ${quoted(p.list)}`,
  leavePartOut: (p: { part: string }) => `Leave out ${quoted(p.part)}`,
} as const;

/** What stands at the related places. */
export const proofPlaces = {
  other: (name: string) => `${quoted(name)} is here`,
  listed: (list: string) => `listed here, in ${quoted(list)}`,
  contradicting: "one of the conditions that exclude each other",
  undecided: "the condition that could not be decided",
} as const;

/** The lines of a certificate: what no customer does. */
export const lemmaTexts = {
  noCommonValue: (p: { of: string; lists: readonly [string, string] }) =>
    `no value of ${quoted(p.of)} is in both ${quoted(p.lists[0])} and ${quoted(p.lists[1])}`,
  allValuesWithin: (p: { part: string; whole: string }) => `every value of ${quoted(p.part)} is in ${quoted(p.whole)}`,
  exclude: (p: { parts: readonly string[] }) => {
    const [only = ""] = p.parts;
    if (p.parts.length < 2) return `${quoted(only)} is never true`;
    return p.parts.length === 2 ? `${listed(p.parts)} exclude each other` : `${listed(p.parts)} cannot all be true`;
  },
} as const;
