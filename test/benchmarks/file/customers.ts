import { closeSync, openSync, writeSync } from "node:fs";
import { createRandom } from "../../random.js";

const CITIES = ["تهران", "مشهد", "اصفهان", "کرج", "شیراز", "تبریز", "قم", "اهواز", "رشت", "کرمانشاه", "Rey", "Yazd"];
const PLANS = ["free", "basic", "plus", "pro"];
const AT_ONCE = 20_000;

/** Writes customers as NDJSON, about 253 bytes each: eleven fields, up to three orders. */
export function writeCustomers(path: string, count: number, seed: number): void {
  const random = createRandom(seed);
  const two = (number: number) => String(number).padStart(2, "0");
  const day = () => `${random.integer(2020, 2025)}-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
  const file = openSync(path, "w");
  let text = "";
  for (let number = 0; number < count; number += 1) {
    const orders = Array.from({ length: random.integer(0, 3) }, () => ({
      on: day(),
      total: random.integer(0, 100_000) / 100,
    }));
    text += `${JSON.stringify({
      id: `c${String(number).padStart(7, "0")}`,
      name: `مشتری ${number}`,
      email: `user${number}@mail.example`,
      city: random.pick(CITIES),
      age: random.integer(18, 77),
      income: random.integer(0, 10_000_000) / 100,
      plan: random.pick(PLANS),
      joined: day(),
      newsletter: random.chance(0.5),
      visits: random.integer(0, 49),
      orders,
    })}\n`;
    if (number % AT_ONCE === AT_ONCE - 1) {
      writeSync(file, text);
      text = "";
    }
  }
  writeSync(file, text);
  closeSync(file);
}

/** The same twelve segments for all contenders. */
export const PROGRAM = `customer {
  id: text key
  city: text
  age: integer 0..120
  income: number 0..
  plan: "free" | "basic" | "plus" | "pro"
  joined: date
  newsletter: boolean
  visits: integer 0..
  orders: list of { on: date  total: number 0.. }
}
list large = ["تهران", "مشهد", "اصفهان"]
criterion Age {
  segment Young where age < 30
  segment Middle where age >= 30 and age < 50
  segment Old where age >= 50
}
criterion Money {
  segment High where sum(orders.total) > 1500
  segment Mid where sum(orders.total) > 500 and sum(orders.total) <= 1500
  segment Low where sum(orders.total) <= 500
}
criterion Place {
  segment Large where city in large
  segment Small where city not in large
}
criterion Active {
  segment Recent where any orders where on >= 2024-11-01
  segment Gone where no orders where on >= 2024-11-01
}
criterion Plan {
  segment Paying where plan = "plus" or plan = "pro"
  segment Other where plan = "free" or plan = "basic"
}
`;

export const SQL = `SELECT id,
  CASE WHEN age < 30 THEN 'Young' WHEN age < 50 THEN 'Middle' ELSE 'Old' END AS "Age",
  CASE WHEN spent > 1500 THEN 'High' WHEN spent > 500 THEN 'Mid' ELSE 'Low' END AS "Money",
  CASE WHEN city IN ('تهران', 'مشهد', 'اصفهان') THEN 'Large' ELSE 'Small' END AS "Place",
  CASE WHEN latest >= DATE '2024-11-01' THEN 'Recent' ELSE 'Gone' END AS "Active",
  CASE WHEN plan IN ('plus', 'pro') THEN 'Paying' ELSE 'Other' END AS "Plan"
FROM (SELECT id, age, city, plan, coalesce(list_sum(list_transform(orders, x -> x.total)), 0) AS spent,
    list_max(list_transform(orders, x -> x."on")) AS latest
  FROM read_json(?, format = 'newline_delimited', columns = {id: 'VARCHAR', city: 'VARCHAR', age: 'INTEGER',
    plan: 'VARCHAR', orders: 'STRUCT("on" DATE, total DOUBLE)[]'}))`;
