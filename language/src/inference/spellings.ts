/** Room that all columns share, so that a file with thousands of them stays within memory. */
export class Room {
  #left: number;

  constructor(places: number) {
    this.#left = places;
  }

  take(): boolean {
    if (this.#left === 0) return false;
    this.#left -= 1;
    return true;
  }
}

/** Characters of a spelling worth keeping. */
const LONGEST = 60;

/** The different spellings in a column and how often each occurs, as long as they are few and short; then no more is counted. */
export class Spellings {
  readonly counts = new Map<string, number>();
  readonly #most: number;
  /** There were more than could be kept, or longer ones. */
  overflowed = false;

  constructor(most: number) {
    this.#most = most;
  }

  add(text: string): void {
    if (this.overflowed) return;
    const known = this.counts.get(text);
    if (known !== undefined) this.counts.set(text, known + 1);
    else if (this.counts.size >= this.#most || text.length > LONGEST) this.overflowed = true;
    else this.counts.set(ownText(text), 1);
  }

  /** In the order of their code points: the same data give the same text, however its records are ordered. */
  sorted(): string[] {
    return [...this.counts.keys()].sort(byCodePoint);
  }
}

export function byCodePoint(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  for (let index = 0; index < left.length && index < right.length; index += 1) {
    const difference = left[index]!.codePointAt(0)! - right[index]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** A copy: a text cut from a piece of a file keeps the whole piece in memory. */
export function ownText(text: string): string {
  return text.length < 13 ? text : text.split("").join("");
}
