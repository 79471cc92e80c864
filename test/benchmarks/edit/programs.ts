import type { ProgramInput } from "../../../language/src/program.js";
import type { SourceFile } from "../../../language/src/source/source.js";

/** A program to type in. */
export interface EditedProgram {
  readonly name: string;
  readonly files: readonly SourceFile[];
}

const SEGMENTS = 1_500;
const SEGMENTS_OF_FILE = 75;
/** Sizes of the criteria of one file; its other segments join the criterion that all files share. */
const CRITERIA: readonly number[] = [15, 20, 28];

const CITIES = ["Tehran", "Shiraz", "Isfahan", "Tabriz", "Mashhad", "Rasht", "Yazd", "Qom", "Ahvaz", "Karaj"];

const COMMON = `/// What is known of a customer.
customer {
  id: text key
  age: integer 0..120
  city: text folded
  income: number
  rent: number?
  since: date
  plan: "free" | "basic" | "plus" | "pro"
  orders: list of { on: date, total: number, channel: "web" | "shop" }
}

list urban = ["Tehran", "Shiraz", "Isfahan", "Tabriz"]
define spend = sum(orders.total where on in last 365 days)
define loyal = years since since >= 3 and count(orders) >= 5
define free_income = income - (rent default 0)
require income >= 0

criterion Everyone "All files together" {}
`;

/** 20 files of 75 segments. */
export function inManyFiles(): EditedProgram {
  const files = Array.from({ length: SEGMENTS / SEGMENTS_OF_FILE }, (_, index) => ({
    path: `part-${String(index + 1).padStart(2, "0")}.seg`,
    text: part(index),
  }));
  return {
    name: `${files.length} files of ${SEGMENTS_OF_FILE} segments`,
    files: [{ path: "common.seg", text: COMMON }, ...files],
  };
}

/** The same program in one file. */
export function inOneFile(): EditedProgram {
  const { files } = inManyFiles();
  return {
    name: `one file of ${SEGMENTS} segments`,
    files: [{ path: "all.seg", text: files.map(({ text }) => text).join("\n") }],
  };
}

export function inputOf(files: readonly SourceFile[]): ProgramInput {
  return { files, config: null, readList: () => ({ kind: "absent" }) };
}

function part(index: number): string {
  const lines: string[] = [];
  let number = index * SEGMENTS_OF_FILE;
  for (const [which, size] of CRITERIA.entries()) {
    lines.push(`/// Criterion ${which + 1} of part ${index + 1}.`, `criterion C${index + 1}_${which + 1} {`);
    for (let count = 0; count < size; count += 1, number += 1)
      lines.push(`  segment S${number} where ${condition(number)}`);
    lines.push("}", "");
  }
  for (; number < (index + 1) * SEGMENTS_OF_FILE; number += 1) {
    lines.push(`segment S${number} by Everyone where ${condition(number)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** What people write in a table of segments; each number its own. */
function condition(number: number): string {
  const low = 18 + (number % 40);
  const city = number % CITIES.length;
  const places = [CITIES[city], CITIES[(city + 3) % CITIES.length]].map((name) => JSON.stringify(name)).join(", ");
  const income = `income >= ${20 + (number % 60)}_000`;
  const first = `${low} <= age < ${low + 7}`;
  switch (number % 10) {
    case 3:
      return `${first} and city in urban and ${income}`;
    case 5:
      return `${first} and loyal and spend > ${number}`;
    case 7:
      return `${first} and plan in ["plus", "pro"] and free_income > ${number}`;
    default:
      return `${first} and city in [${places}] and ${income}`;
  }
}
