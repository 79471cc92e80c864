/** Programs that use the whole language, for tests of parser and formatter. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: "a bookshop",
    text: `// A bookshop with a reading club.

/// One reader.
/// Exported every night.
customer {
  id: text key
  name: text folded?
  \`e-mail\`: text? missing ["", "n/a"],
  born: date persian? ..today
  joined: date "dd/MM/yyyy" 2001-01-01..today
  card: "gold" = "G" | "silver" = "S" | "none"?
  club: boolean "Yes" / "No"
  spent: number? "1.234,56" 0.. step 0.01 from "Total Spent" missing ["-1"]
  seen: datetime "epoch seconds"
  score: integer -5..<10
  genres: list of text folded? split ";"
  address: { province: text, postcode: text? }?
  orders: list of {
    on: date ..today // the day of payment
    total: number 0.. step 0.01, channel: "web" | "shop"
    books: list of { isbn: text, price: number 0.., copies: integer 1.., crime: boolean }
  } from rows
}

require spent is missing or spent >= 0 // refunds are elsewhere
require joined <= today

list north = ["Rasht", "Sari", "Gorgan"]
list bestsellers from "bestsellers.csv" column "isbn"
list prizes from "prizes.txt"

define paid = orders where total > 0
define worth = sum(price * copies - 1 over paid.books where not crime)
define recency = when days since latest(orders.on) <= 30 then 3 when months since latest(orders.on) < 6 then 2 else 1
define ratio = count(orders where channel = "web") / count(orders) default 0

/* Loose segments */
segment North where address.province in north
segment Reachable "can be written to" where \`e-mail\` is present and \`e-mail\` not ends with any of ["@example.com", "@test.com"]

criterion Age exhaustive {
  segment Child where years since born < 18
  segment Adult where 18 <= years since born < 65
  segment Senior where years since born in 65..
  segment Unknown where born is missing
}

criterion Loyalty "how loyal" ordered overlapping { // earlier wins
  segment Champion where worth >= 1_000 and recency = 3
  /// Bought three times.
  segment Regular "comes back" where count(orders) >= 3

  // the rest
  otherwise Visitor "all others"
}

criterion Activity
segment Asleep by Activity where no orders where on in last 1 year
segment Awake by Activity where any orders where on in last 12 months

criterion Taste overlapping {
  segment Crime where any orders.books where crime and customer.club
  segment Prize where any orders.books where isbn in bestsellers or (isbn in prizes and price > 5%)
  segment Variety where count(distinct orders.books.isbn) >= 10 and genres has any of ["crime", "poetry"] and genres has none of ["travel"]
  segment Code where address.postcode matches /^[0-9]{5}\\/[A-Z]$/i and not (address.postcode starts with "9")
  segment All where all orders where total >= 10 and channel = "web"
  segment Month where max(orders.total where on in this month) > -5 or min(orders.total where on in last quarter) < 2.50
  segment Night where hour(seen) in ..<6 and seen > 2024-05-01T10:00Z and seen != 2024-05-01T10:00:30+03:30
  segment Empty where genres is not empty and orders is empty
}

persona Sara as of 2026-11-01 "reads at night" {
  name: "Sara", born: today - 19 years, club: true, genres: ["crime"], score: -3,
  orders: [{ on: today - 20 days, total: 18.5, books: [] }, { on: today - 51 days, books: [{ isbn: "1", price: 3 }] }]
} in North, Age.Adult, Loyalty.Champion not in Asleep, Empty

persona Nobody {} not in Champion
`,
  },
  {
    name: "a tea house, in Persian",
    text: `/// مشتری چای‌خانه
customer {
  کد: text key
  شهر: text folded
  نوشیدنی‌ها: list of "چای" | "قهوه"
  سفارش‌ها: list of { تاریخ: date ..today، مبلغ: number ۰..، یادداشت: text? missing ["-"، "ندارد"] }
}

list شمال = ["رشت"، "ساری"]
define خرج = sum(سفارش‌ها.مبلغ where تاریخ in last ۳۰ days)

criterion \`جای زندگی\` {
  segment \`شمال کشور\` where شهر in شمال
  otherwise دیگر
}

criterion ارزش exhaustive {
  segment کم where خرج < ۱۰۰_۰۰۰
  segment زیاد where خرج >= ۱۰۰_۰۰۰
}

persona رضا "هر روز چای" { شهر: "رشت"، نوشیدنی‌ها: ["چای"، "قهوه"]، سفارش‌ها: [] } in \`شمال کشور\`، کم not in زیاد
`,
  },
];
