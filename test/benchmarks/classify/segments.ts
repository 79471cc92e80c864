import { createRandom } from "../../random.js";
import { channels, cityNames, plans, tags } from "./customers.js";

/** One test of a customer, in the common ground of all contenders. A missing value fails every test. */
export type Test =
  | { readonly kind: "city"; readonly list: number }
  | {
      readonly kind: "between";
      readonly field: "age" | "income";
      readonly from: number | null;
      readonly below: number | null;
    }
  /** The last order lies at most `within` and more than `before` days back. */
  | { readonly kind: "recent"; readonly within: number; readonly before: number | null }
  | { readonly kind: "plan"; readonly plan: (typeof plans)[number] }
  | { readonly kind: "subscribed" }
  | { readonly kind: "email" }
  | { readonly kind: "tag"; readonly tag: string }
  /** The orders of a channel in the last `days` days come to at least `from` and less than `below`. */
  | {
      readonly kind: "spent";
      readonly channel: (typeof channels)[number];
      readonly days: number;
      readonly from: number;
      readonly below: number | null;
    }
  | { readonly kind: "ordered"; readonly channel: (typeof channels)[number]; readonly times: number };

export interface Segment {
  readonly name: string;
  /** All must hold. */
  readonly tests: readonly Test[];
}

export interface SegmentSet {
  readonly cities: readonly string[];
  /** Lists of cities, by number. */
  readonly lists: readonly (readonly string[])[];
  readonly criteria: readonly {
    readonly name: string;
    readonly overlapping: boolean;
    readonly segments: readonly Segment[];
  }[];
}

/** All segments in the order of the program: the number of a segment is its place here. */
export const allSegments = (set: SegmentSet): readonly Segment[] => set.criteria.flatMap(({ segments }) => segments);

/** Six segments as a small shop has them: Urban and Rural, three incomes, and those who spend. */
export function sixSegments(): SegmentSet {
  const cities = cityNames(24);
  return {
    cities,
    lists: [cities.slice(0, 10), cities.slice(10, 20)],
    criteria: [
      {
        name: "Place",
        overlapping: false,
        segments: [
          { name: "Urban", tests: [{ kind: "city", list: 0 }] },
          { name: "Rural", tests: [{ kind: "city", list: 1 }] },
        ],
      },
      {
        name: "Income",
        overlapping: false,
        segments: [
          { name: "High", tests: [{ kind: "between", field: "income", from: 80_000, below: null }] },
          { name: "Middle", tests: [{ kind: "between", field: "income", from: 30_000, below: 80_000 }] },
          { name: "Low", tests: [{ kind: "between", field: "income", from: null, below: 30_000 }] },
        ],
      },
      {
        name: "Spender",
        overlapping: true,
        segments: [
          {
            name: "Champion",
            tests: [{ kind: "subscribed" }, { kind: "spent", channel: "online", days: 365, from: 1_000, below: null }],
          },
        ],
      },
    ],
  };
}

/**
 * A large programme: a fifth of the segments are places (five cities each), 15 % bands of income, up to 40 bands of age,
 * a tenth bands of recency, a twentieth bands of money spent online; the rest are campaigns, which overlap and join two
 * to four tests from a common stock (regions, thresholds, plans, tags, spending), as campaigns do.
 */
export function manySegments(count: number): SegmentSet {
  const random = createRandom(count);
  const places = count / 5;
  const cities = cityNames(places * 5);
  const placeLists = Array.from({ length: places }, (_, index) => cities.slice(index * 5, index * 5 + 5));
  const regions = Array.from({ length: 20 }, () => cities.filter(() => random.chance(0.05)));
  const bands = (name: string, size: number, test: (from: number | null, to: number | null) => Test): Segment[] =>
    Array.from({ length: size }, (_, index) => ({
      name: `${name}${index + 1}`,
      tests: [test(index === 0 ? null : index / size, index === size - 1 ? null : (index + 1) / size)],
    }));

  const income = bands("Income", Math.round(count * 0.15), (from, to) => ({
    kind: "between",
    field: "income",
    from: from === null ? null : Math.round(from * 150_000),
    below: to === null ? null : Math.round(to * 150_000),
  }));
  const ageBands = Math.min(40, Math.round(count * 0.1));
  const age = bands("Age", ageBands, (from, to) => ({
    kind: "between",
    field: "age",
    from: from === null ? null : 16 + Math.round(from * 80),
    below: to === null ? null : 16 + Math.round(to * 80),
  }));
  const recency = bands("Recency", Math.round(count * 0.1), (from, to) => ({
    kind: "recent",
    within: to === null ? 10_000 : Math.round(to * 800),
    before: from === null ? null : Math.round(from * 800),
  }));
  const spent = bands("Spent", Math.round(count * 0.05), (from, to) => ({
    kind: "spent",
    channel: "online",
    days: 365,
    from: from === null ? 0 : Math.round(from * 4_000),
    below: to === null ? null : Math.round(to * 4_000),
  }));

  const stock: readonly (() => Test)[] = [
    () => ({ kind: "city", list: places + random.integer(0, regions.length - 1) }),
    () => ({ kind: "between", field: "income", from: 10_000 * random.integer(2, 12), below: null }),
    () => ({ kind: "between", field: "age", from: 10 * random.integer(2, 6), below: 10 * random.integer(7, 9) }),
    () => ({ kind: "plan", plan: random.pick(plans) }),
    () => ({ kind: "subscribed" }),
    () => ({ kind: "email" }),
    () => ({ kind: "tag", tag: random.pick(tags) }),
    () => ({ kind: "recent", within: random.pick([30, 60, 90, 180, 365]), before: null }),
    () => ({
      kind: "spent",
      channel: random.pick(channels),
      days: random.pick([90, 365]),
      from: random.pick([100, 250, 500, 1_000, 2_500]),
      below: null,
    }),
    () => ({ kind: "ordered", channel: random.pick(channels), times: random.integer(1, 5) }),
  ];
  const taken = places + income.length + age.length + recency.length + spent.length;
  const campaigns = Array.from({ length: count - taken }, (_, index): Segment => {
    const kinds = [...stock].sort(() => random.next() - 0.5).slice(0, random.integer(2, 4));
    return { name: `Campaign${index + 1}`, tests: kinds.map((make) => make()) };
  });
  return {
    cities,
    lists: [...placeLists, ...regions],
    criteria: [
      {
        name: "Place",
        overlapping: false,
        segments: placeLists.map((_, list) => ({ name: `Place${list + 1}`, tests: [{ kind: "city", list }] })),
      },
      { name: "Income", overlapping: false, segments: income },
      { name: "Age", overlapping: false, segments: age },
      { name: "Recency", overlapping: false, segments: recency },
      { name: "Spent", overlapping: false, segments: spent },
      { name: "Campaign", overlapping: true, segments: campaigns },
    ],
  };
}
