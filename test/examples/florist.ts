import { createRandom } from "../random.js";
import { civil, dayOf, monthsBefore, weekday, writtenDay } from "./days.js";
import { csv, type Example, first, holding, type Placement } from "./example.js";

const asOf = "2026-11-01";
const today = dayOf(asOf);

type Occasion = "birthday" | "wedding day" | "mother's day" | "mourning" | "none";
type Recipient = "wife" | "mother" | "friend" | "self" | "company";

interface Order {
  readonly on: number;
  readonly amountCents: number;
  readonly costCents: number;
  readonly occasion: Occasion;
  readonly recipient: Recipient | null;
  readonly channel: "web" | "shop" | "phone";
  readonly flowers: readonly string[];
}

interface Customer {
  readonly id: string;
  readonly male: boolean;
  readonly city: readonly [written: string, near: boolean];
  readonly wedding: number | null;
  readonly newsletter: boolean;
  /** At least one: the file has a row per order. */
  readonly orders: readonly Order[];
}

const cities = [
  ["Isfahan", true],
  ["ISFAHAN", true],
  ["Khomeini Shahr", true],
  ["najafabad", true],
  ["Shahin Shahr", true],
  ["Falavarjan", true],
  ["Shiraz", false],
  ["Tehran", false],
] as const;

const flowers = [
  "Rose",
  "rose",
  "blue rose",
  "Moss Rose",
  "lily",
  "Lily",
  "tulip",
  "narcissus",
  "iris",
  "daisy",
  "orchid",
];

function randomOrder(random: ReturnType<typeof createRandom>, male: boolean, habits: readonly Occasion[]): Order {
  const occasion = random.pick(habits);
  const recipients: readonly (Recipient | null)[] = male
    ? ["wife", "wife", "mother", "friend", null]
    : ["self", "mother", "friend", "company", null];
  const amountCents = random.integer(900, 16_000);
  return {
    on: today - random.pick([random.integer(0, 30), random.integer(0, 180), random.integer(0, 600)]),
    amountCents,
    costCents: Math.round((amountCents * random.integer(20, 60)) / 100),
    occasion,
    recipient: occasion === "mourning" ? null : random.pick(recipients),
    channel: random.pick(["web", "shop", "shop", "phone"] as const),
    flowers: Array.from({ length: random.integer(1, 3) }, () => random.pick(flowers)),
  };
}

function randomCustomer(random: ReturnType<typeof createRandom>, number: number): Customer {
  const male = random.chance(0.5);
  const habits: readonly Occasion[] = random.chance(0.4)
    ? ["birthday", "wedding day", "mother's day"]
    : ["none", "none", "birthday", "mourning", "wedding day"];
  return {
    id: `F${1_000 + number}`,
    male,
    city: random.pick(cities),
    wedding: random.chance(0.5)
      ? dayOf(random.pick(["2012-11-08", "2019-11-07", "2020-02-29", "2003-11-09", "1998-06-21"]))
      : null,
    newsletter: random.chance(0.6),
    orders: Array.from({ length: random.pick([1, 1, 2, 2, 3, 5, 8]) }, () => randomOrder(random, male, habits)),
  };
}

function edges(from: Customer): Customer[] {
  const plain: Order = { ...from.orders[0]!, occasion: "none", channel: "shop" };
  const edge = (id: string, orders: readonly Partial<Order>[]): Customer => ({
    ...from,
    id,
    wedding: null,
    newsletter: true,
    orders: orders.map((order) => ({ ...plain, ...order })),
  });
  return [
    edge("F2001", [{ on: today - 29 }]),
    edge("F2002", [{ on: today - 30 }]),
    edge("F2003", [{ on: today - 180 }]),
    edge("F2004", [{ on: today - 181 }]),
    // Ten times 9.99 and ten cents are 100; a margin of exactly 60 %.
    edge("F2005", [
      { on: today - 1, amountCents: 10, costCents: 4 },
      ...Array(10).fill({ on: today - 9, amountCents: 999, costCents: 400 }),
    ]),
    edge("F2006", [{ on: today - 9, amountCents: 9_999, costCents: 4_000 }]),
    edge("F2007", [
      { on: monthsBefore(today, 12), amountCents: 90_000 },
      { on: monthsBefore(today, 12) + 1, amountCents: 40_000, costCents: 16_000 },
    ]),
    edge("F2008", [{ on: dayOf("2026-09-30") }]),
    edge("F2009", [{ on: dayOf("2026-10-01") }]),
    edge("F2010", [{ on: monthsBefore(today, 6) }, { on: today - 5 }, { on: today - 5 }, { on: today - 5 }]),
    edge("F2011", [{ on: monthsBefore(today, 6) + 1 }, { on: today - 5 }, { on: today - 5 }, { on: today - 5 }]),
  ];
}

function customers(): Customer[] {
  const random = createRandom(43);
  const made = Array.from({ length: 64 }, (_, index) => randomCustomer(random, index + 1));
  return [...made, ...edges(made[0]!)];
}

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

function place(customer: Customer): Placement {
  const { orders } = customer;
  const year = orders.filter(({ on }) => on > monthsBefore(today, 12));
  const spent = total(year.map(({ amountCents }) => amountCents));
  const margin = total(year.map(({ amountCents, costCents }) => amountCents - costCents));
  const last = Math.max(...orders.map(({ on }) => on));
  const wedding = customer.wedding === null ? null : civil(customer.wedding);
  const folded = orders.flatMap((order) => order.flowers.map((flower) => flower.toLowerCase()));
  return {
    Place: customer.city[1] ? "Nearby" : "Elsewhere",
    Buyer: first({
      Husband: customer.male && orders.some(({ recipient }) => recipient === "wife"),
      Herself: !customer.male && orders.some(({ recipient }) => recipient === "self"),
      Others: true,
    }),
    Habit: first({
      Newcomer: orders.length === 1 && last > today - 30,
      Occasional: orders.length >= 2 && orders.every(({ occasion }) => occasion !== "none"),
      Steady: orders.filter(({ on }) => on > monthsBefore(today, 6)).length >= 4,
      NowAndThen: true,
    }),
    Value: first({ Small: spent < 10_000, Medium: spent < 40_000, Large: true }),
    Campaign: holding({
      AnniversarySoon: wedding !== null && wedding.month === 11 && wedding.day === 8,
      MothersDay: orders.some(({ occasion, recipient }) => occasion === "mother's day" || recipient === "mother"),
      RoseLover: folded.some((flower) => ["rose", "blue rose", "moss rose"].includes(flower)),
      Connoisseur: new Set(folded).size >= 6,
      Profitable: spent > 0 && margin * 10 >= spent * 6,
      ComeBack: last < today - 180 && customer.newsletter,
      ThisQuarter: orders.some(({ on }) => on >= dayOf("2026-10-01") && on <= dayOf("2026-12-31")),
      FridayBuyer: orders.filter(({ on }) => weekday(on) === 5).length >= 2,
      GiftGiver:
        orders.filter(
          ({ occasion, recipient }) =>
            occasion !== "none" && occasion !== "mourning" && recipient !== null && recipient !== "self",
        ).length >= 2,
      WebOnly: orders.every(({ channel }) => channel === "web"),
    }),
  };
}

const header = [
  "customer",
  "sex",
  "city",
  "wedding day",
  "newsletter",
  "on",
  "amount",
  "cost",
  "occasion",
  "recipient",
  "channel",
  "flowers",
];

const money = (cents: number): string =>
  (cents / 100).toLocaleString("de-DE", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function row(customer: Customer, order: Order): string[] {
  return [
    customer.id,
    customer.male ? "m" : "f",
    customer.city[0],
    customer.wedding === null ? "" : writtenDay(customer.wedding, "."),
    customer.newsletter ? "on" : "off",
    writtenDay(order.on, "."),
    money(order.amountCents),
    money(order.costCents),
    order.occasion === "none" ? "-" : order.occasion,
    order.recipient ?? "",
    order.channel,
    order.flowers.join("+"),
  ];
}

export function florist(): Example {
  const all = customers();
  // The till writes in order of time, so the rows of a customer lie apart.
  const rows = all
    .flatMap((customer) => customer.orders.map((order) => ({ customer, order })))
    .sort((a, b) => a.order.on - b.order.on || (a.customer.id < b.customer.id ? -1 : 1))
    .map(({ customer, order }) => row(customer, order));
  return {
    folder: "florist",
    asOf,
    data: { file: "till.csv", text: csv(header, rows, ";") },
    placements: new Map(all.map((customer) => [customer.id, place(customer)])),
    rejected: [],
  };
}
