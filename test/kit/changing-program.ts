import fc from "fast-check";

const customer = `/// Who buys.
customer {
  id: text key
  age: integer 0..120
  city: text folded
  income: number?
  joined: date 2000-01-01..today
  vip: boolean "Yes" / "No"
  plan: "free" | "basic" = "B" | "plus"
  tags: list of text
  orders: list of { on: date, total: number?, paid: boolean? }
}
`;
const shared = `list urban = ["Tehran", "Shiraz"]
list numbers = [1, 2, 2]
list codes from "codes.txt"
define spend = sum(orders.total where on in last 30 days)
define rich = income > 1_000
define young = 18 <= age < 30 and not rich
define unused = age > 1
require age >= 0 or young
`;
const segments = `criterion Age exhaustive {
  segment Young where young
  segment Middle "In between" where 30 <= age < 65 and city in urban and not (income > 5)
  segment Old where age >= 65 or age in numbers
  otherwise Rest
}
criterion Value ordered "worth" {
  segment Gold where spend > 100 and Urban
  segment Silver where spend > 10 or vip
  otherwise Bronze
}
`;
const loose = `// seg-ignore holds-without-value: meant so
segment Urban where city in urban and income != 3
segment Rural where city in codes
segment Named where Age.Young and not Value.Gold
segment More by Age where count(orders where total > 3) > 2 // seg-ignore unused-define: nothing here
/// Those who came late.
segment Late where joined in last 30 days and plan = "basic"
segment Tagged where tags has "x" and all orders where paid
persona Sara as of 2026-11-01 { age: 19, city: "Tehran", orders: [{ total: 7 }] } in Young, Rural not in Age.Old
`;

/** A program that uses most of the language: texts by path, its list file among them. */
export const wholeProgram: ReadonlyMap<string, string> = new Map([
  ["a.seg", customer],
  ["b.seg", shared],
  ["c.seg", segments],
  ["d.seg", loose],
  ["codes.txt", "Natanz\nArdestan\n"],
]);
const allLines = [...wholeProgram.values()].flatMap((text) => text.split("\n"));
const paths = ["a.seg", "b.seg", "c.seg", "d.seg", "e.seg", "codes.txt", "seg.json"];
const contents = [
  customer,
  shared,
  segments,
  loose,
  "",
  "Natanz\n",
  '{ "timeZone": "Asia/Tehran" }',
  '{ "rules": { "holds-without-value": "error" } }',
];

/** Changes texts by path in place. */
export type Change = (files: Map<string, string>) => void;
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const pathChosen = fc.constantFrom(...paths);

/** Characters go and come in one file. */
const typed = fc
  .record({
    path: pathChosen,
    at: fraction,
    lost: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(2), fc.nat(40)),
    text: fc.oneof(
      fc.constantFrom(...'{}()[]"`/=<>,.&! \nTe01x', "segment ", "and not ", "where ", "//", "/*", "\n\n"),
      fc.constantFrom(...allLines).map((line) => `\n${line}\n`),
    ),
  })
  .map(
    ({ path, at, lost, text }): Change =>
      (files) => {
        const before = files.get(path);
        if (before === undefined) return;
        const from = Math.floor(at * before.length);
        files.set(path, before.slice(0, from) + text + before.slice(from + lost));
      },
  );

/** One character becomes another, near a number, a name or a sign: most programs stay whole. */
const slip = fc.record({ path: pathChosen, which: fc.nat(), text: fc.constantFrom("1", "9", "x", "") }).map(
  ({ path, which, text }): Change =>
    (files) => {
      const before = files.get(path) ?? "";
      const places = [...before.matchAll(/[0-9a-z]\b/g)].map(({ index }) => index);
      const at = places[which % Math.max(1, places.length)];
      if (at !== undefined)
        files.set(path, `${before.slice(0, at + 1)}${text}${before.slice(at + (text === "" ? 2 : 1))}`);
    },
);

/** Lines go from one place to another. */
const moved = fc
  .record({ from: pathChosen, to: pathChosen, at: fraction, count: fc.integer({ min: 1, max: 3 }), target: fraction })
  .map(
    ({ from, to, at, count, target }): Change =>
      (files) => {
        const source = files.get(from)?.split("\n");
        if (source === undefined || !files.has(to)) return;
        const taken = source.splice(Math.floor(at * source.length), count);
        files.set(from, source.join("\n"));
        const goal = files.get(to)!.split("\n");
        goal.splice(Math.floor(target * goal.length), 0, ...taken);
        files.set(to, goal.join("\n"));
      },
  );

const replaced = fc.record({ path: pathChosen, content: fc.option(fc.constantFrom(...contents), { freq: 3 }) }).map(
  ({ path, content }): Change =>
    (files) => {
      if (content === null) files.delete(path);
      else files.set(path, content);
    },
);

/** What was before comes back. */
const restored = pathChosen.map(
  (path): Change =>
    (files) => {
      const text = wholeProgram.get(path);
      if (text === undefined) files.delete(path);
      else files.set(path, text);
    },
);

/** What may happen to the files of that program. */
export const programChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: typed },
  { weight: 6, arbitrary: slip },
  { weight: 2, arbitrary: moved },
  { weight: 1, arbitrary: replaced },
  { weight: 3, arbitrary: restored },
);
