import { createRandom } from "../../random.js";

/** 2026-11-01, in days since 1970-01-01: `today` of the benchmark. */
export const today = Date.UTC(2026, 10, 1) / 86_400_000;
export const asOf = "2026-11-01";

/**
 * A customer as hand-written JavaScript would like to have it: the city folded already, dates as day numbers, so that
 * no contender pays for reading text. What is missing is absent.
 */
export interface Customer {
  readonly id: string;
  readonly city: string;
  readonly age: number;
  readonly income?: number;
  readonly plan: (typeof plans)[number];
  readonly subscribed: boolean;
  readonly email?: string;
  readonly lastOrder?: number;
  readonly tags: readonly string[];
  readonly orders: readonly {
    readonly on: number;
    readonly total: number;
    readonly channel: (typeof channels)[number];
  }[];
}

export const plans = ["basic", "plus", "gold"] as const;
export const channels = ["online", "store", "phone"] as const;
export const tags = ["garden", "kitchen", "spices", "travel", "books", "sport", "music", "children"] as const;

const persianCities = [
  "تهران",
  "اصفهان",
  "شیراز",
  "مشهد",
  "کرج",
  "تبریز",
  "اهواز",
  "یزد",
  "کرمان",
  "رشت",
  "ساری",
  "قم",
];
const latinCities = ["tehran", "isfahan", "shiraz", "masuleh", "natanz", "abyaneh", "berlin", "luleå", "são paulo"];

/** `count` different names of cities, Persian and Latin in turn, folded. */
export function cityNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const names = index % 2 === 0 ? persianCities : latinCities;
    const name = names[(index >> 1) % names.length]!;
    const round = Math.floor((index >> 1) / names.length);
    return round === 0 ? name : `${name} ${round}`;
  });
}

export function makeCustomers(count: number, cities: readonly string[]): readonly Customer[] {
  const random = createRandom(2_026);
  return Array.from({ length: count }, (_, index) => {
    const orders = Array.from({ length: random.pick([0, 1, 2, 3, 5, 8, 12]) }, () => ({
      on: today - random.integer(0, 800),
      total: random.integer(299, 60_000) / 100,
      channel: random.pick(channels),
    })).sort((a, b) => a.on - b.on);
    return {
      id: `c${index}`,
      city: random.pick(cities),
      age: random.integer(16, 95),
      ...(random.chance(0.1) ? {} : { income: random.integer(0, 15_000_000) / 100 }),
      plan: random.pick(plans),
      subscribed: random.chance(0.6),
      ...(random.chance(0.2) ? {} : { email: `c${index}@mail.example` }),
      ...(orders.length === 0 ? {} : { lastOrder: orders.at(-1)!.on }),
      tags: tags.filter(() => random.chance(0.2)),
      orders,
    };
  });
}
