import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createClock } from "../../src/evaluation/clock.js";
import { analyseProgram } from "../../src/program.js";
import { parseDataPath } from "../../src/records/json/data-path.js";
import { parseIsoDay } from "../../src/values/calendar.js";
import { run } from "../run/run.js";

/** Odd exports as they are met with: what is read of each, what is rejected and where, or why nothing is read. */

const folder = mkdtempSync(join(tmpdir(), "seg-odd-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Settings {
  readonly encoding?: string;
  readonly zone?: string;
  /** As after `--path`. */
  readonly path?: string;
}

interface Attempt extends Settings {
  /** The `customer` block. */
  readonly block: string;
  readonly outcome: Outcome;
}

type Outcome =
  /** `rejected`: line → path, code, and what else the reason must say. */
  | {
      readonly read: readonly (readonly unknown[])[];
      readonly rejected?: Readonly<Record<number, readonly [path: string, code: string, ...says: string[]]>>;
      readonly warned?: readonly (readonly [rule: string, ...says: string[]])[];
    }
  | { readonly failed: readonly [rule: string, ...says: string[]] };

interface OddFile {
  readonly what: string;
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly attempts: readonly Attempt[];
}

const day = (text: string): number => parseIsoDay(text)!;
const instant = (text: string): number => Date.parse(text);
const missing = undefined;

/** Windows-1256 and Latin-1 have one byte a letter. */
const bytes = (...values: readonly (string | number)[]): Buffer =>
  Buffer.concat(values.map((value) => (typeof value === "number" ? Buffer.of(value) : Buffer.from(value, "latin1"))));

/** The reject of each of these lines by the same path and code. */
const lines = (numbers: readonly number[], path: string, code: string, ...says: string[]) =>
  Object.fromEntries(numbers.map((number) => [number, [path, code, ...says] as const]));

const NO_NUMBER = "SEG5005";
const NO_DATE = "SEG5008";
const NO_BOOLEAN = "SEG5009";

const dates = [
  "2023-03-20",
  "20/03/2023",
  "03/20/2023",
  "20-03-2023",
  "20.03.2023",
  "3/20/23",
  "20230320",
  "1679270400",
  "1679270400000",
  "45005",
  "0000-00-00",
  "2023-02-29",
  "1401/12/29",
  "۱۴۰۱/۱۲/۲۹",
  "2023-03-20 22:45:00+00:00",
  "20-Mar-2023",
  "2023-03",
  "2023-3-2",
];

/** The lines of all dates but these, counted from 1. */
const otherDates = (...read: readonly number[]) =>
  dates.flatMap((_, index) => (read.includes(index + 1) ? [] : [index + 2]));

const numbers = [
  "940.0",
  "2e3",
  "+8",
  "0042",
  "2_500",
  "NaN",
  "inf",
  "#N/A",
  "NULL",
  "-",
  "\\N",
  " 31 ",
  "31kg",
  "۴۵",
  "2 500",
  "9007199254740995",
  "-0",
  ".25",
  "6.",
];

const files: readonly OddFile[] = [
  {
    what: "a quote in the header that is not closed",
    name: "header.csv",
    content: '"id","t","n\n1,a,1\n2,b,1\n',
    attempts: [{ block: "{ id: text key n: text }", outcome: { failed: ["open-header", "line 1", "double quote"] } }],
  },
  {
    what: "a line end of another kind",
    name: "returns.csv",
    content: "id,t,n\r\n1,a,1\n2,b,1\r3,c,1\n",
    attempts: [
      {
        block: "{ id: text key n: text }",
        outcome: {
          read: [
            ["1", "1"],
            ["2", "1"],
            ["3", "1"],
          ],
        },
      },
    ],
  },
  {
    what: "semicolons, decimal commas, points between thousands, CRLF",
    name: "commas.csv",
    content: 'id;summe\r\na;"12.345,60"\r\nb;7,5\r\nc;-3\r\n',
    attempts: [
      {
        block: '{ id: text key summe: number "1.234,56" }',
        outcome: {
          read: [
            ["a", 12345.6],
            ["b", 7.5],
            ["c", -3],
          ],
        },
      },
      {
        block: "{ id: text key summe: number }",
        outcome: { read: [["c", -3]], rejected: lines([2, 3], "summe", NO_NUMBER, 'number "1.234,56"') },
      },
    ],
  },
  {
    what: "currency signs, units, brackets, Persian digits and words, per cent",
    name: "money.csv",
    content: 'id, Paid \na,"$9,120.00 "\nb,"€ 3.400,25"\nc,7 250 kr\nd,"(85.00)"\ne,۲٬۵۰۰ تومان\nf,40%\n',
    attempts: [
      {
        block: '{ id: text key Paid: number "1,234.56" }',
        outcome: { read: [["a", 9120]], rejected: lines([3, 4, 5, 6, 7], "Paid", NO_NUMBER) },
      },
      {
        block: '{ id: text key Paid: number "1.234,56" }',
        outcome: { read: [["b", 3400.25]], rejected: lines([2, 4, 5, 6, 7], "Paid", NO_NUMBER) },
      },
    ],
  },
  {
    what: "eleven spellings of yes and no",
    name: "booleans.csv",
    content: "id,w\na,Yes\nb,no\nc,TRUE\nd,False\ne,Y\nf,1\ng,0\nh,بله\ni,خیر\nj,x\nk,on\n",
    attempts: [
      {
        block: '{ id: text key w: boolean "Yes" / "No" }',
        outcome: {
          read: [
            ["a", true],
            ["f", true],
            ["g", false],
          ],
          rejected: lines([3, 4, 5, 6, 9, 10, 11, 12], "w", NO_BOOLEAN, '"Yes" and "No"'),
        },
      },
      {
        block: '{ id: text key w: boolean "بله" / "خیر" }',
        outcome: {
          read: [
            ["f", true],
            ["g", false],
            ["h", true],
            ["i", false],
          ],
          rejected: lines([2, 3, 4, 5, 6, 11, 12], "w", NO_BOOLEAN),
        },
      },
      {
        block: "{ id: text key w: boolean }",
        outcome: {
          read: [
            ["c", true],
            ["d", false],
            ["f", true],
            ["g", false],
          ],
          rejected: {
            2: ["w", NO_BOOLEAN, 'boolean "Yes" / "No"'],
            3: ["w", NO_BOOLEAN, 'boolean "yes" / "no"'],
            6: ["w", NO_BOOLEAN, 'boolean "Y" / "N"'],
            9: ["w", NO_BOOLEAN, 'boolean "بله" / "خیر"'],
            10: ["w", NO_BOOLEAN, 'boolean "بله" / "خیر"'],
            11: ["w", NO_BOOLEAN, 'boolean "…" / "…"'],
            12: ["w", NO_BOOLEAN, 'boolean "on" / "off"'],
          },
        },
      },
    ],
  },
  {
    what: "eighteen spellings of dates",
    name: "dates.csv",
    content: `id,d\n${dates.map((date, index) => `${index + 1},${date}\n`).join("")}`,
    attempts: [
      {
        block: "{ id: text key d: date }",
        outcome: {
          read: [
            ["1", day("2023-03-20")],
            ["15", day("2023-03-20")],
          ],
          rejected: lines(otherDates(1, 15), "d", NO_DATE),
        },
      },
      {
        block: "{ id: text key d: date }",
        zone: "Asia/Tehran",
        outcome: {
          read: [
            ["1", day("2023-03-20")],
            ["15", day("2023-03-21")],
          ],
          rejected: lines(otherDates(1, 15), "d", NO_DATE),
        },
      },
      {
        block: '{ id: text key d: date "dd/MM/yyyy" }',
        outcome: {
          read: [["2", day("2023-03-20")]],
          rejected: { ...lines(otherDates(2), "d", NO_DATE), 4: ["d", NO_DATE, 'date "MM/dd/yyyy"'] },
        },
      },
      {
        block: "{ id: text key d: date persian }",
        outcome: {
          read: [
            ["13", day("2023-03-20")],
            ["14", day("2023-03-20")],
          ],
          rejected: lines(otherDates(13, 14), "d", NO_DATE),
        },
      },
      {
        block: '{ id: text key d: datetime "epoch seconds" }',
        outcome: {
          read: [
            ["7", instant("1970-08-23T03:32:00Z")],
            ["8", instant("2023-03-20T00:00:00Z")],
            ["10", instant("1970-01-01T12:30:05Z")],
          ],
          rejected: {
            ...lines(otherDates(7, 8, 10), "d", NO_DATE),
            10: ["d", NO_DATE, 'datetime "epoch milliseconds"'],
          },
        },
      },
    ],
  },
  {
    what: "one header twice",
    name: "twice.csv",
    content: "id,mail,mail,town\na,x@y.z,p@q.r,Yazd\n",
    attempts: [
      { block: "{ id: text key mail: text? }", outcome: { failed: ["duplicate-column", "`mail`", "columns 2, 3"] } },
      { block: "{ id: text key town: text }", outcome: { read: [["a", "Yazd"]] } },
    ],
  },
  {
    what: "quoted line ends, doubled quotes, a quote in an unquoted cell",
    name: "quoted.csv",
    content: 'id,says,town\r\na,"up\r\ndown","Yazd"\r\nb,"a ""good"", day",Kish\r\nc,17"wide,Bam\r\na,again,Bam\r\n',
    attempts: [
      {
        block: "{ id: text key says: text town: text }",
        outcome: {
          read: [
            ["a", "up\r\ndown", "Yazd"],
            ["b", 'a "good", day', "Kish"],
            ["c", '17"wide', "Bam"],
          ],
          // A quoted line end counts: the fourth row begins in line 6.
          rejected: { 6: ["id", "SEG5015", "line 2"] },
        },
      },
    ],
  },
  {
    what: "UTF-16 with its mark",
    name: "utf16.csv",
    content: Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from("id,town\r\na,کرمان\r\n", "utf16le")]),
    attempts: [{ block: "{ id: text key town: text }", outcome: { read: [["a", "کرمان"]] } }],
  },
  {
    what: "Windows-1256",
    name: "arabic.csv",
    content: bytes("id,town\r\na,", 0xd1, 0xd4, 0xca, "\r\nb,", 0xca, 0xc8, 0xd1, 0xed, 0xd2, "\r\n"),
    attempts: [
      {
        block: "{ id: text key town: text folded }",
        outcome: { failed: ["wrong-encoding", "not UTF-8", "line 2", "--encoding windows-1256"] },
      },
      {
        block: "{ id: text key town: text folded }",
        encoding: "windows-1256",
        outcome: {
          read: [
            ["a", "رشت"],
            ["b", "تبریز"],
          ],
        },
      },
      {
        block: "{ id: text key town: text }",
        encoding: "windows-1256",
        outcome: {
          read: [
            ["a", "رشت"],
            ["b", "تبريز"],
          ],
        },
      },
    ],
  },
  {
    what: "Latin-1",
    name: "western.csv",
    content: bytes("id,town\na,Malm", 0xf6, "\nb,K", 0xf8, "benhavn\n"),
    attempts: [
      {
        block: "{ id: text key town: text }",
        outcome: { failed: ["wrong-encoding", "not UTF-8", "line 2", "--encoding windows-1252"] },
      },
      {
        block: "{ id: text key town: text }",
        encoding: "latin1",
        outcome: {
          read: [
            ["a", "Malmö"],
            ["b", "København"],
          ],
        },
      },
    ],
  },
  {
    what: "a mark, quotes, blanks, points, brackets and U+200F in headers",
    name: "headers.csv",
    content:
      '\ufeff"id"; Town ;Spent per Year (T€);home.town;visits.0.paid;\u200fنام\u200f\na; Yazd ;21;Bam;7.25;مینا\n',
    attempts: [
      {
        block:
          '{ id: text key Town: text spent: number from "Spent per Year (T€)" home: { town: text } paid: number from "visits.0.paid" نام: text folded }',
        outcome: { read: [["a", " Yazd ", 21, "Bam", 7.25, "مینا"]] },
      },
      { block: "{ id: text key Town: text folded }", outcome: { read: [["a", "yazd"]] } },
    ],
  },
  {
    what: "rows too short, too long, with an empty cell too many, blank, and a totals row",
    name: "ragged.csv",
    content: "id,town,age\na,Yazd\nb,Kish,41,more\nc,Bam,52,\n\n,Total,93\n",
    attempts: [
      {
        block: "{ id: text key town: text age: integer? }",
        outcome: {
          read: [
            ["a", "Yazd", missing],
            ["c", "Bam", 52],
          ],
          rejected: { 3: ["", "SEG5016", "4 cells"], 6: ["id", "SEG5003"] },
        },
      },
    ],
  },
  {
    what: "nineteen spellings of numbers",
    name: "numbers.csv",
    content: `id,n\n${numbers.map((number, index) => `${index + 1},${number}\n`).join("")}`,
    attempts: [
      {
        block: "{ id: text key n: integer }",
        outcome: {
          read: [
            ["1", 940],
            ["2", 2000],
            ["3", 8],
            ["4", 42],
            ["12", 31],
            ["14", 45],
            ["17", 0],
          ],
          rejected: {
            ...lines([6, 7, 8, 9, 10, 11, 12, 14, 16, 19, 20], "n", NO_NUMBER),
            9: ["n", NO_NUMBER, 'number? missing ["#N/A"]'],
            17: ["n", "SEG5007", "text"],
          },
        },
      },
      {
        block: '{ id: text key n: number? missing ["NaN", "#N/A", "NULL", "-", "\\\\N"] }',
        outcome: {
          read: [
            ["1", 940],
            ["2", 2000],
            ["3", 8],
            ["4", 42],
            ["6", missing],
            ["8", missing],
            ["9", missing],
            ["10", missing],
            ["11", missing],
            ["12", 31],
            ["14", 45],
            ["16", 9007199254740996],
            ["17", 0],
          ],
          rejected: lines([6, 8, 14, 16, 19, 20], "n", NO_NUMBER),
        },
      },
      {
        block: "{ id: text key n: text }",
        outcome: { read: numbers.map((number, index) => [String(index + 1), number]) },
      },
    ],
  },
  {
    what: "lists in cells, as text and as JSON",
    name: "lists.csv",
    content:
      'id,likes,visits\na,roses;herbs,"[{""on"":""2024-02-03""}]"\nb,"[""roses"",""herbs""]",\nc,roses|herbs,[]\nd,,\n',
    attempts: [
      {
        block: '{ id: text key likes: list of text? split ";" }',
        outcome: {
          read: [
            ["a", ["roses", "herbs"]],
            ["b", ['["roses","herbs"]']],
            ["c", ["roses|herbs"]],
            ["d", []],
          ],
        },
      },
      {
        block: '{ id: text key likes: list of text split ";" }',
        outcome: {
          read: [
            ["a", ["roses", "herbs"]],
            ["b", ['["roses","herbs"]']],
            ["c", ["roses|herbs"]],
          ],
          rejected: { 5: ["likes", "SEG5003", "`?`"] },
        },
      },
    ],
  },
  {
    what: "the customers inside an object",
    name: "wrapped.json",
    content: '{"people":[{"id":"a"},{"id":"b"}],"more":false}\n',
    attempts: [
      {
        block: "{ id: text key }",
        outcome: { failed: ["wrapped-json", "neither a list of customers nor one object a line", "--path people"] },
      },
      { block: "{ id: text key }", path: "people", outcome: { read: [["a"], ["b"]] } },
      {
        block: "{ id: text key }",
        path: "poeple.list",
        outcome: { failed: ["path-leads-nowhere", "no key `poeple`", "path `people.list`"] },
      },
      {
        block: "{ id: text key }",
        path: "more",
        outcome: { failed: ["path-leads-elsewhere", "`more`", "a yes or no"] },
      },
    ],
  },
  {
    what: "NaN, a text for a number, a number for a text, one too large, a key twice, a list, a comma, the end cut off",
    name: "odd.ndjson",
    content: [
      '{"id":"a","n":NaN}',
      "",
      '{"id":7,"n":4}',
      '{"id":"c","n":"4"}',
      '{"id":"d","n":-2e308}',
      '{"id":"e","n":1,"n":2}',
      '[{"id":"f"}]',
      '{"id":"g","n":4},',
      '{"id":"h","n":4',
    ].join("\n"),
    attempts: [
      {
        block: "{ id: text key n: integer? }",
        outcome: {
          read: [
            ["7", 4],
            ["e", 2],
          ],
          rejected: {
            1: ["", "SEG5001", "NaN"],
            4: ["n", "SEG5004"],
            5: ["n", "SEG5007"],
            7: ["", "SEG5002"],
            8: ["", "SEG5001"],
            9: ["", "SEG5001"],
          },
        },
      },
    ],
  },
  {
    what: "objects over several lines",
    name: "pretty.ndjson",
    content: '{\n  "id": "a"\n}\n{\n  "id": "b"\n}\n',
    attempts: [
      { block: "{ id: text key }", outcome: { failed: ["pretty-printed-json", "one object a line", "--path ."] } },
      { block: "{ id: text key }", path: ".", outcome: { read: [["a"], ["b"]] } },
    ],
  },
  {
    what: "a row for each order line: whole numbers with a point, a row of nobody, a return, rows of one customer apart",
    name: "order-lines.csv",
    content:
      "Client,Bill,On,Pieces,Price\n501.0,A1,2011-05-04 09:15:00,3,1.25\n501.0,A1,2011-05-04 09:15:00,4,2.05\n" +
      "602.0,A2,2011-05-04 10:00:00,12,0.85\n,A3,2011-05-04 10:20:00,9,0.0\n501.0,CA4,2011-05-04 11:30:00,-2,1.25\n",
    attempts: [
      {
        block:
          "{ Client: integer key lines: list of { Bill: text, On: datetime, Pieces: integer, Price: number 0.. step 0.01 } from rows }",
        outcome: {
          read: [
            [
              501,
              [
                { f0: "A1", f1: instant("2011-05-04T09:15Z"), f2: 3, f3: 1.25 },
                { f0: "A1", f1: instant("2011-05-04T09:15Z"), f2: 4, f3: 2.05 },
                { f0: "CA4", f1: instant("2011-05-04T11:30Z"), f2: -2, f3: 1.25 },
              ],
            ],
            [602, [{ f0: "A2", f1: instant("2011-05-04T10:00Z"), f2: 12, f3: 0.85 }]],
          ],
          rejected: { 5: ["Client", "SEG5003"] },
        },
      },
    ],
  },
  {
    what: "a line sep= before the header",
    name: "sep.csv",
    content: "sep=;\r\nid;town\r\na;Yazd, west\r\n",
    attempts: [{ block: "{ id: text key town: text }", outcome: { read: [["a", "Yazd, west"]] } }],
  },
  {
    what: "one customer twice",
    name: "repeated.csv",
    content: "id,town\na,Yazd\nb,Kish\na,Bam\n",
    attempts: [
      {
        block: "{ id: text key town: text }",
        outcome: {
          read: [
            ["a", "Yazd"],
            ["b", "Kish"],
          ],
          rejected: { 4: ["id", "SEG5015", '"a"', "line 2"] },
        },
      },
      {
        block: "{ id: text town: text }",
        outcome: {
          read: [
            ["a", "Yazd"],
            ["b", "Kish"],
            ["a", "Bam"],
          ],
        },
      },
    ],
  },
  {
    what: "one column, so nothing tells a delimiter",
    name: "column.csv",
    content: "id\na\nb\n",
    attempts: [{ block: "{ id: text key }", outcome: { read: [["a"], ["b"]] } }],
  },
  {
    what: "a misspelt field",
    name: "misspelt.csv",
    content: "id,town\na,Yazd\nb,Kish\na,Bam\n",
    attempts: [
      { block: "{ id: text key townn: text }", outcome: { failed: ["missing-column", "`townn`", "`town`"] } },
      {
        block: "{ id: text key townn: text? }",
        outcome: {
          read: [
            ["a", missing],
            ["b", missing],
          ],
          rejected: { 4: ["id", "SEG5015"] },
          warned: [["missing-optional-column", "`townn`", "`town`"]],
        },
      },
    ],
  },
];

describe.each(files)("$what", ({ name, content, attempts }) => {
  it.each(attempts)("$block", async ({ block, outcome, ...settings }) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    const { result, rejects } = await runOver(path, block, settings);
    if ("failed" in outcome) {
      expect(result.kind).toBe("failed");
      const problems = result.kind === "failed" ? result.problems : [];
      expectMessages(problems, [outcome.failed]);
      expect([result.kind === "failed" && result.records, rejects]).toEqual([0, []]);
      return;
    }
    const { read, rejected = {}, warned = [] } = outcome;
    if (result.kind === "failed") throw new Error(result.problems.map(({ message }) => message).join("\n"));
    const { sample, problems, rejectsAllowed, ...counts } = result.summary;
    expect(sample.map(({ row }) => Object.values(row))).toEqual(read);
    expect(rejects.map(({ line, path, code }) => [line, path, code])).toEqual(
      Object.entries(rejected).map(([line, [place, code]]) => [Number(line), place, code]),
    );
    for (const { line, reason } of rejects) {
      const [, , ...says] = rejected[line]!;
      for (const words of says) expect(reason).toContain(words);
    }
    expectMessages(problems, warned);
    expect([counts.accepted, counts.rejected]).toEqual([read.length, rejects.length]);
    // By this the command ends with 3.
    expect(rejectsAllowed).toBe(rejects.length === 0);
  });
});

function expectMessages(
  problems: readonly { readonly rule: string; readonly message: string }[],
  expected: readonly (readonly [rule: string, ...says: string[]])[],
): void {
  expect(problems.map(({ rule }) => rule)).toEqual(expected.map(([rule]) => rule));
  for (const [index, [, ...says]] of expected.entries()) {
    for (const words of says) expect(problems[index]?.message).toContain(words);
  }
}

/** A row of the rejects file: one for each reason, and here each rejected record has one. */
interface Reject {
  readonly line: number;
  readonly path: string;
  readonly reason: string;
  readonly code: string;
}

async function runOver(path: string, block: string, { encoding, zone = "UTC", path: keys }: Settings) {
  const files = new Map([
    ["a.seg", `customer ${block}`],
    ["seg.json", JSON.stringify({ timeZone: zone })],
  ]);
  const program = analyseProgram(inMemoryProgram(files));
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const clock = createClock(program.model.settings, { asOf: day("2026-11-22") });
  const rejects = join(folder, "rejects.ndjson");
  writeFileSync(rejects, "");
  const result = await run({
    program,
    clock,
    data: { kind: "file", path },
    encoding: encoding ?? null,
    path: keys === undefined ? null : parseDataPath(keys),
    rejects: { kind: "file", path: rejects },
    sampleKeep: 100,
  });
  const rows = readFileSync(rejects, "utf8").trim();
  return { result, rejects: rows === "" ? [] : rows.split("\n").map((row) => JSON.parse(row) as Reject) };
}
