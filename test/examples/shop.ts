import { createRandom } from "../random.js";
import { dayOf, isoOf, monthsBefore, writtenDay } from "./days.js";
import { type Example, first, holding, ndjson, type Placement } from "./example.js";

const asOf = "2026-11-01";
const today = dayOf(asOf);

interface Order {
  readonly on: number;
  readonly cents: number;
  readonly channel: "online" | "store" | "phone";
  readonly brand: string | null;
  readonly items: readonly { readonly product: string; readonly quantity: number; readonly cents: number }[];
}

interface Customer {
  readonly id: string;
  readonly name: string;
  /** As the export writes it, and the place it names. */
  readonly city: readonly [written: string, place: "urban" | "rural" | "elsewhere"];
  readonly province: string;
  readonly age: number;
  readonly incomeCents: number | null;
  readonly gender: "F" | "M" | "other";
  readonly email: string | null;
  readonly joined: number;
  readonly subscribed: boolean;
  readonly tags: readonly string[];
  readonly orders: readonly Order[];
}

const cities = [
  ["Tehran", "urban", "Tehran"],
  ["TEHRAN ", "urban", "Tehran"],
  ["Isfahan", "urban", "Isfahan"],
  ["shiraz", "urban", "Fars"],
  ["كرج", "urban", "Alborz"],
  ["کرج", "urban", "Alborz"],
  ["Masuleh", "rural", "Gilan"],
  ["natanz", "rural", "Isfahan"],
  ["Abyaneh", "rural", "Isfahan"],
  ["کندلوس", "rural", "Mazandaran"],
  ["Rasht", "elsewhere", "Gilan"],
  ["Yazd", "elsewhere", "Yazd"],
] as const;

const products = ["saffron", "spade", "kettle", "seeds", "carpet", "tray"];
const names = ["Sara", "Joe", "Leyla", "Kaveh", "Mina", "Omid", "Parisa", "Reza", "Shirin", "Darius"];

function randomOrders(random: ReturnType<typeof createRandom>, joined: number): Order[] {
  const faithful = random.chance(0.3) ? random.pick(["Aria", "Zagros"]) : null;
  const bulk = random.chance(0.1);
  const latest = joined < today - 450 && random.chance(0.45) ? today - 400 : today;
  return Array.from({ length: random.pick([0, 0, 1, 1, 2, 3, 4, 6]) }, () => {
    const items = Array.from({ length: random.integer(1, 2) }, () => ({
      product: random.pick(products),
      quantity: bulk && random.chance(0.5) ? random.integer(10, 40) : random.integer(1, 5),
      cents: random.integer(150, 24_000),
    }));
    return {
      on: random.integer(Math.max(joined, today - 900), latest),
      cents: items.reduce((sum, item) => sum + item.quantity * item.cents, 0),
      channel: random.pick(["online", "online", "store", "phone"] as const),
      brand: faithful ?? (random.chance(0.5) ? random.pick(["Aria", "Zagros", "Damavand"]) : null),
      items,
    };
  });
}

function randomCustomer(random: ReturnType<typeof createRandom>, number: number): Customer {
  const [written, place, province] = random.pick(cities);
  const joined = random.chance(0.2) ? today - random.integer(0, 120) : today - random.integer(121, 1_500);
  return {
    id: `C${String(number).padStart(3, "0")}`,
    name: random.pick(names),
    city: [written, place],
    province,
    age: random.integer(16, 82),
    incomeCents: random.chance(0.12)
      ? null
      : random.pick([1_200_000, 2_150_050, 2_999_999, 3_000_000, 5_480_000, 7_999_999, 8_000_000, 12_500_000]),
    gender: random.pick(["F", "M", "F", "M", "other"] as const),
    email: random.chance(0.75) ? `c${number}@mail.example` : null,
    joined,
    subscribed: random.chance(0.6),
    tags: ["garden", "kitchen", "spices", "travel"].filter(() => random.chance(0.25)),
    orders: randomOrders(random, joined),
  };
}

const order = (on: number, cents: number, channel: Order["channel"] = "store"): Order => ({
  on,
  cents,
  channel,
  brand: null,
  items: [{ product: "tray", quantity: 1, cents }],
});

/** Customers on the very edges of the conditions. */
function edges(from: Customer): Customer[] {
  const edge = (id: string, change: Partial<Customer>): Customer => ({ ...from, id, joined: today - 1_200, ...change });
  // 30 orders of 33.34 are 1,000.20; sums of cents as binary fractions would drift, these must not.
  const many = (count: number, cents: number) =>
    Array.from({ length: count }, (_, index) => order(today - 10 * index, cents, "online"));
  return [
    edge("E01", { orders: many(30, 3_334) }),
    edge("E02", { orders: many(20, 5_000) }),
    edge("E03", { orders: [order(today - 30, 100_001)] }),
    edge("E04", { orders: [order(today - 31, 100_001)] }),
    edge("E05", { orders: [order(monthsBefore(today, 12), 9_999)] }),
    edge("E06", { orders: [order(monthsBefore(today, 12) - 1, 9_999)] }),
    edge("E07", { orders: [order(today, 10), order(today - 1, 20), order(today - 2, 100_000 - 30)] }),
    edge("E08", { orders: [order(today, 10), order(today - 1, 20), order(today - 2, 100_000 - 29)] }),
    edge("E09", { joined: today - 90, subscribed: true, email: "e09@mail.example", orders: [] }),
    edge("E10", { joined: today - 89, subscribed: true, email: "e10@mail.example", orders: [] }),
  ];
}

function customers(): Customer[] {
  const random = createRandom(7);
  const made = Array.from({ length: 110 }, (_, index) => randomCustomer(random, index + 1));
  return [...made, ...edges(made[0]!)];
}

function place(customer: Customer): Placement {
  const { orders, incomeCents } = customer;
  const yearAgo = monthsBefore(today, 12);
  const spend = orders.filter((one) => one.on > today - 365).reduce((sum, one) => sum + one.cents, 0);
  const latest = Math.max(...orders.map((one) => one.on));
  const bought = orders.length > 0;
  const active = orders.some((one) => one.on >= yearAgo);
  const reachable = customer.subscribed && customer.email !== null;
  const brands = orders.flatMap((one) => (one.brand === null ? [] : [one.brand]));
  const loyalty = first({
    Champion: spend > 100_000 && today - latest <= 30,
    Regular: orders.length >= 3,
    Buyer: bought,
    Visitor: true,
  });
  const income = first({
    Undisclosed: incomeCents === null,
    Low: incomeCents! < 3_000_000,
    Middle: incomeCents! < 8_000_000,
    High: true,
  });
  const activity = first({ Never: !bought, Active: active, Lapsed: true });
  const urban = customer.city[1] === "urban";
  return {
    city: first({ Urban: urban, Rural: customer.city[1] === "rural" }),
    Income: income,
    Loyalty: loyalty,
    Activity: activity,
    Interest: holding({
      Gardener: customer.tags.includes("garden"),
      Cook: customer.tags.includes("kitchen") || customer.tags.includes("spices"),
      Loyalist: brands.length >= 3 && new Set(brands).size === 1,
    }),
    Letter: holding({
      CityNews: urban && reachable,
      FirstOrder: loyalty === "Visitor" && reachable && customer.joined > today - 90,
      WinBack: activity === "Lapsed" && (loyalty === "Regular" || income === "High"),
      OnlineOnly: bought && orders.every((one) => one.channel === "online"),
      Bulk: orders.some((one) => one.channel !== "store" && one.items.some((item) => item.quantity >= 10)),
      StudentDeal: customer.age < 26 && income === "Low",
    }),
  };
}

function exported(customer: Customer): unknown {
  return {
    id: customer.id,
    name: customer.name,
    city: customer.city[0],
    age: customer.age,
    "Annual Income": customer.incomeCents === null ? null : customer.incomeCents / 100,
    gender: customer.gender,
    email: customer.email ?? (customer.age % 2 === 0 ? "n/a" : ""),
    joined: writtenDay(customer.joined, "/"),
    subscribed: customer.subscribed ? "Yes" : "No",
    tags: customer.tags,
    address:
      customer.age % 3 === 0
        ? { province: customer.province, postcode: `${customer.age}1${customer.age}` }
        : { province: customer.province },
    orders: customer.orders.map((one) => ({
      on: isoOf(one.on),
      total: one.cents / 100,
      channel: one.channel,
      ...(one.brand === null ? {} : { brand: one.brand }),
      items: one.items.map(({ product, quantity, cents }) => ({ product, quantity, price: cents / 100 })),
    })),
  };
}

/** As many customers as are asked for, one at a time: the record, and where it belongs. */
export function* shopCustomers(count: number, seed: number): Generator<{ record: unknown; placement: Placement }> {
  const random = createRandom(seed);
  for (let number = 1; number <= count; number += 1) {
    const customer = randomCustomer(random, number);
    yield { record: exported(customer), placement: place(customer) };
  }
}

export function shop(): Example {
  const all = customers();
  return {
    folder: "shop",
    asOf,
    data: { file: "customers.ndjson", text: ndjson(all.map(exported)) },
    placements: new Map(all.map((customer) => [customer.id, place(customer)])),
    rejected: [],
  };
}
