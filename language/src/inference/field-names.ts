import { isPlainName, quoteName } from "../syntax/names.js";
import { isReserved } from "../syntax/words.js";
import { foldLetters } from "../values/folding.js";
import { isWellFormed, normalise } from "../values/text.js";

/** A name of one record of fields, as the program writes it, and the key or column it stands for. */
export interface FieldName {
  readonly name: string;
  /** Null if the name itself is the key. */
  readonly from: string | null;
}

/** Gives the fields of one record their names, no two of them alike. */
export class FieldNames {
  /** As names are compared: variants of Arabic and Persian letters are one. */
  readonly #taken = new Set<string>();

  /** Null where no program can name the key: it is empty, or no text. */
  nameFor(key: string): FieldName | null {
    const normal = normalise(key);
    if (normal.trim() === "" || !isWellFormed(key)) return null;
    if ((isPlainName(normal) || isReserved(normal)) && this.#take(normal))
      return { name: quoteName(normal), from: null };
    return { name: this.fresh(readableName(normal)), from: normal };
  }

  /** The name, with a number behind it where it is taken. */
  fresh(wanted: string): string {
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? wanted : `${wanted}${number}`;
      if (this.#take(name)) return quoteName(name);
    }
  }

  #take(name: string): boolean {
    const letters = foldLetters(name);
    if (this.#taken.has(letters)) return false;
    this.#taken.add(letters);
    return true;
  }
}

/** So many words of a long header make its name. */
const MOST_WORDS = 6;

/**
 * A name that reads like the header: `Annual Income (k$)` is annualIncome, `کد مشتری` is کد_مشتری. What stands in brackets at
 * the end is left out if something stands before it.
 */
function readableName(key: string): string {
  const short = key.replace(/\s*[([{][^)\]}]*[)\]}]\s*$/u, "");
  const all = wordsAsWritten(short);
  const words = (all.length > 0 ? all : wordsAsWritten(key)).slice(0, MOST_WORDS);
  const cased = words.some((word) => /^\p{Lu}|^\p{Ll}/u.test(word));
  const joined = cased ? words.map(inCamelCase).join("") : words.join("_");
  const name = isPlainName(joined) ? joined : `field${cased || joined === "" ? "" : "_"}${joined}`;
  return isPlainName(name) || isReserved(name) ? name : "field";
}

function inCamelCase(word: string, index: number): string {
  const lower = /^\p{Lu}+$/u.test(word) || index === 0 ? lowerStart(word) : word;
  return index === 0 ? lower : lower.charAt(0).toUpperCase() + lower.slice(1);
}

/** `ID` is id, `Income` income, `customerID` stays. */
function lowerStart(word: string): string {
  return /^\p{Lu}+$/u.test(word) ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);
}

/** The runs of letters and digits that can be part of a name, joiners between letters included; `_` separates as blanks do. */
function wordsAsWritten(text: string): string[] {
  const runs = text.match(/(?:(?!\p{DI})\p{XID_Continue})+(?:[\u200c\u200d](?:(?!\p{DI})\p{XID_Continue})+)*/gu) ?? [];
  return runs.flatMap((run) => run.split("_")).filter((word) => word !== "");
}
