import { rule } from "../../rule.js";

const maybe = (nearest: string | null) => (nearest === null ? "" : ` Did you mean \`${nearest}\`?`);

/** Names inside expressions: SEG3001 to SEG3009. */
export const namingRules = {
  unknownName: rule({
    code: "SEG3001",
    name: "unknown-name",
    severity: "error",
    message: (p: { name: string; nearest: string | null; among: string; write: string | null }) =>
      p.write === null
        ? `There is no \`${p.name}\` here: it is no field of ${p.among}, and no define, list or segment.${maybe(p.nearest)}`
        : `\`${p.name}\` is no value that something could equal. Write \`${p.write}\`.`,
    page: {
      meaning:
        "A condition can read the fields of the customer (inside the filter of a list: the fields of its elements), defines, lists, and segments. This name is none of them, so nobody can say what it means.",
      avoid: "segment Young where ag < 30",
      write: "segment Young where age < 30",
    },
  }),
  unknownMember: rule({
    code: "SEG3002",
    name: "unknown-member",
    severity: "error",
    message: (p: { name: string; owner: string; nearest: string | null }) =>
      `${p.owner} has no field \`${p.name}\`.${maybe(p.nearest)}`,
    page: {
      meaning:
        "What stands before the dot is a record or a list of records, and it has no field of the name behind the dot.",
      avoid: 'segment Northern where address.contry = "Iran"',
      write: 'segment Northern where address.country = "Iran"',
    },
  }),
  unknownSegment: rule({
    code: "SEG3003",
    name: "unknown-segment",
    severity: "error",
    message: (p: { name: string; criterion: string; nearest: string | null }) =>
      `Criterion \`${p.criterion}\` has no segment \`${p.name}\`.${maybe(p.nearest)}`,
    page: {
      meaning: "`Income.High` names the segment High of criterion Income. The criterion is there, the segment is not.",
      avoid: "segment Rich where Income.Hi",
      write: "segment Rich where Income.High",
    },
  }),
  ambiguousName: rule({
    code: "SEG3004",
    name: "ambiguous-name",
    severity: "error",
    message: (p: { name: string; candidates: readonly string[] }) =>
      `Several criteria have a segment \`${p.name}\`. Say which one is meant: ${p.candidates.map((c) => `\`${c}\``).join(" or ")}.`,
    page: {
      meaning:
        "The segments of each criterion have names of their own, so two criteria may both have a `High`. Then the bare name does not say which.",
      avoid: "segment Offer where High",
      write: "segment Offer where Income.High",
    },
  }),
  customerFieldInFilter: rule({
    code: "SEG3005",
    name: "customer-field-in-filter",
    severity: "error",
    message: (p: { name: string; list: string }) =>
      `\`${p.name}\` is a field of the customer, not of an element of \`${p.list}\`: the filter after \`where\` runs as far right as it can. Put the filter in brackets, or write \`customer.${p.name}\`.`,
    page: {
      meaning:
        "Inside the filter of a list only the fields of its elements can be read, because a name that changed its meaning from one side of an `and` to the other would be misread. Usually the filter should have ended earlier: brackets end it.",
      avoid: 'segment Lapsed where no orders where on >= today - 90 days and city = "Tehran"',
      write: 'segment Lapsed where (no orders where on >= today - 90 days) and city = "Tehran"',
    },
  }),
  elementFieldOutside: rule({
    code: "SEG3006",
    name: "element-field-outside",
    severity: "error",
    message: (p: { name: string; lists: readonly string[]; aggregate: boolean }) => {
      const lists = p.lists.map((list) => `\`${list}\``).join(" and ");
      const write = p.aggregate ? `\`${p.lists[0]}.${p.name}\`` : `\`any ${p.lists[0]} where …\``;
      return `\`${p.name}\` is a field of each element of ${lists}, and a customer has many of those. Say which are meant: ${write}.`;
    },
    page: {
      meaning:
        "The field belongs to the elements of a list. A customer has none, one or many of them, so the condition must say whether any, all or no elements are meant, or reduce them to one value: `latest(orders.on)`.",
      avoid: "segment Recent where on >= today - 90 days",
      write: "segment Recent where any orders where on >= today - 90 days",
    },
  }),
  itOutside: rule({
    code: "SEG3007",
    name: "it-outside",
    severity: "error",
    message: (p: { record: string | null }) =>
      p.record === null
        ? "`it` is the element of a list of single values, inside the filter of that list; there is none here."
        : `\`it\` is the element of a list of single values. The elements of \`${p.record}\` are records: write the name of a field.`,
    page: {
      meaning: 'In `any tags where it starts with "vip"`, `it` is one tag. Elsewhere there is nothing it could be.',
      avoid: 'segment Vip where it = "vip"',
      write: 'segment Vip where any tags where it = "vip"',
    },
  }),
  unquotedText: rule({
    code: "SEG3008",
    name: "unquoted-text",
    severity: "error",
    message: (p: { name: string; choice: boolean }) =>
      p.choice
        ? `\`${p.name}\` is a choice, and a choice is written in quotes: "${p.name}".`
        : `There is no \`${p.name}\` here. If the text is meant, write it in quotes: "${p.name}".`,
    page: {
      meaning: "A bare word is the name of a field, define, list or segment. A text is written in quotes.",
      avoid: "segment Women where gender = female",
      write: 'segment Women where gender = "female"',
    },
  }),
  notARecord: rule({
    code: "SEG3009",
    name: "nothing-behind-dot",
    severity: "error",
    message: (p: { object: string; is: string }) =>
      `\`${p.object}\` is ${p.is}, so it has no fields: nothing can follow its dot.`,
    page: {
      meaning:
        "Only records and lists of records have fields, and only criteria have segments, that can be named behind a dot.",
      avoid: 'segment A where city.name = "Tehran"',
      write: 'segment A where city = "Tehran"',
    },
  }),
};
