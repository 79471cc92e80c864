import { createReplay } from "../../language/src/analysis/replay.js";
import { createSpace } from "../../language/src/logic/space.js";
import { analyseProgram, type Program } from "../../language/src/program.js";
import { inMemoryProgram } from "../kit/programs.js";
import { Choices } from "../properties/generator/choices.js";
import { Findings } from "./findings.js";
import type { Z3Oracle } from "./z3.js";
import { Z3Script } from "./z3-script.js";

/** A program whose conditions Z3 can read: numbers, dates, choices, simple texts. */
export interface Z3Case {
  readonly text: string;
  readonly conditions: readonly string[];
}

const CUSTOMER = `customer {
  id: text key
  age: integer 0..120
  visits: integer?
  income: number 0.. step 0.01
  rent: number? 0..
  score: number
  plan: "basic" | "plus" | "gold"
  next: "basic" | "plus" | "gold"?
  vip: boolean
  asked: boolean?
  joined: date
  left: date? ..today
  code: text
  note: text?
}
`;

const CONFIG = JSON.stringify({ today: { earliest: "2024-01-20", latest: "2024-03-10" } });

const COMPARISONS = ["=", "!=", "<", "<=", ">", ">="];
const NUMBERS = ["age", "visits", "income", "rent", "score", "age", "income", "score"];

export function makeZ3Case(bytes: Uint8Array): Z3Case {
  const choices = new Choices(bytes);
  const conditions = choices.times(2, 4, () => condition(choices, 3));
  const rule = choices.chance(1, 3) ? `require ${condition(choices, 1)}\n` : "";
  const segments = conditions.map((each, index) => `  segment S${index} where ${each}`);
  return { text: `${CUSTOMER}${rule}criterion K overlapping {\n${segments.join("\n")}\n}\n`, conditions };
}

function condition(choices: Choices, depth: number): string {
  if (depth === 0 || choices.chance(1, 4)) return atom(choices);
  const inner = () => condition(choices, depth - 1);
  switch (choices.below(5)) {
    case 0:
    case 1:
      return `(${inner()}) and (${inner()})`;
    case 2:
      return `(${inner()}) or (${inner()})`;
    case 3:
      return `not (${inner()})`;
    default:
      return `(${inner()}) and (${inner()}) and not (${inner()})`;
  }
}

function atom(choices: Choices): string {
  const compare = () => choices.pick(COMPARISONS);
  switch (choices.below(10)) {
    case 0:
    case 1:
      return `${linear(choices)} ${compare()} ${choices.chance(1, 2) ? constant(choices) : linear(choices)}`;
    case 2:
      return `${choices.pick(NUMBERS)} ${compare()} ${constant(choices)}`;
    case 3:
      return `${constant(choices)} ${choices.pick(["<", "<="])} ${choices.pick(NUMBERS)} ${choices.pick(["<", "<="])} ${linear(choices)}`;
    case 4:
      return choices.pick([
        `${choices.pick(["visits", "rent", "next", "asked", "left", "note"])} is ${choices.pick(["missing", "present"])}`,
        "vip",
        "asked",
        "not vip",
        "(asked default true)",
        "asked = vip",
      ]);
    case 5: {
      const value = () => choices.pick(['"basic"', '"plus"', '"gold"']);
      return choices.pick([
        `plan ${choices.pick(["=", "!="])} ${value()}`,
        `next ${choices.pick(["in", "not in"])} [${value()}, ${value()}]`,
        `plan ${choices.pick(["=", "!="])} next`,
        `(next default ${value()}) = ${value()}`,
      ]);
    }
    case 6:
    case 7:
      return dateAtom(choices);
    default:
      return textAtom(choices);
  }
}

function constant(choices: Choices): string {
  return choices.pick(["0", "1", "17", "18", "18.5", "-3", "100", "0.01", "0.3", "99.99", "1000", "7", "2"]);
}

function linear(choices: Choices): string {
  const one = () => {
    const name = choices.pick(NUMBERS);
    return choices.pick([
      name,
      name,
      name,
      `(${choices.pick(["2", "3", "0.5", "-1", "7"])} * ${name})`,
      `(${name} / ${choices.pick(["2", "4", "3"])})`,
      `(${name} default ${constant(choices)})`,
      `abs(${name})`,
      "length(code)",
      `(days since ${choices.pick(["joined", "left"])})`,
      `(when ${choices.pick(["vip", 'plan = "gold"', "rent is missing", "age > 17"])} then ${name} else ${constant(choices)})`,
    ]);
  };
  return choices.pick([`(${one()} + ${one()})`, `(${one()} - ${one()})`, one(), `(${one()} + ${one()} - ${one()})`]);
}

function dateAtom(choices: Choices): string {
  const date = () =>
    choices.pick([
      "joined",
      "left",
      `(joined + ${choices.pick([1, 30, 400])} days)`,
      `(left - ${choices.pick([1, 7])} days)`,
      "(left default today)",
      "(when vip then joined else left)",
    ]);
  const day = () =>
    choices.pick([
      "today",
      "today - 1 month",
      "today - 30 days",
      "today - 31 days",
      "today - 2 weeks",
      "today - 1 year",
      "2024-02-29",
      "2024-03-01",
      "2024-01-31",
    ]);
  return choices.pick([
    `${date()} ${choices.pick(COMPARISONS)} ${day()}`,
    `${date()} ${choices.pick(COMPARISONS)} ${date()}`,
    `${date()} ${choices.pick(["in", "not in"])} last ${choices.pick(["30 days", "1 month", "1 day"])}`,
    `${date()} in ${choices.pick(["this", "last"])} ${choices.pick(["week", "month", "quarter", "year"])}`,
    `${choices.pick(["days", "weeks"])} since ${choices.pick(["joined", "left"])} ${choices.pick(COMPARISONS)} ${choices.pick([0, 4, 30])}`,
    `(${date()} - ${date()}) ${choices.pick(COMPARISONS)} ${choices.pick([0, 10, 30, "age"])}`,
  ]);
}

function textAtom(choices: Choices): string {
  const field = choices.pick(["code", "note", "code", '(note default "ab")']);
  const part = () => choices.pick(['"a"', '"ab"', '"b"', '"ba"', '"abc"', '"-"', '""']);
  const no = choices.pick(["", "", "not "]);
  return choices.pick([
    `${field} ${choices.pick(["=", "!="])} ${part()}`,
    `${field} ${no}in [${part()}, ${part()}, "abcab"]`,
    `${field} ${no}starts with ${part()}`,
    `${field} ${no}ends with ${part()}`,
    `${field} ${no}contains any of [${part()}, ${part()}]`,
    `length(${field}) ${choices.pick(COMPARISONS)} ${choices.pick([0, 1, 2, 3, "age"])}`,
    "code = note",
  ]);
}

function programOfZ3Case({ text }: Z3Case): Program {
  return analyseProgram(
    inMemoryProgram(
      new Map([
        ["program.seg", text],
        ["seg.json", CONFIG],
      ]),
    ),
  );
}

/** Puts each condition, each pair and their opposites to logic and to Z3. */
export async function checkZ3Case(one: Z3Case, oracle: Z3Oracle): Promise<Findings> {
  const findings = new Findings();
  const { model, diagnostics } = programOfZ3Case(one);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    findings.disagreements.push(`a well-typed program is refused: ${errors.map(({ message }) => message).join("; ")}`);
    return findings;
  }
  const replay = createReplay(model);
  const space = createSpace(model, {
    confirm: (example, { holds, fails }) => replay.confirmCondition(example, holds, fails),
  })!;
  const script = new Z3Script(model);
  const conditions = model.criteria[0]!.segments.map((segment) => segment.condition);
  const questions = conditions.flatMap((first, index) => [
    { holds: [first], fails: [], names: `S${index}` },
    { holds: [], fails: [first], names: `not S${index}` },
    ...conditions.slice(index + 1).flatMap((second, by) => {
      const other = index + 1 + by;
      return [
        { holds: [first, second], fails: [], names: `S${index} and S${other}` },
        { holds: [first], fails: [second], names: `S${index} and not S${other}` },
        { holds: [second], fails: [first], names: `S${other} and not S${index}` },
        { holds: [], fails: [first, second], names: `neither S${index} nor S${other}` },
      ];
    }),
  ]);
  const asserted = questions.map(({ holds, fails }) =>
    [
      ...holds.map((each) => `(assert ${script.condition(each)})`),
      ...fails.map((each) => `(assert (not ${script.condition(each)}))`),
    ].join("\n"),
  );
  const declarations = script.declarations();
  const said = await oracle.ask(declarations, asserted);
  for (const [index, { holds, fails, names }] of questions.entries()) {
    const answer = space.ask({ holds, fails });
    findings.count([...holds, ...fails], answer, () => `${names} of\n${one.text.slice(CUSTOMER.length)}`);
    const z3 = said[index]!;
    if (answer.kind === "undecided" || z3 === "unknown") continue;
    findings.compared += 1;
    if (answer.kind === "possible" && z3 === "unsat") {
      findings.disagreements.push(
        `${names} is said to be possible by ${JSON.stringify(answer.example)}, Z3 says unsat`,
      );
    }
    if (answer.kind !== "impossible" || z3 !== "sat") continue;
    // Z3 knows all real numbers: asked again of those that data can hold.
    const [plainly] = await oracle.ask(`${declarations}\n${script.onlyPlainNumbers()}`, [asserted[index]!]);
    if (plainly === "sat") findings.disagreements.push(`${names} is proved impossible, Z3 says sat`);
  }
  return findings;
}
