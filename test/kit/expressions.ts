import type { Condition } from "../../language/src/condition/condition.js";
import type { Model } from "../../language/src/condition/model.js";
import type { Diagnostic, Fix } from "../../language/src/diagnostics/diagnostic.js";
import { analyseProgram, type Program } from "../../language/src/program.js";
import { inMemoryProgram } from "./programs.js";

/** A program with a field of every type, for tests of single conditions. */
const PROGRAM = `
customer {
  id: text key
  city: text folded
  home: text
  note: text?
  age: integer 0..120
  visits: integer? 1..
  income: number? 0.. step 0.01
  score: number
  gender: "female" = "F" | "male" = "M" | "other"
  plan: "basic" | "gold"?
  joined: date
  lastVisit: date?
  seen: datetime
  clicked: datetime?
  subscribed: boolean "Yes" / "No"
  vip: boolean?
  tags: list of text folded
  marks: list of integer
  calls: list of datetime
  address: { province: text, postcode: text? }
  work: { firm: text, phone: text? }?
  orders: list of {
    on: date
    total: number 0..
    brand: text?
    channel: "online" | "store"
    at: datetime
    shipping: { country: text, cost: number? }
    lines: list of { price: number, quantity: integer 1.., sku: text, colour: text? }
  }
  events: list of { kind: text, moment: datetime, lines: integer }
}
list cities = ["Tehran", "SHIRAZ"]
list numbers = [1, 2, 3]
list days = [2024-05-01, 2024-06-01]
list plans = ["basic", "gold"]
list nothing = []
list codes from "codes.txt"
list dates from "dates.txt"
define paid = orders where channel = "online"
define spend = sum(paid.total where on in last 365 days)
define lastBuy = latest(orders.on)
define basket = average(orders.total)
define rich = income > 1000
define notRich = not (income > 1000)
define someCity = "Tehran"
define band = 18..29
define week = 1 week
define grade = when age < 18 then "low" when age < 60 then "middle" else "high"
define colours = orders.lines.colour
criterion Value overlapping {
  segment Gold where spend > 100
  segment Silver where spend > 10
}
criterion Age overlapping { segment Young where age < 30 segment Silver where age > 60 }
`;

const FILES = new Map([
  ["program.seg", PROGRAM],
  ["codes.txt", "1\n2\nthree\n"],
  ["dates.txt", "2024-05-01\n2024-06-01\n"],
]);

const HEAD = "criterion Probe overlapping { segment Probe where ";
const TAIL = " }";

export interface Checked {
  /** Null after an error. */
  readonly condition: Condition | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly model: Model;
}

const checked = new Map<string, Checked>();
let previous: Program | undefined;

/** Checks one condition as that of a segment; the same condition but once. */
export function check(expression: string): Checked {
  const known = checked.get(expression) ?? analyse(expression);
  checked.set(expression, known);
  return known;
}

function analyse(expression: string): Checked {
  const files = new Map(FILES).set("probe.seg", HEAD + expression + TAIL);
  previous = analyseProgram(inMemoryProgram(files), previous);
  const { model, diagnostics } = previous;
  const condition = model.criteria.find((criterion) => criterion.name === "Probe")?.segments[0]?.condition ?? null;
  // What the lists of the fixture draw by themselves is no concern of the expression.
  const here = diagnostics.filter(({ code, location }) => location.file === "probe.seg" || !code.startsWith("SEG2"));
  return { condition, diagnostics: here, model };
}

/** The text of the expression that a finding is about. */
export function marked(expression: string, diagnostic: Diagnostic): string {
  const { start, end } = diagnostic.location.span;
  return (
    diagnostic.location.file === "probe.seg" ? HEAD + expression + TAIL : (FILES.get(diagnostic.location.file) ?? "")
  ).slice(start, end);
}

/** The expression after a fix. */
export function fixed(expression: string, fix: Fix): string {
  let text = HEAD + expression + TAIL;
  for (const { location, newText } of [...fix.edits].sort((a, b) => b.location.span.start - a.location.span.start)) {
    text = text.slice(0, location.span.start) + newText + text.slice(location.span.end);
  }
  return text.slice(HEAD.length, -TAIL.length);
}

/** Checks many conditions in one program; null stands for those with an error. */
export function checkAll(expressions: readonly string[]): readonly (Condition | null)[] {
  const segments = expressions.map((expression, index) => `segment S${index} where ${expression}`);
  const files = new Map(FILES).set("probe.seg", `criterion Probe overlapping { ${segments.join("\n")} }`);
  previous = analyseProgram(inMemoryProgram(files), previous);
  const probe = previous.model.criteria.find((criterion) => criterion.name === "Probe");
  const byName = new Map(probe?.segments.map((segment) => [segment.name, segment.condition]));
  return expressions.map((_, index) => byName.get(`S${index}`) ?? null);
}
