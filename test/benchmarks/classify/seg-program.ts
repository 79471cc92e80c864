import { allSegments, type Segment, type SegmentSet, type Test } from "./segments.js";

/** The same segments as a program in Seg. */
export function segProgram(set: SegmentSet): string {
  const lists = set.lists.map((list, number) => `list list${number} = ${JSON.stringify(list)}`);
  const criteria = set.criteria.map(
    ({ name, overlapping, segments }) =>
      `criterion ${name}${overlapping ? " overlapping" : ""} {\n${segments.map(declaration).join("\n")}\n}`,
  );
  return [customerBlock, ...lists, ...criteria].join("\n\n");
}

/** Position of each segment in `allSegments`, by criterion and position within it: how outcomes become numbers. */
export function numbering(set: SegmentSet): ReadonlyMap<string, number> {
  return new Map(allSegments(set).map(({ name }, number) => [name, number]));
}

const customerBlock = `customer {
  id:         text key
  city:       text folded
  age:        integer 0..120
  income:     number? 0.. step 0.01
  plan:       "basic" | "plus" | "gold"
  subscribed: boolean
  email:      text?
  lastOrder:  date? ..today
  tags:       list of text
  orders:     list of { on: date ..today, total: number 0.. step 0.01, channel: "online" | "store" | "phone" }
}`;

function declaration({ name, tests }: Segment): string {
  return `  segment ${name} where ${tests.map(condition).join(" and ")}`;
}

function condition(test: Test): string {
  switch (test.kind) {
    case "city":
      return `city in list${test.list}`;
    case "between":
      if (test.from === null) return `${test.field} < ${test.below}`;
      return test.below === null ? `${test.field} >= ${test.from}` : `${test.from} <= ${test.field} < ${test.below}`;
    case "recent":
      if (test.before === null) return `lastOrder >= today - ${test.within} days`;
      return `today - ${test.within} days <= lastOrder < today - ${test.before} days`;
    case "plan":
      return `plan = "${test.plan}"`;
    case "subscribed":
      return "subscribed";
    case "email":
      return "email is present";
    case "tag":
      return `tags has "${test.tag}"`;
    case "spent": {
      const sum = `sum(orders.total where channel = "${test.channel}" and on >= today - ${test.days} days)`;
      return test.below === null ? `${sum} >= ${test.from}` : `${test.from} <= ${sum} < ${test.below}`;
    }
    case "ordered":
      return `count(orders where channel = "${test.channel}") >= ${test.times}`;
  }
}
