import { createRandom } from "../random.js";
import { dayOf, monthsBefore, persianDay, yearsSince } from "./days.js";
import { type Example, first, holding, ndjson, type Placement } from "./example.js";

const asOf = "2026-11-01";
const today = dayOf(asOf);

interface Purchase {
  readonly on: number;
  readonly toman: number;
  readonly way: "web" | "shop" | "fair";
  readonly gift: boolean;
  readonly books: readonly { readonly title: string; readonly author: string; readonly copies: number }[];
}

interface Reader {
  readonly id: string;
  readonly name: string;
  readonly city: readonly [written: string, near: boolean];
  readonly province: string;
  readonly born: number | null;
  readonly joined: number;
  readonly newsletter: boolean;
  readonly rating: number | null;
  readonly subjects: readonly string[] | null;
  readonly purchases: readonly Purchase[];
}

/** Written with Arabic kaf and yeh, with half-spaces and harakat, as people type. */
const cities = [
  ["تهران", true, "تهران"],
  ["تهران ", true, "تهران"],
  ["كرج", true, "البرز"],
  ["کرج", true, "البرز"],
  ["شميران", true, "تهران"],
  ["شهر ری", true, "تهران"],
  ["شهر ري", true, "تهران"],
  ["شیراز", false, "فارس"],
  ["مشهد", false, "خراسان رضوی"],
  ["اراك", false, "مرکزی"],
] as const;

const poets = ["حافظ", "سعدي", "سعدی", "فروغ فرّخزاد", "سهراب سپهرى"];
const others = ["صادق هدایت", "سیمین دانشور", "سيمين دانشور", "محمود دولت‌آبادی", "محمود دولتآبادی", "زویا پیرزاد"];

/** The author behind a spelling; the two lists above hold nine spellings of seven people. */
const person: Readonly<Record<string, string>> = {
  سعدي: "سعدی",
  "سيمين دانشور": "سیمین دانشور",
  "محمود دولتآبادی": "محمود دولت‌آبادی",
};

function randomPurchase(random: ReturnType<typeof createRandom>, joined: number, gone: boolean): Purchase {
  const books = Array.from({ length: random.integer(1, 3) }, () => ({
    title: `کتاب ${random.integer(1, 60)}`,
    author: random.chance(0.3) ? random.pick(poets) : random.pick(others),
    copies: random.pick([1, 1, 1, 2, 6]),
  }));
  return {
    on: gone
      ? random.integer(joined, today - 400)
      : Math.max(
          joined,
          today - random.pick([random.integer(0, 40), random.integer(0, 365), random.integer(0, 1_000)]),
        ),
    toman: books.reduce((sum, { copies }) => sum + copies * random.integer(60, 420) * 1_000, 0),
    way: random.pick(["web", "web", "shop", "fair"] as const),
    gift: random.chance(0.3),
    books,
  };
}

function randomReader(random: ReturnType<typeof createRandom>, number: number): Reader {
  const [written, near, province] = random.pick(cities);
  const joined = today - random.integer(0, 1_300);
  const gone = joined < today - 500 && random.chance(0.4);
  return {
    id: `خ${1_000 + number}`,
    name: random.pick(["پریسا", "داریوش", "مهسا", "بابک", "نیلوفر", "سیاوش"]),
    city: [written, near],
    province,
    born: random.chance(0.12) ? null : today - random.integer(10 * 365, 80 * 365),
    joined,
    newsletter: random.chance(0.6),
    rating: random.chance(0.4) ? null : random.integer(1, 5),
    subjects: random.chance(0.3) ? null : ["تاريخ", "سفرنامه", "رمان", "شعر"].filter(() => random.chance(0.3)),
    purchases: Array.from({ length: random.pick([0, 0, 1, 1, 2, 4, 6]) }, () => randomPurchase(random, joined, gone)),
  };
}

function edges(from: Reader): Reader[] {
  const purchase = (on: number, toman: number): Purchase => ({ on, toman, way: "shop", gift: false, books: [] });
  const edge = (id: string, change: Partial<Reader>): Reader => ({ ...from, id, joined: today - 1_250, ...change });
  const half = monthsBefore(today, 6);
  const year = monthsBefore(today, 12);
  return [
    edge("م1", { born: dayOf("2008-11-01"), purchases: [purchase(today - 29, 499_999)] }),
    edge("م2", { born: dayOf("2008-11-02"), purchases: [purchase(today - 30, 500_000)] }),
    edge("م3", {
      born: dayOf("1991-11-01"),
      purchases: [half + 1, today - 2, today].map((on) => purchase(on, 666_666)),
    }),
    edge("م4", { born: dayOf("1991-11-02"), purchases: [half, today - 2, today].map((on) => purchase(on, 700_000)) }),
    edge("م5", { newsletter: true, purchases: [purchase(year, 2_000_000)] }),
    edge("م6", { newsletter: true, purchases: [purchase(year + 1, 2_000_000)] }),
  ];
}

function readers(): Reader[] {
  const random = createRandom(1_405);
  const made = Array.from({ length: 84 }, (_, index) => randomReader(random, index + 1));
  return [...made, ...edges(made[0]!)];
}

function place(reader: Reader): Placement {
  const { purchases, rating, born } = reader;
  const age = born === null ? null : yearsSince(born, today);
  const year = purchases.filter(({ on }) => on > monthsBefore(today, 12));
  const spent = year.reduce((sum, { toman }) => sum + toman, 0);
  const last = Math.max(...purchases.map(({ on }) => on));
  const books = purchases.flatMap((purchase) => purchase.books);
  const authors = new Set(books.map(({ author }) => person[author] ?? author));
  const loyalty = first({
    تازه‌وارد: purchases.length === 1 && last > today - 30,
    همیشگی: purchases.filter(({ on }) => on > monthsBefore(today, 6)).length >= 3,
    گهگاهی: year.length > 0,
    رفته: purchases.length > 0,
    بی‌خرید: true,
  });
  return {
    جا: reader.city[1] ? "تهران و اطراف" : "شهرستان",
    سن: first({ نامعلوم: age === null, نوجوان: age! < 18, جوان: age! < 35, بزرگسال: true }),
    وفاداری: loyalty,
    ارزش: first({ کم: spent < 500_000, متوسط: spent < 2_000_000, زیاد: true }),
    کارزار: holding({
      شعردوست: books.some(({ author }) => poets.includes(author)),
      کتاب‌خوار: books.reduce((sum, { copies }) => sum + copies, 0) >= 12,
      هدیه‌دهنده: purchases.filter(({ gift }) => gift).length >= 2,
      نمایشگاهی: purchases.some(({ way }) => way === "fair"),
      بازگشت: loyalty === "رفته" && reader.newsletter,
      "دوستدار تاریخ": (reader.subjects ?? []).some((subject) => subject === "تاريخ" || subject === "سفرنامه"),
      راضی: rating !== null && rating >= 4,
      پرنویسنده: authors.size >= 4,
    }),
  };
}

const persianDigits = (text: string): string => text.replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[Number(digit)]!);

function exported(reader: Reader): unknown {
  return {
    شماره: reader.id,
    نام: reader.name,
    شهر: reader.city[0],
    تولد: reader.born === null ? null : persianDigits(persianDay(reader.born)),
    عضویت: persianDay(reader.joined),
    خبرنامه: reader.newsletter ? "بله" : "خیر",
    امتیاز: reader.rating,
    نشانی: { استان: reader.province, ...(reader.newsletter ? { کدپستی: `1${reader.joined}7` } : {}) },
    موضوع‌ها: reader.subjects,
    خریدها: reader.purchases.map(({ on, toman, way, gift, books }) => ({
      روز: persianDigits(persianDay(on)),
      مبلغ: toman,
      راه: way,
      هدیه: gift,
      کتاب‌ها: books.map(({ title, author, copies }) => ({ عنوان: title, نویسنده: author, شمار: copies })),
    })),
  };
}

export function bookshop(): Example {
  const all = readers();
  return {
    folder: "bookshop",
    asOf,
    data: { file: "خوانندگان.ndjson", text: ndjson(all.map(exported)) },
    placements: new Map(all.map((reader) => [reader.id, place(reader)])),
    rejected: [],
  };
}
