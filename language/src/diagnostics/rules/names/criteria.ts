import { rule } from "../../rule.js";
import { listed, quoted } from "../wording.js";

/** SEG23xx: criteria and their segments. */
export const criteriaRules = {
  joinedOrdered: rule({
    code: "SEG2301",
    name: "joined-ordered",
    severity: "error",
    message: ({ segment, criterion }: { segment: string; criterion: string }) =>
      `${quoted(criterion)} is \`ordered\`, so ${quoted(segment)} cannot join it from outside: its place in the order would not be written anywhere. Move the segment into the braces of ${quoted(criterion)}.`,
    page: {
      meaning:
        "In an `ordered` criterion the first segment that matches wins, and the order is the one in which they are written in its braces. A segment elsewhere has no place in it.",
      avoid: "criterion Value ordered { segment Gold where spend > 100 }\nsegment Silver by Value where spend > 50",
      write: "criterion Value ordered {\n  segment Gold   where spend > 100\n  segment Silver where spend > 50\n}",
    },
  }),
  joinedInside: rule({
    code: "SEG2302",
    name: "joined-inside",
    severity: "error",
    message: ({ segment, criterion }: { segment: string; criterion: string }) =>
      `${quoted(segment)} stands in the braces of ${quoted(criterion)} and so belongs to it already. Remove \`by …\`, or move the segment out.`,
    page: {
      meaning:
        "`by` lets a segment join a criterion from outside its braces. Inside them it is either superfluous or contradicts them.",
      avoid: "criterion Income { segment High by Income where income > 80_000 }",
      write: "criterion Income { segment High where income > 80_000 }",
    },
  }),
  conflictingModifiers: rule({
    code: "SEG2303",
    name: "conflicting-modifiers",
    severity: "error",
    message: () =>
      "A criterion cannot be both `ordered` and `overlapping`: in the one the first match wins, in the other all matches count. Remove one of the words.",
    page: {
      meaning:
        "`ordered` puts a customer into the first segment that matches; `overlapping` puts them into all. Both cannot hold.",
      avoid: "criterion Loyalty ordered overlapping { segment Regular where count(orders) >= 3 }",
      write: "criterion Loyalty ordered { segment Regular where count(orders) >= 3 }",
    },
  }),
  misplacedOtherwise: rule({
    code: "SEG2305",
    name: "misplaced-otherwise",
    severity: "error",
    message: ({ name }: { name: string }) =>
      `${quoted(name)} is what remains after all other segments, so \`otherwise\` stands last. Move it to the end of the braces.`,
    page: {
      meaning:
        "`otherwise` is the rest: everybody whom no other segment of the criterion takes. It is written last, where it is read that way.",
      avoid: "criterion Age {\n  otherwise Grown\n  segment Young where age < 18\n}",
      write: "criterion Age {\n  segment Young where age < 18\n  otherwise Grown\n}",
    },
  }),
  secondOtherwise: rule({
    code: "SEG2306",
    name: "second-otherwise",
    severity: "error",
    message: ({ name }: { name: string }) =>
      `This criterion already has an \`otherwise\`; nobody would be left for ${quoted(name)}. Keep one, and give the other a condition: \`segment ${name} where …\`.`,
    page: {
      meaning:
        "A criterion has at most one `otherwise`: it takes all who remain, so a second one would always be empty.",
      avoid: "criterion Age {\n  segment Young where age < 18\n  otherwise Grown\n  otherwise Old\n}",
      write: "criterion Age {\n  segment Young where age < 18\n  segment Old where age >= 65\n  otherwise Grown\n}",
    },
  }),
  emptyCriterion: rule({
    code: "SEG2307",
    name: "empty-criterion",
    severity: "warning",
    message: ({ name }: { name: string }) =>
      `Criterion ${quoted(name)} has no segment. Write segments in its braces, or \`segment … by ${name} where …\` elsewhere, or remove it.`,
    page: {
      meaning: "A criterion that sorts nobody into anything. Perhaps its segments lost their `by`.",
      avoid: "criterion Activity",
      write: "criterion Activity\nsegment Lapsed by Activity where lastOrder < today - 1 year",
    },
  }),
  standingAlone: rule({
    code: "SEG2308",
    name: "standing-alone",
    severity: "hint",
    message: ({ segment, reads }: { segment: string; reads: readonly string[] }) =>
      reads.length === 0
        ? `${quoted(segment)} reads no field, so it belongs to no criterion and is compared with no other segment. Place it: \`segment ${segment} by … where …\`.`
        : `${quoted(segment)} reads the list ${listed(reads)}, and a list says many things about a customer: the segment stands alone, compared with no other. Place it: \`segment ${segment} by … where …\`.`,
    page: {
      meaning:
        "A segment outside criteria belongs to the criterion of the fields it reads. A list of orders or tags is many-valued: two segments that read it seldom answer the same question. So such a segment is left alone and proved apart from no other until you say by which criterion it sorts.",
      avoid: 'segment OnlineBuyer where any orders where channel = "online"',
      write: 'criterion Channel overlapping\nsegment OnlineBuyer by Channel where any orders where channel = "online"',
    },
  }),
  notCompared: rule({
    code: "SEG2309",
    name: "not-compared",
    severity: "hint",
    message: ({
      segment,
      reads,
      others,
    }: {
      segment: string;
      reads: readonly string[];
      others: readonly { criterion: string; segments: readonly string[] }[];
    }) =>
      `${quoted(segment)} reads ${listed(reads)}, so it is not compared with ${others
        .map((other) => `${listed(other.segments)} of criterion ${quoted(other.criterion)}`)
        .join(", nor with ")}. Where they answer the same question, place it: \`segment ${segment} by … where …\`.`,
    page: {
      meaning:
        "Segments outside criteria are compared only with those that read exactly the same fields. This one reads all the fields of another criterion (and perhaps more), so the two may well be meant as one criterion; then overlaps between them would go unnoticed.",
      avoid: "segment Rural where city in ruralList\nsegment GrownVillager where city in ruralList and age >= 18",
      write:
        "criterion Living overlapping {\n  segment Rural where city in ruralList\n  segment GrownVillager where city in ruralList and age >= 18\n}",
    },
  }),
  unplacedSegment: rule({
    code: "SEG2310",
    name: "unplaced-segment",
    severity: "error",
    message: ({ segment }: { segment: string }) =>
      `${quoted(segment)} belongs to no declared criterion, and \`--strict\` demands one. Write \`segment ${segment} by … where …\`, or move it into the braces of a criterion.`,
    page: {
      meaning:
        "With `--strict` criteria are not inferred: every segment must stand in the braces of a criterion or join one by `by`.",
      avoid: 'segment Urban where city = "Tehran"',
      write: 'criterion Place\nsegment Urban by Place where city = "Tehran"',
    },
  }),
} as const;
