import { createRandom } from "../random.js";
import { civil, dayOf, isoOf, monthsBefore, weekday, yearsSince } from "./days.js";
import { type Example, first, holding, type Placement } from "./example.js";

const asOf = "2026-11-01";
const today = dayOf(asOf);

const HOUR = 3_600_000;
/** Iran has kept UTC+03:30 the year round since 2022; every instant here is later. */
const OFFSET = 3.5 * HOUR;
/** The last instant of the day in Tehran. */
const now = (today + 1) * 24 * HOUR - OFFSET - 1;
const instant = (day: number, hours: number): number => day * 24 * HOUR + hours * HOUR - OFFSET;
const localDay = (at: number): number => Math.floor((at + OFFSET) / (24 * HOUR));
const localHour = (at: number): number => Math.floor((at + OFFSET) / HOUR) % 24;

interface Subscriber {
  readonly msisdn: number;
  readonly prepaid: boolean;
  readonly born: number | null;
  readonly province: string;
  readonly activated: number;
  readonly device: { readonly model: string; readonly has5G: boolean } | null;
  readonly balance: number | null;
  /** Data in tenths of a gigabyte. */
  readonly usage: readonly {
    readonly month: number;
    readonly tenths: number;
    readonly minutes: number;
    readonly paid: number;
    readonly roaming: boolean;
  }[];
  readonly packs: readonly {
    readonly bought: number;
    readonly gb: number;
    readonly price: number;
    readonly channel: "app" | "ussd" | "shop";
  }[];
  readonly contacts: readonly { readonly at: number; readonly topic: string; readonly effort: number }[];
}

function randomSubscriber(random: ReturnType<typeof createRandom>, number: number): Subscriber {
  const months = random.pick([2, 5, 8, 12, 12, 12]);
  const taste = random.pick([0, 0, 12, 30, 80, 260, 420]);
  const price = random.pick([0, 40_000, 120_000, 150_000, 260_000, 600_000]);
  const drift = random.pick([0.7, 0.97, 1, 1.03, 1.2]);
  return {
    msisdn: 989_120_000_000 + number * 7_919,
    prepaid: random.chance(0.7),
    born: random.chance(0.1) ? null : today - random.integer(14 * 365, 75 * 365),
    province: random.pick(["Tehran", "Fars", "Gilan", "خراسان", "Khuzestan"]),
    activated: instant(today - random.pick([3, 13, 14, 200, 900]), random.integer(0, 23)),
    device: random.chance(0.15)
      ? null
      : { model: random.pick(["Redmi 9", "Galaxy A54", "iPhone 14"]), has5G: random.chance(0.4) },
    balance: random.chance(0.1) ? null : random.pick([-500_001, -500_000, -1, 0, 12_500, 19_999.5, 20_000, 310_000]),
    usage: Array.from({ length: months }, (_, index) => ({
      // The last day of each month, when the bill is made.
      month: monthsBefore(dayOf("2026-10-31"), index),
      tenths: taste === 0 ? 0 : random.integer(Math.max(0, taste - 10), taste + 20),
      minutes: random.integer(0, 900),
      paid: Math.round(price * drift ** -index),
      roaming: random.chance(0.08),
    })),
    packs: Array.from({ length: random.pick([0, 0, 1, 2, 4]) }, () => ({
      bought: instant(today - random.integer(0, 40), random.integer(0, 23) + random.pick([0, 0.25, 0.5])),
      gb: random.pick([1, 5, 20]),
      price: random.pick([19_000, 60_000, 140_000]),
      channel: random.pick(["app", "app", "ussd", "shop"] as const),
    })),
    contacts: Array.from({ length: random.pick([0, 0, 0, 1, 3, 5]) }, () => ({
      at: instant(today - random.integer(0, 420), random.integer(8, 20)),
      topic: random.pick(["bill", "cover", "speed", "pack"]),
      effort: random.integer(1, 10),
    })),
  };
}

function edges(from: Subscriber): Subscriber[] {
  let number = 989_350_000_000;
  const edge = (change: Partial<Subscriber>): Subscriber => ({ ...from, msisdn: ++number, ...change });
  const month = (day: number, tenths: number, paid: number) => ({
    month: day,
    tenths,
    minutes: 1,
    paid,
    roaming: false,
  });
  const pack = (bought: number) => ({ bought, gb: 1, price: 19_000, channel: "app" as const });
  const three = monthsBefore(today, 3);
  return [
    // The first day that counts is the one after today - 3 months; five and thirty gigabytes are on the edge.
    edge({ usage: [month(three, 900, 100_000), month(three + 1, 150, 100_000)] }),
    edge({ usage: [month(three + 1, 300, 120_000), month(today, 600, 0), month(three, 1, 100_000)] }),
    edge({ usage: [month(today, 899, 119_999), month(three, 1, 100_000)] }),
    edge({ usage: [month(today, 1, 80_000), month(three, 1, 100_000)] }),
    edge({ usage: [month(today, 1, 79_999), month(three, 1, 100_000)] }),
    // A tenth of a gigabyte, three times, is 0.3; a bill of exactly 150,000 on average.
    edge({ usage: [month(today, 1, 149_999), month(today - 31, 1, 150_001), month(today - 61, 1, 150_000)] }),
    // Five to six and six in the morning; the week that ended on Friday; a day ago to the millisecond.
    edge({ packs: [pack(instant(today - 20, 5.75))] }),
    edge({ packs: [pack(instant(today - 20, 6))] }),
    edge({ packs: [pack(instant(dayOf("2026-10-24"), 0))] }),
    edge({ packs: [pack(instant(dayOf("2026-10-30"), 23.75))] }),
    edge({ packs: [pack(instant(dayOf("2026-10-31"), 0))] }),
    edge({ packs: [pack(now - 24 * HOUR), pack(now - 24 * HOUR - 1)] }),
    edge({ packs: [pack(now - 24 * HOUR - 1)] }),
    edge({
      contacts: [
        { at: instant(dayOf("2026-01-01"), 0), topic: "bill", effort: 2 },
        { at: instant(today, 9), topic: "speed", effort: 7 },
        { at: instant(today, 10), topic: "cover", effort: 7 },
      ],
    }),
    edge({
      contacts: [
        { at: instant(dayOf("2025-12-31"), 23.5), topic: "bill", effort: 2 },
        { at: instant(today, 9), topic: "speed", effort: 7 },
        { at: instant(today, 10), topic: "cover", effort: 7 },
      ],
    }),
  ];
}

function subscribers(): Subscriber[] {
  const random = createRandom(31);
  const made = Array.from({ length: 135 }, (_, index) => randomSubscriber(random, index + 1));
  return [...made, ...edges(made[0]!)];
}

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

function place(subscriber: Subscriber): Placement {
  const { usage, packs, contacts, balance, device } = subscriber;
  const three = monthsBefore(today, 3);
  const six = monthsBefore(today, 6);
  const tenths = total(usage.filter(({ month }) => month > three).map((month) => month.tenths));
  const half = usage.filter(({ month }) => month > six).map(({ paid }) => paid);
  // The average against a bound, without dividing.
  const billReaches = (bound: number): boolean => half.length > 0 && total(half) >= bound * half.length;
  const lately = total(usage.filter(({ month }) => month > three).map(({ paid }) => paid));
  const before = total(usage.filter(({ month }) => month > six && month <= three).map(({ paid }) => paid));
  const age = subscriber.born === null ? null : yearsSince(subscriber.born, today);
  const dataUse = first({ NoData: tenths === 0, Light: tenths < 150, Medium: tenths < 900, Heavy: true });
  const worth = first({
    Gold: billReaches(500_000),
    Silver: billReaches(150_000),
    Bronze: total(half) > 0,
    Silent: true,
  });
  const thisYear = contacts.filter(({ at }) => civil(localDay(at)).year === 2026);
  return {
    DataUse: dataUse,
    Worth: worth,
    Trend: first({
      TooNew: before === 0,
      Growing: lately * 10 >= before * 12,
      Stable: lately * 10 >= before * 8,
      Shrinking: true,
    }),
    Generation: first({ Unknown: age === null, GenZ: age! < 28, GenY: age! < 44, GenX: true }),
    Need: holding({
      Traveller: usage.filter(({ roaming, month }) => roaming && month > monthsBefore(today, 12)).length >= 2,
      NightBuyer: packs.some(({ channel, bought }) => channel === "app" && localHour(bought) < 6),
      WeekendBuyer: packs.some(({ bought }) => [4, 5].includes(weekday(localDay(bought)))),
      LastWeek: packs.some(({ bought }) => {
        const day = localDay(bought);
        return dayOf("2026-10-24") <= day && day <= dayOf("2026-10-30");
      }),
      Upgrade5G: dataUse === "Heavy" && device !== null && !device.has5G,
      Annoyed: contacts.some(({ effort }) => effort >= 8),
      ManyTopics: new Set(thisYear.map(({ topic }) => topic)).size >= 3,
      CostlyToServe: total(contacts.map(({ effort }) => effort)) > 20 && (worth === "Bronze" || worth === "Silent"),
      OutOfCredit: subscriber.prepaid && balance !== null && balance < 20_000,
      InDebt: balance !== null && balance >= -500_000 && balance < 0,
      JustActivated: localDay(subscriber.activated) > today - 14,
      BoughtToday: packs.some(({ bought }) => bought >= now - 24 * HOUR),
    }),
  };
}

function exported(subscriber: Subscriber): unknown {
  return {
    msisdn: subscriber.msisdn,
    plan: subscriber.prepaid ? "PRE" : "POST",
    born: subscriber.born === null ? "0000-00-00" : isoOf(subscriber.born),
    province: subscriber.province,
    activated: subscriber.activated / 1000,
    device: subscriber.device,
    balance: subscriber.balance,
    usage: subscriber.usage.map(({ month, tenths, ...rest }) => ({ month: isoOf(month), gb: tenths / 10, ...rest })),
    // Written with the offset of Tehran, as the billing system does.
    packs: subscriber.packs.map(({ bought, ...rest }) => ({ bought: tehranTime(bought), ...rest })),
    contacts: subscriber.contacts.map(({ at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest })),
  };
}

const tehranTime = (at: number): string => new Date(at + OFFSET).toISOString().replace("Z", "+03:30");

export function mobile(): Example {
  const all = subscribers();
  return {
    folder: "mobile",
    asOf,
    data: {
      file: "subscribers.json",
      text: `[\n${all.map((subscriber) => `  ${JSON.stringify(exported(subscriber))}`).join(",\n")}\n]\n`,
    },
    placements: new Map(all.map((subscriber) => [String(subscriber.msisdn), place(subscriber)])),
    rejected: [],
  };
}
