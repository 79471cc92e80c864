import { createRandom } from "../random.js";
import { dayOf, monthsSince, persianDay, yearsSince } from "./days.js";
import { csv, type Example, first, holding, type Placement } from "./example.js";

const asOf = "2026-11-01";
const today = dayOf(asOf);

interface Customer {
  readonly nationalId: string;
  readonly name: string;
  readonly born: number;
  readonly female: boolean;
  /** As the export writes it, and whether it is Tehran or Isfahan. */
  readonly city: readonly [written: string, great: boolean];
  readonly salary: number | null;
  readonly current: number;
  readonly savings: number;
  readonly term: number | null;
  readonly opened: number;
  readonly payments: number;
  readonly owed: number;
  readonly daysLate: number;
  readonly consent: boolean;
  readonly channels: readonly string[];
}

const cities = [
  ["تهران", true],
  ["تهران", true],
  ["اصفهان", true],
  ["شيراز", false],
  ["یزد", false],
  ["كرمان", false],
] as const;

const names = ["زهرا اکبری", "علی رضایی", "مريم كاظمی", "حسین شریفی", "نازنین مرادی", "رضا کریمی"];

function randomCustomer(random: ReturnType<typeof createRandom>, number: number): Customer {
  const born = today - random.integer(15 * 365, 80 * 365);
  const borrows = random.chance(0.4);
  return {
    nationalId: String(12_340_000 + number * 137).padStart(10, "0"),
    name: random.pick(names),
    born,
    female: random.chance(0.5),
    city: random.pick(cities),
    salary: random.chance(0.2) ? null : random.integer(6, 240) * 1_000_000,
    current: random.integer(-20, 400) * 500_000,
    savings: random.pick([0, 0, 40, 700, 1_999, 2_000, 9_000, 26_000]) * 1_000_000,
    term: random.chance(0.7) ? null : random.pick([0, 150, 1_200, 8_000]) * 1_000_000,
    opened: random.integer(Math.max(born, today - 20 * 365), today),
    payments: random.pick([0, 0, 1, 4, 12, 19, 20, 33, 61]),
    owed: borrows ? random.integer(5, 900) * 1_000_000 : 0,
    daysLate: borrows && random.chance(0.35) ? random.pick([1, 12, 60, 61, 200]) : 0,
    consent: random.chance(0.7),
    channels: ["app", "branch", "atm"].filter(() => random.chance(0.45)),
  };
}

/** Birthdays and anniversaries that fall on the very day of the run, the day after, and on the last day of a month. */
function edges(from: Customer): Customer[] {
  const edge = (nationalId: string, change: Partial<Customer>): Customer => ({ ...from, nationalId, ...change });
  return [
    edge("0099000001", { born: dayOf("2008-11-01"), opened: dayOf("2026-05-01") }),
    edge("0099000002", { born: dayOf("2008-11-02"), opened: dayOf("2026-05-02") }),
    edge("0099000003", { born: dayOf("1996-11-01"), opened: dayOf("2021-11-01"), payments: 0, consent: true }),
    edge("0099000004", { born: dayOf("1996-11-02"), opened: dayOf("2021-11-02"), payments: 0, consent: true }),
    edge("0099000005", {
      born: dayOf("1966-11-01"),
      opened: dayOf("1999-12-31"),
      salary: 100_000_000,
      owed: 60_000_000,
      daysLate: 0,
    }),
    edge("0099000006", {
      born: dayOf("1966-11-02"),
      opened: dayOf("2000-01-01"),
      salary: 100_000_000,
      owed: 60_000_001,
      daysLate: 0,
    }),
    edge("0099000007", { born: dayOf("2000-02-29"), current: 25_000_000, salary: 100_000_000 }),
    edge("0099000008", { born: dayOf("1987-03-20"), current: 24_999_999, salary: 100_000_000 }),
  ];
}

function customers(): Customer[] {
  const random = createRandom(12);
  const made = Array.from({ length: 132 }, (_, index) => randomCustomer(random, index + 1));
  return [...made, ...edges(made[0]!)];
}

function place(customer: Customer): Placement {
  const { salary, current, owed, daysLate, payments, channels } = customer;
  const deposits = customer.savings + (customer.term ?? 0);
  const age = yearsSince(customer.born, today);
  const months = monthsSince(customer.opened, today);
  const ageBand = first({ Minor: age < 18, Youth: age < 30, Working: age < 60, Retired: true });
  const wealth = first({
    NoDeposit: deposits <= 0,
    Saver: deposits < 2_000_000_000,
    Affluent: deposits < 20_000_000_000,
    Private: true,
  });
  const credit = first({ Defaulting: daysLate > 60, Late: daysLate > 0, Borrower: owed > 0, FreeOfDebt: true });
  return {
    Age: ageBand,
    Wealth: wealth,
    Use: first({ Daily: payments >= 20, Monthly: payments >= 1, Asleep: true }),
    Credit: credit,
    Tenure: first({ New: months < 6, Established: months < 60, OldFriend: true }),
    Offer: holding({
      TermDeposit: (wealth === "Affluent" || wealth === "Private") && (customer.term ?? 0) === 0,
      YouthLoan: ageBand === "Youth" && credit === "FreeOfDebt" && salary !== null && salary >= 10_000_000,
      FirstCard: ageBand === "Youth" && payments === 0 && customer.consent,
      SalaryMover: salary !== null && current * 4 < salary,
      Affordable: salary !== null && owed * 100 <= salary * 12 * 5 && daysLate === 0,
      BranchOnly: channels.includes("branch") && !channels.includes("app") && !channels.includes("atm"),
      CityPrivate: wealth === "Private" && customer.city[1],
    }),
  };
}

const money = (amount: number): string => amount.toLocaleString("en-US");

const persianDigits = (text: string): string => text.replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[Number(digit)]!);

const header = [
  "nationalId",
  "name",
  "born",
  "gender",
  "city",
  "salary",
  "current account",
  "savings account",
  "term deposit",
  "opened",
  "card payments, 30 days",
  "still owed",
  "days late",
  "consent",
  "channels",
];

function row(customer: Customer, index: number): string[] {
  return [
    customer.nationalId,
    customer.name,
    // One branch types Persian digits.
    index % 7 === 0 ? persianDigits(persianDay(customer.born)) : persianDay(customer.born),
    customer.female ? "زن" : "مرد",
    customer.city[0],
    customer.salary === null ? ["-", "ندارد", ""][index % 3]! : money(customer.salary),
    money(customer.current),
    money(customer.savings),
    customer.term === null ? "" : money(customer.term),
    persianDay(customer.opened),
    String(customer.payments),
    money(customer.owed),
    String(customer.daysLate),
    customer.consent ? "Y" : "N",
    customer.channels.join("|"),
  ];
}

/** Rows as a real export has a few: after which row of the good ones they stand, what is changed, which column is at fault. */
const oddRows: readonly { after: number; change: Readonly<Record<string, string>>; field: string | null }[] = [
  { after: 20, change: { born: "1402/12/30" }, field: "born" }, // 1402 was no leap year
  { after: 45, change: { gender: "?" }, field: "gender" },
  { after: 70, change: { "savings account": "12,5" }, field: "savings account" },
  { after: 95, change: { "days late": "-3" }, field: "days late" },
  { after: 120, change: { "still owed": "0", "days late": "9" }, field: null }, // breaks a `require`
];

export function bank(): Example {
  const all = customers();
  const rows = all.map(row);
  const rejected: { line: number; field: string | null }[] = [];
  for (const [index, odd] of oddRows.entries()) {
    const changed = [...rows[odd.after]!];
    changed[0] = `009800000${index + 1}`;
    for (const [column, value] of Object.entries(odd.change)) changed[header.indexOf(column)] = value;
    rows.splice(odd.after + 1, 0, changed);
    rejected.push({ line: odd.after + 3, field: odd.field });
  }
  // A customer a second time, at the end of the file; the first one counts.
  rows.push([...rows[3]!]);
  rejected.push({ line: rows.length + 1, field: "nationalId" });
  return {
    folder: "bank",
    asOf,
    data: { file: "customers.csv", text: csv(header, rows) },
    placements: new Map(all.map((customer) => [customer.nationalId, place(customer)])),
    rejected,
  };
}
