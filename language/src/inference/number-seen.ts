import { multipleOf } from "../records/limits.js";
import { type NumberFormat, parseNumberFormat, readNumber } from "../values/reading.js";
import { toAsciiDigits, trimBlanks } from "../values/text.js";
import { SENTINEL_NUMBERS } from "./sentinels.js";
import { ownText } from "./spellings.js";

/** Where a value stands: in a cell of CSV, or in JSON as a text or a number. */
export type Source = "cell" | "text" | "number";

const isCents = multipleOf(0.01);
const isTenth = multipleOf(0.1);

/** What is remembered of numbers. */
export class NumberSummary {
  count = 0;
  least = Number.POSITIVE_INFINITY;
  greatest = Number.NEGATIVE_INFINITY;
  /** Without the numbers that often stand for missing. */
  leastOther = Number.POSITIVE_INFINITY;
  greatestOther = Number.NEGATIVE_INFINITY;
  readonly sentinels = new Map<number, number>();
  whole = true;
  /** All are multiples of 0.01; some are none of 0.1. */
  cents = true;
  hundredths = 0;

  see(value: number): void {
    this.count += 1;
    if (value < this.least) this.least = value;
    if (value > this.greatest) this.greatest = value;
    if (SENTINEL_NUMBERS.has(value)) this.sentinels.set(value, (this.sentinels.get(value) ?? 0) + 1);
    else {
      if (value < this.leastOther) this.leastOther = value;
      if (value > this.greatestOther) this.greatestOther = value;
    }
    if (Number.isInteger(value)) {
      if (!Number.isSafeInteger(value)) this.whole = false;
      return;
    }
    this.whole = false;
    if (!this.cents) return;
    if (!isCents(value)) this.cents = false;
    else if (!isTenth(value)) this.hundredths += 1;
  }

  merged(other: NumberSummary): NumberSummary {
    const all = new NumberSummary();
    all.count = this.count + other.count;
    all.least = Math.min(this.least, other.least);
    all.greatest = Math.max(this.greatest, other.greatest);
    all.leastOther = Math.min(this.leastOther, other.leastOther);
    all.greatestOther = Math.max(this.greatestOther, other.greatestOther);
    for (const { sentinels } of [this, other]) {
      for (const [value, count] of sentinels) all.sentinels.set(value, (all.sentinels.get(value) ?? 0) + count);
    }
    all.whole = this.whole && other.whole;
    all.cents = this.cents && other.cents;
    all.hundredths = this.hundredths + other.hundredths;
    return all;
  }
}

/** A way to spell numbers, and what is known of the values that are not read alike by all. */
interface Format extends NumberFormat {
  readonly text: string;
  readonly own: NumberSummary;
  readonly failures: Failures;
}

/** So many failures, and a tenth of the values: nobody would call that an exception. */
const HOPELESS = 20;
const MOST_EXCEPTIONS = 3;

/** One odd value among several, or a few among very many. */
export function areFew(odd: number, others: number): boolean {
  return others >= 20 ? odd * 50 <= others || odd === 1 : odd === 1 && others >= 3;
}

/** Values that are no numbers, the first few of them by name. */
class Failures {
  count = 0;
  readonly texts: string[] = [];

  add(text: string): void {
    this.count += 1;
    if (this.texts.length <= MOST_EXCEPTIONS && !this.texts.includes(text)) this.texts.push(ownText(text.slice(0, 60)));
  }

  isHopeless(numbers: number): boolean {
    return this.count > HOPELESS && this.count * 10 > numbers;
  }
}

/** Those without grouping first: the first that reads every value is taken. */
const FORMATS = ["1234.56", "1,234.56", "1234,56", "1.234,56", "1 234.56", "1 234,56", "1'234.56"];

/** Digits that begin with a zero, or too many for a double, are no amount: somebody's number, to be kept as it stands. */
const CODE = /^[+-]?0\d|^\+\d{7}|^[+-]?\d{16}/;
const PLAIN_WHOLE = /^[+-]?\d+(?:[eE][+-]?\d+)?$/;

export interface NumberReading {
  /** Null: read without one. */
  readonly format: string | null;
  readonly summary: NumberSummary;
  /** Another format that reads the same texts as other numbers, or null. */
  readonly rival: string | null;
}

export interface NumberExceptions {
  readonly format: string | null;
  readonly texts: readonly string[];
}

/** Whether the values of a column are numbers, and by which format. */
export class NumberSeen {
  /** Whole numbers, and numbers of JSON: every format reads them alike. */
  readonly #alike = new NumberSummary();
  /** `12.5`: read alike without a format and by those with that point. */
  readonly #pointed = new NumberSummary();
  /** `1.234`: by one format a thousand, by another a little more than one. */
  #threeAfterPoint = 0;
  #texts = 0;
  /** What is read by a format if at all. */
  readonly #formatted = new Failures();
  #code = false;
  readonly #formats: Format[] = FORMATS.map((text) => ({
    ...parseNumberFormat(text)!,
    text,
    own: new NumberSummary(),
    failures: new Failures(),
  }));

  /** Takes a value that is there. */
  see(text: string, source: Source): void {
    if (this.#code || this.#isHopeless()) return;
    const digits = toAsciiDigits(trimBlanks(text)).replace("−", "-").replace("٫", ".");
    if (CODE.test(digits)) {
      this.#code = true;
      return;
    }
    const value = readNumber(digits, null);
    if (typeof value !== "number") this.#seeFormatted(text);
    else {
      if (source === "text") this.#texts += 1;
      if (source === "number" || PLAIN_WHOLE.test(digits)) this.#alike.see(value);
      else this.#seePointed(text, digits, value);
    }
  }

  /** Every value so far is a number. */
  get isPossible(): boolean {
    return !this.#code && (this.#formatted.count === 0 || this.#formats.some(({ failures }) => failures.count === 0));
  }

  #isHopeless(): boolean {
    const numbers = this.#alike.count + this.#pointed.count;
    if (!this.#formatted.isHopeless(numbers)) return false;
    return this.#formats.every(({ failures, own }) => failures.isHopeless(numbers + own.count));
  }

  #seePointed(text: string, digits: string, value: number): void {
    this.#pointed.see(value);
    if (/^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(digits)) this.#threeAfterPoint += 1;
    for (const format of this.#formats) if (format.point !== ".") this.#read(format, text);
  }

  #seeFormatted(text: string): void {
    this.#formatted.add(text);
    for (const format of this.#formats) this.#read(format, text);
  }

  #read({ own, failures, ...format }: Format, text: string): void {
    if (failures.isHopeless(own.count + this.#alike.count)) return;
    const value = readNumber(text, format);
    if (typeof value === "number") own.see(value);
    else failures.add(text);
  }

  /** How all values are read, or null. */
  reading(): NumberReading | null {
    if (this.#code) return null;
    const plain = this.#alike.merged(this.#pointed);
    if (this.#formatted.count === 0 && this.#texts === 0) {
      if (plain.count === 0) return null;
      const allThrees = this.#pointed.count > 0 && this.#threeAfterPoint === this.#pointed.count;
      const rival = this.#formats.find(({ text }) => text === "1.234,56")!;
      return { format: null, summary: plain, rival: allThrees && rival.failures.count === 0 ? rival.text : null };
    }
    const format = this.#formats.find(({ failures }) => failures.count === 0);
    if (format === undefined) return null;
    const summary = (format.point === "." ? plain : this.#alike).merged(format.own);
    return { format: format.text, summary, rival: this.#rivalOf(format) };
  }

  /** A later format that reads the same values as other numbers: `1,234` is a thousand or a little more than one. */
  #rivalOf(first: Format): string | null {
    const rival = this.#formats.find(
      ({ text, failures, own }) =>
        text !== first.text && failures.count === 0 && own.count > 0 && own.greatest !== first.own.greatest,
    );
    return rival?.text ?? null;
  }

  /** Texts that keep the column from being numbers, if they are few among many numbers; else null. */
  exceptions(): NumberExceptions | null {
    const count = this.#alike.count + this.#pointed.count;
    if (this.#code || this.#formatted.count === 0) return null;
    const ways = [
      ...(this.#texts > 0 ? [] : [{ format: null, failures: this.#formatted, count }]),
      ...this.#formats.map(({ text, failures, own, point }) => ({
        format: text,
        failures,
        count: (point === "." ? count : this.#alike.count) + own.count,
      })),
    ];
    const [best] = ways.sort((one, other) => one.failures.count - other.failures.count);
    if (best === undefined || best.failures.texts.length > MOST_EXCEPTIONS) return null;
    if (!areFew(best.failures.count, best.count)) return null;
    return { format: best.format, texts: best.failures.texts };
  }
}
