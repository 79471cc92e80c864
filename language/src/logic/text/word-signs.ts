import type { Alphabet } from "./alphabet.js";
import type { Fitting } from "./found-texts.js";

/** Texts of one row of classes. */
export interface Spelling {
  /** Those that were wanted and fit, as many as there are or were asked for. */
  readonly texts: readonly string[];
  /** No other text of the row fits. */
  readonly isAll: boolean;
}

/**
 * Spells a row of classes in as many different ways as are wanted, trying at most `tries`. Signs of one class take turns at
 * first, so that a telephone number becomes 123456789 rather than 111111111.
 */
export function spell(
  word: readonly number[],
  alphabet: Alphabet,
  fitting: (text: string) => Fitting,
  wanted: number,
  tries: number,
): Spelling {
  const places = word.map((classNumber) => alphabet.classes[classNumber]!);
  const texts: string[] = [];
  let isSure = places.every((place) => place.isComplete);
  if (places.some((place) => place.signs.length === 0)) return { texts, isAll: isSure };
  const seen = new Map<number, number>();
  const chosen = word.map((classNumber) => {
    const turn = seen.get(classNumber) ?? 0;
    seen.set(classNumber, turn + 1);
    return turn % Math.min(alphabet.classes[classNumber]!.signs.length, MOST_TURNS);
  });
  const first = [...chosen];
  for (let count = 0; count < tries && texts.length < wanted; count += 1) {
    const text = places.map((place, index) => place.signs[chosen[index]!]!).join("");
    const answer = fitting(text);
    if (answer === "fits") texts.push(text);
    else if (answer === "does-not-fit") isSure = false;
    // The last place turns fastest; when all are back where they began, every spelling has been seen.
    let index = places.length - 1;
    for (; index >= 0; index -= 1) {
      chosen[index] = (chosen[index]! + 1) % places[index]!.signs.length;
      if (chosen[index] !== first[index]) break;
    }
    if (index < 0) return { texts, isAll: isSure };
  }
  return { texts, isAll: false };
}

/** Letters and digits that take turns: the digits 1 to 9, the letters a to i. */
const MOST_TURNS = 9;
