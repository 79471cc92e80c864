import { rule } from "../../rule.js";
import { didYouMean, quoted } from "../wording.js";

/** "`a` → `b` → `a`"; of a very long circle its beginning and its end. */
function drawCircle(circle: readonly string[]): string {
  const names = circle.map(quoted);
  if (names.length <= 30) return names.join(" → ");
  return [...names.slice(0, 20), `… ${names.length - 25} more …`, ...names.slice(-5)].join(" → ");
}

/** SEG20xx: what a name stands for. */
export const namingRules = {
  duplicateName: rule({
    code: "SEG2001",
    name: "duplicate-name",
    severity: "error",
    message: ({ name, what }: { name: string; what: string }) =>
      `${quoted(name)} is already the name of ${what}. Give one of the two another name.`,
    page: {
      meaning:
        "Two declarations of one namespace have the same name, so nobody could tell which one a use of the name means. Top-level fields, lists, defines and segments outside criteria share one namespace for the whole program; criteria, personas, and the segments of each criterion have namespaces of their own.",
      avoid: "define young = age < 30\nlist young = [18, 19, 20]",
      write: "define young = age < 30\nlist youngAges = [18, 19, 20]",
    },
  }),
  confusableNames: rule({
    code: "SEG2002",
    name: "confusable-names",
    severity: "error",
    message: ({ name, other }: { name: string; other: string }) =>
      `${quoted(name)} and ${quoted(other)} look the same: they differ only in the form of a letter, such as ي and ی. Write both the same way, or give one another name.`,
    page: {
      meaning:
        "Two names of one namespace differ only by letters that Arabic and Persian keyboards write differently (ي/ی, ك/ک, ة/ه, أ/ا …) or by an invisible joiner. A reader cannot tell them apart, and sooner or later somebody uses the wrong one.",
      avoid: "define ملكي = 1\ndefine ملکی = 2",
      write: "define ملکی = 1\ndefine ملکی‌دوم = 2",
    },
  }),
  unknownCriterion: rule({
    code: "SEG2005",
    name: "unknown-criterion",
    severity: "error",
    message: ({ name, suggestion }: { name: string; suggestion: string | null }) =>
      `There is no criterion called ${quoted(name)}.${didYouMean(suggestion)}`,
    page: {
      meaning: "A segment joins a criterion, or is named through one, that no file of the program declares.",
      avoid: "criterion Activity\nsegment Lapsed by Activty where lastOrder < today - 1 year",
      write: "criterion Activity\nsegment Lapsed by Activity where lastOrder < today - 1 year",
    },
  }),
  circularDefinition: rule({
    code: "SEG2007",
    name: "circular-definition",
    severity: "error",
    message: ({ circle }: { circle: readonly string[] }) =>
      circle.length === 2
        ? `${quoted(circle[0]!)} is defined by itself. Say what it means without using its own name.`
        : `These are defined by each other in a circle: ${drawCircle(circle)}. Say what one of them means without the others.`,
    page: {
      meaning:
        "The meaning of a define or a segment leads back to itself, so it has none. Membership counts: in an `ordered` criterion a segment excludes its earlier siblings, so it depends on them, and an `otherwise` depends on all its siblings. Two ways to one definition (a diamond) are no circle.",
      avoid: "define a = b\ndefine b = a",
      write: "define a = b\ndefine b = age >= 18",
    },
  }),
  unusedDefine: rule({
    code: "SEG2008",
    name: "unused-define",
    severity: "information",
    message: ({ name }: { name: string }) => `Nothing uses the define ${quoted(name)}.`,
    page: {
      meaning:
        "The define has no effect: no segment, requirement or other define names it. It may be a leftover, or its use may be misspelt.",
      avoid: "define young = age < 30\nsegment Grown where age >= 30",
      write: "define young = age < 30\nsegment Grown where not young",
    },
  }),
  unusedList: rule({
    code: "SEG2009",
    name: "unused-list",
    severity: "information",
    message: ({ name }: { name: string }) => `Nothing uses the list ${quoted(name)}.`,
    page: {
      meaning: "The list has no effect: no condition names it. It may be a leftover, or its use may be misspelt.",
      avoid: 'list cities = ["Tehran", "Shiraz"]\nsegment Urban where city = "Tehran"',
      write: 'list cities = ["Tehran", "Shiraz"]\nsegment Urban where city in cities',
    },
  }),
} as const;
