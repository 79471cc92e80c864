import {
  type Condition,
  type Criterion,
  conditionKey,
  type Model,
  type Segment,
  visitCondition,
} from "@seg-lang/language";

/**
 * Keys of what the count of a segment depends on besides the data: equal keys, equal counts. Whatever a membership leads
 * to counts too: the segments before it in an `ordered` criterion, those that its condition names.
 */
export function segmentKeys({ criteria }: Model): ReadonlyMap<string, string> {
  const places = new Map<string, { readonly criterion: Criterion; readonly index: number }>();
  for (const criterion of criteria) {
    for (const [index, { id }] of criterion.segments.entries()) places.set(id, { criterion, index });
  }
  const known = new Map<string, string>();
  const siblings = new Map<Criterion, string>();
  const ownKey = ({ condition }: Segment): string =>
    [conditionKey(condition), ...membershipsIn(condition).map(keyOf)].join(" ");
  const keyOf = (id: string): string => {
    const before = known.get(id);
    const place = places.get(id);
    if (before !== undefined || place === undefined) return before ?? id;
    // The checker has refused memberships that go round in circles, but a model is never to be trusted with that.
    known.set(id, id);
    const { criterion, index } = place;
    const segment = criterion.segments[index]!;
    let key: string;
    if (criterion.ordered || segment.otherwise) {
      let all = siblings.get(criterion);
      if (all === undefined) {
        all = criterion.segments.map(ownKey).join("|");
        siblings.set(criterion, all);
      }
      key = `${all}#${criterion.ordered}${index}`;
    } else key = ownKey(segment);
    known.set(id, key);
    return key;
  };
  return new Map([...places.keys()].map((id) => [id, keyOf(id)]));
}

/** A key of how customers are read, and of the day. With another one nothing that was counted holds. */
export function dataKey({ schema, requires, settings }: Model, today: number): string {
  const parts = [
    schema?.record,
    requires.map(({ condition }) => conditionKey(condition)),
    settings.timeZone,
    settings.weekStart,
    settings.sampleDataPath,
    today,
  ];
  return JSON.stringify(parts, (name, value: unknown) => {
    if (name === "location" || name === "origin" || name === "documentation") return undefined;
    return value instanceof Map ? [...value] : value;
  });
}

const memberships = new WeakMap<Condition, readonly string[]>();

function membershipsIn(condition: Condition): readonly string[] {
  const known = memberships.get(condition);
  if (known !== undefined) return known;
  const found = new Set<string>();
  visitCondition(condition, {
    condition(part) {
      if (part.kind === "member") found.add(part.segment);
    },
  });
  const segments = [...found];
  memberships.set(condition, segments);
  return segments;
}
