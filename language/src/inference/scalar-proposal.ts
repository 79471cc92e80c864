import { inferenceWords } from "../diagnostics/rules/inference-words.js";
import { COMMON_PAIRS } from "../records/code-reader.js";
import { civilFromDay, formatDay } from "../values/calendar.js";
import type { DateSpelling } from "./date-formats.js";
import type { DateReading } from "./date-seen.js";
import type { NameHints } from "./name-hints.js";
import { domainWithoutSentinels, numberDomain, sentinelOf, stepOf } from "./number-limits.js";
import type { NumberReading } from "./number-seen.js";
import type { ScalarSeen } from "./scalar-seen.js";
import { byCodePoint, type Spellings } from "./spellings.js";
import { shortened, textLiteral } from "./texts.js";

/** A scalar type with what belongs to it, in the words of the language. */
export interface ScalarProposal {
  /** `text`, `date persian`, `"a" | "b"`. */
  readonly type: string;
  /** Format, domain and step, in this order. */
  readonly modifiers: readonly string[];
  /** Spellings of missing. */
  readonly missing: readonly string[];
  readonly doubts: readonly string[];
}

/** What is known beside the values themselves. */
export interface Surroundings {
  readonly hints: NameHints;
  /** Not every record was seen. */
  readonly sampled: boolean;
  /** In which order other dates of the data have day, month and year, by what separates them. */
  readonly dateOrders: ReadonlyMap<string, DateSpelling["order"]>;
}

/** The type that reads every value seen; null if none does. */
export function proposeScalar(seen: ScalarSeen, surroundings: Surroundings): ScalarProposal | null {
  const doubts = seen.broken > 0 ? [inferenceWords.broken({ count: seen.broken })] : [];
  const proposal = proposeUnbroken(seen, surroundings);
  return proposal === null ? null : { ...proposal, doubts: [...doubts, ...proposal.doubts] };
}

function proposeUnbroken(seen: ScalarSeen, surroundings: Surroundings): ScalarProposal | null {
  if (seen.booleans.yes + seen.booleans.no > 0) return truthWithJson(seen);
  const truth = truthInWords(seen, surroundings);
  if (truth !== null) return truth;
  const { hints } = surroundings;
  const date = seen.date.reading();
  if (date !== null && isDate(date, seen, hints)) return dateProposal(date, seen, surroundings);
  const number = hints.digits ? null : seen.number.reading();
  if (number !== null && !(seen.texts > 0 && hints.identifier > 0)) return numberProposal(number, seen, surroundings);
  return choices(seen, surroundings) ?? plainText(seen, surroundings);
}

/** Spellings of missing where every type needs them named: what is no date cannot be a value of a date. */
function allMissing({ sure, doubtful }: ScalarSeen): string[] {
  return [...sure.keys(), ...doubtful.keys()].sort(byCodePoint);
}

function sureMissing({ sure }: ScalarSeen): string[] {
  return [...sure.keys()].sort(byCodePoint);
}

/** JSON's own booleans, perhaps beside words for them. */
function truthWithJson(seen: ScalarSeen): ScalarProposal | null {
  const type = { type: "boolean", missing: allMissing(seen), doubts: [] };
  const { counts, overflowed } = seen.spellings;
  const words = [...counts.keys()];
  if (overflowed) return null;
  if (words.length === 0) return { ...type, modifiers: [] };
  if (seen.texts + seen.numbers === 0 && words.every(isPlainTruth)) return { ...type, modifiers: [] };
  const pair = pairOf(words);
  return pair === null ? null : { ...type, modifiers: [pairText(pair)] };
}

function truthInWords(seen: ScalarSeen, { hints }: Surroundings): ScalarProposal | null {
  const { counts, overflowed } = seen.spellings;
  const words = [...counts.keys()];
  if (overflowed || words.length > 4) return null;
  const having = [...words, ...seen.doubtful.keys()];
  if (words.length > 0 && having.length === 2 && having.includes("دارد") && having.includes("ندارد")) {
    const missing = sureMissing(seen);
    return { type: "boolean", modifiers: [pairText(["دارد", "ندارد"])], missing, doubts: [] };
  }
  if (words.length === 0 || seen.doubtful.size > 0) return null;
  const type = { type: "boolean", missing: sureMissing(seen), doubts: [] };
  if (words.every((word) => word === "0" || word === "1")) {
    if (!isQuestion(words, seen, hints)) return null;
    return { ...type, modifiers: seen.texts + seen.numbers > 0 ? [pairText(["1", "0"])] : [] };
  }
  if (seen.texts + seen.numbers === 0 && words.every((word) => /^(?:true|false)$/i.test(word)))
    return { ...type, modifiers: [] };
  const pair = pairOf(words);
  // One letter, or a word with other meanings, says nothing by itself.
  if (pair === null || (words.length === 1 && (pair[0].length < 2 || pair[0] === "on" || pair[1] === "نه")))
    return null;
  return { ...type, modifiers: [pairText(pair)] };
}

/** Both digits, often enough, and no count, amount or score that is 0 or 1 by chance. */
function isQuestion(words: readonly string[], { count }: ScalarSeen, hints: NameHints): boolean {
  if (hints.question) return true;
  const measured = hints.count || hints.order || hints.money || hints.age || hints.rating || hints.fraction;
  return words.length === 2 && count >= 20 && !measured && hints.identifier === 0;
}

function isPlainTruth(word: string): boolean {
  return /^(?:true|false|0|1)$/i.test(word);
}

function pairOf(words: readonly string[]): readonly [string, string] | null {
  return COMMON_PAIRS.find((pair) => pair[0] !== "1" && words.every((word) => pair.includes(word))) ?? null;
}

function pairText([yes, no]: readonly [string, string]): string {
  return `${textLiteral(yes)} / ${textLiteral(no)}`;
}

/** Eight digits are a date only if the name says so, or several of them are days of our time. */
function isDate({ spelling }: DateReading, { spellings }: ScalarSeen, hints: NameHints): boolean {
  return (
    spelling.separator !== "" ||
    hints.time ||
    (hints.identifier === 0 && (spellings.overflowed || spellings.counts.size >= 3))
  );
}

const ORDER_WORDS = { ymd: "year, month, day", dmy: "day, month, year", mdy: "month, day, year" } as const;

function dateProposal(date: DateReading, seen: ScalarSeen, { dateOrders }: Surroundings): ScalarProposal {
  const missing = allMissing(seen);
  const doubts: string[] = [];
  const open = [date.spelling, ...date.rivals];
  const known = dateOrders.get(date.spelling.separator);
  const spelling = open.length === 1 ? date.spelling : open.find(({ order }) => order === known);
  if (spelling === undefined) {
    const declarations = open.map((each) => dateDeclaration(date.type, each).join(" "));
    return { type: "text", modifiers: [], missing, doubts: [inferenceWords.ambiguousDate({ declarations })] };
  }
  if (open.length > 1) doubts.push(inferenceWords.dateByOthers({ order: ORDER_WORDS[spelling.order] }));
  if (date.timesDropped) doubts.push(inferenceWords.timesDropped());
  if (civilFromDay(date.latest).year >= 2200) doubts.push(inferenceWords.farDate({ day: formatDay(date.latest) }));
  const [type, ...modifiers] = dateDeclaration(date.type, spelling);
  return { type: type!, modifiers, missing, doubts };
}

/** Type and format. */
function dateDeclaration(type: "date" | "datetime", { calendar, pattern }: DateSpelling): string[] {
  const named = calendar === "persian" ? `${type} persian` : type;
  return pattern === null ? [named] : [named, textLiteral(pattern)];
}

/** 1990 to 2050 in seconds. */
const EPOCH = { least: 631_152_000, greatest: 2_524_608_000 };

function numberProposal(number: NumberReading, seen: ScalarSeen, { hints }: Surroundings): ScalarProposal {
  const { summary, format } = number;
  const missing = allMissing(seen);
  const epoch = epochUnit(number);
  if (epoch !== null && hints.time) return { type: "datetime", modifiers: [textLiteral(epoch)], missing, doubts: [] };
  const type = summary.whole ? "integer" : "number";
  const written = format === null ? [] : [textLiteral(format)];
  const domain = numberDomain(summary, hints);
  const step = stepOf(summary, hints);
  const doubts: string[] = [];
  if (epoch !== null && hints.identifier === 0)
    doubts.push(inferenceWords.epoch({ declaration: `datetime ${textLiteral(epoch)}` }));
  if (number.rival !== null) {
    doubts.push(inferenceWords.ambiguousNumber({ declaration: `number ${textLiteral(number.rival)}` }));
  }
  const sentinel = hints.identifier > 0 ? null : sentinelOf(summary);
  if (sentinel !== null) {
    const words = [
      `${type}?`,
      ...written,
      domainWithoutSentinels(summary, hints),
      `missing [${textLiteral(String(sentinel.value))}]`,
    ];
    const declaration = words.filter((word) => word !== "").join(" ");
    doubts.push(inferenceWords.doubtfulNumber({ ...sentinel, declaration }));
  }
  return { type, modifiers: [...written, domain, step].filter((word) => word !== ""), missing, doubts };
}

function epochUnit({ summary, format }: NumberReading): "epoch seconds" | "epoch milliseconds" | null {
  if (format !== null && format !== "1234.56") return null;
  if (!summary.whole) return null;
  const within = (scale: number) => summary.least >= EPOCH.least * scale && summary.greatest <= EPOCH.greatest * scale;
  if (within(1)) return "epoch seconds";
  return within(1000) ? "epoch milliseconds" : null;
}

/** So many choices seem a closed set among so many values. */
function mostChoices(count: number): number {
  return Math.min(20, Math.floor(Math.sqrt(count) / 1.5));
}

function choices(seen: ScalarSeen, { hints, sampled }: Surroundings): ScalarProposal | null {
  const { spellings } = seen;
  if (
    spellings.overflowed ||
    hints.open ||
    hints.several ||
    hints.digits ||
    hints.identifier > 0 ||
    seen.variants !== null
  )
    return null;
  const counts = [...spellings.counts.values(), ...seen.doubtful.values()];
  const total = counts.reduce((sum, count) => sum + count, 0);
  const single = counts.filter((count) => count === 1).length;
  if (spellings.counts.size < 2 || counts.length > mostChoices(total)) return null;
  if (single > (sampled ? 0 : counts.length / 4)) return null;
  const names = spellings.sorted();
  if (names.some((text) => text.length > 40) || names.filter(isAmount).length * 2 > names.length) return null;
  const missing = sureMissing(seen);
  const type = (texts: readonly string[]) => texts.map(textLiteral).join(" | ");
  const all = [...spellings.counts.keys(), ...seen.doubtful.keys()].sort(byCodePoint);
  const doubts = sampled ? [inferenceWords.choicesOfSample()] : [];
  if (seen.doubtful.size > 0) {
    const doubtful = [...seen.doubtful.keys()].sort(byCodePoint).map(textLiteral);
    const declaration = `${type(names)}? missing [${[...doubtful, ...missing.map(textLiteral)].join(", ")}]`;
    doubts.push(inferenceWords.doubtfulSpelling({ spellings: doubtful, declaration }));
  }
  return { type: type(all), modifiers: [], missing, doubts };
}

function plainText(seen: ScalarSeen, surroundings: Surroundings): ScalarProposal {
  const missing = sureMissing(seen);
  const doubts: string[] = [];
  if (seen.count === 0 && seen.doubtful.size === 0) doubts.push(inferenceWords.noValue());
  else doubts.push(...textDoubts(seen, surroundings, missing));
  return { type: "text", modifiers: [], missing, doubts };
}

function textDoubts(seen: ScalarSeen, { hints }: Surroundings, missing: readonly string[]): string[] {
  const doubts: string[] = [];
  if (seen.doubtful.size > 0 && seen.count > 0) {
    const spellings = [...seen.doubtful.keys()].sort(byCodePoint).map(textLiteral);
    const declaration = `text? missing [${[...spellings, ...missing.map(textLiteral)].join(", ")}]`;
    doubts.push(inferenceWords.doubtfulSpelling({ spellings, declaration }));
  }
  const numbers = hints.digits ? null : seen.number.exceptions();
  const dates = seen.date.exceptions();
  const texts = (dates?.texts ?? numbers?.texts)?.map((text) => textLiteral(shortened(text, 30)));
  if (texts !== undefined) {
    const format = numbers?.format ?? null;
    const type =
      dates === null
        ? ["number", ...(format === null ? [] : [textLiteral(format)])]
        : dateDeclaration(dates.reading.type, dates.reading.spelling);
    const declaration = `${[`${type[0]}?`, ...type.slice(1)].join(" ")} missing [${texts.join(", ")}]`;
    doubts.push(inferenceWords.exceptions({ texts, declaration }));
  } else if (isPercent(seen.spellings)) doubts.push(inferenceWords.percent());
  if (seen.variants !== null && seen.recurring >= 4) {
    const [one, other] = seen.variants;
    doubts.push(
      inferenceWords.variants({ one: textLiteral(shortened(one, 40)), other: textLiteral(shortened(other, 40)) }),
    );
  }
  return doubts;
}

function isPercent({ counts }: Spellings): boolean {
  return counts.size > 0 && [...counts.keys()].every((text) => /^[+-]?\p{Nd}+(?:[.,٫]\p{Nd}+)?\s*[%٪]$/u.test(text));
}

/** Digits and signs of numbers: no name of a choice. */
function isAmount(text: string): boolean {
  return /^[+-]?[\p{Nd}.,٫٬'’\s]+$/u.test(text);
}
