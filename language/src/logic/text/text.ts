import type { Budget } from "../budget.js";
import { Alphabet } from "./alphabet.js";
import { DeterminedMachine } from "./determined.js";
import { FoundTexts } from "./found-texts.js";
import { type Machine, machineOf } from "./machine.js";
import { Meter } from "./meter.js";
import { isPlainlyImpossible } from "./refutation.js";
import { shortestWord } from "./shortest-word.js";
import { occurs, preferenceFor } from "./signs.js";
import { type TextQuestion, type TextTest, treeOf } from "./text-test.js";
import { spell } from "./word-signs.js";
import { WordTree } from "./word-tree.js";

export { lengthsOf } from "./lengths.js";
export { passes, type TextQuestion, type TextTest } from "./text-test.js";

export type TextAnswer =
  /** As many different texts as were wanted, each checked by `passes`. */
  | { readonly kind: "texts"; readonly texts: readonly string[] }
  /** Proved: there are fewer texts than were wanted. */
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

const NONE: TextAnswer = { kind: "none" };
const UNKNOWN: TextAnswer = { kind: "unknown" };

/**
 * Finds texts that pass and fail the tests, or proves that there are not enough. Texts are rows of Unicode scalar values
 * without U+0000, in NFC, the empty one among them. The answer depends on the question and the budget left only.
 */
export function findText(question: TextQuestion, budget: Budget): TextAnswer {
  if (budget.exhausted) return UNKNOWN;
  const key = keyOf(question);
  const known = key === null ? undefined : answers.get(key);
  if (known !== undefined) {
    budget.spend(known.steps);
    return budget.exhausted ? UNKNOWN : known.answer;
  }
  const meter = new Meter(budget);
  meter.spend(1);
  const answer = solve(question, meter);
  if (key !== null && !budget.exhausted) {
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(key, { answer, steps: meter.steps });
  }
  return budget.exhausted ? UNKNOWN : answer;
}

/** A search asks the same again and again. A remembered answer costs the steps it cost first, so it changes no outcome. */
const answers = new Map<string, { readonly answer: TextAnswer; readonly steps: number }>();
const MOST_ANSWERS = 500;
/** Questions about longer lists are not remembered. */
const MOST_KEY_VALUES = 40;

function keyOf({ folded, passes: passed, fails, length, not, count }: TextQuestion): string | null {
  let size = not.size;
  for (const test of [...passed, ...fails]) size += test.kind === "match" ? 1 : test.values.length;
  if (size > MOST_KEY_VALUES) return null;
  return JSON.stringify([folded, passed, fails, length.least, length.most, [...not], count ?? 1]);
}

function solve(question: TextQuestion, meter: Meter): TextAnswer {
  const tests = [...question.passes, ...question.fails];
  if (tests.some((test) => test.kind === "match" && treeOf(test) === null)) return UNKNOWN;
  if (isPlainlyImpossible(question)) return NONE;
  const found = new FoundTexts(question, preferenceFor(tests.flatMap(writtenIn)), meter);
  found.guess();
  if (found.isEnough) return { kind: "texts", texts: found.texts };
  return search(question, found, meter);
}

function writtenIn(test: TextTest): readonly string[] {
  return test.kind === "match" ? [test.pattern] : test.values.slice(0, 5);
}

/** Rows of classes whose spellings are all taken that are set aside before giving up. */
const MOST_ROUNDS = 60;
/** Spellings of a row tried beyond those that are known to be taken. */
const MORE_TRIES = 300;

/** Sets of signs times classes: lists of thousands of values in a script of thousands of signs are too much. */
const MOST_PAIRS = 1_000_000;

/** By automata: the shortest rows of classes, one after the other, until enough texts are spelled. */
function search(question: TextQuestion, found: FoundTexts, meter: Meter): TextAnswer {
  const machines = [...question.passes, ...question.fails].map(machineOf);
  if (machines.some((machine) => machine === null)) return UNKNOWN;
  const built = machines as readonly Machine[];
  meter.spend(built.reduce((sum, machine) => sum + machine.nodes.length, 0));
  if (meter.isOver) return UNKNOWN;
  const sets = built.flatMap((machine) => machine.sets);
  const alphabet = new Alphabet(sets, question.folded, found.preference);
  const pairs = sets.length * alphabet.classes.length;
  if (pairs > MOST_PAIRS) return UNKNOWN;
  meter.spend(Math.ceil(pairs / 16));
  const determined = built.map((machine) => new DeterminedMachine(machine, alphabet, meter));
  const { folded, length } = question;
  const except = takenRows(question, alphabet, meter);
  const passed = determined.slice(0, question.passes.length);
  const failed = determined.slice(question.passes.length);
  let isSure = true;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const shortest = shortestWord({ alphabet, passes: passed, fails: failed, folded, length, except }, meter);
    if (shortest.kind === "unknown") return UNKNOWN;
    if (shortest.kind === "none") return isSure ? NONE : UNKNOWN;
    const tries = question.not.size + found.wanted + MORE_TRIES;
    const spelling = spell(shortest.word, alphabet, (text) => found.fitting(text), found.missing, tries);
    for (const text of spelling.texts) found.addDressed(text);
    if (found.isEnough) return { kind: "texts", texts: found.texts };
    isSure &&= spelling.isAll;
    except.add(shortest.word);
  }
  return UNKNOWN;
}

/** The rows of classes that have no spelling but texts that may not be the answer. */
function takenRows({ not, folded }: TextQuestion, alphabet: Alphabet, meter: Meter): WordTree {
  const rows = new Map<string, { readonly word: readonly number[]; readonly spellings: number; taken: number }>();
  for (const text of not) {
    meter.spend(1);
    if (meter.isOver) break;
    const word: number[] = [];
    let spellings = 1;
    for (const sign of text) {
      const codePoint = sign.codePointAt(0)!;
      const classNumber = alphabet.classOf(codePoint);
      // What is no text takes no spelling away.
      spellings *= occurs(codePoint, folded) ? alphabet.classes[classNumber]!.size : Number.POSITIVE_INFINITY;
      if (spellings > not.size) break;
      word.push(classNumber);
    }
    if (spellings > not.size) continue;
    const row = rows.get(word.join());
    if (row === undefined) rows.set(word.join(), { word, spellings, taken: 1 });
    else row.taken += 1;
  }
  const taken = new WordTree();
  for (const row of rows.values()) {
    if (row.taken >= row.spellings) taken.add(row.word);
  }
  return taken;
}
