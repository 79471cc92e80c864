import { trimBlanks } from "../values/text.js";
import { Spellings } from "./spellings.js";

const SEPARATORS = [";", "|", ","] as const;
const MOST_PARTS = 200;
const LONGEST_PART = 40;

interface Tried {
  readonly separator: string;
  readonly parts: Spellings;
  /** Cells in which it occurs, and their parts in all. */
  cells: number;
  total: number;
}

/** Whether the cells of a column hold several values each, `garden;vip`. */
export class SplitSeen {
  #tried: Tried[] | null = null;
  #cells = 0;

  see(text: string): void {
    this.#cells += 1;
    this.#tried ??= SEPARATORS.map((separator) => ({
      separator,
      parts: new Spellings(MOST_PARTS),
      cells: 0,
      total: 0,
    }));
    for (const tried of this.#tried) if (!tried.parts.overflowed) take(tried, text);
  }

  /**
   * The separator where it is sure: it occurs in some of the cells, and what stands between is short and occurs again. By
   * a comma addresses are written, so the name must speak of several values.
   */
  separator(namedSeveral: boolean): { readonly separator: string; readonly parts: Spellings } | null {
    for (const { separator, parts, cells, total } of this.#tried ?? []) {
      if (parts.overflowed || cells < 2 || cells * 10 < this.#cells) continue;
      const vocabulary = parts.counts.size * 2 <= total && total >= 6;
      const plain = [...parts.counts.keys()].every((part) => !/[[\]{}"]/.test(part));
      if (plain && (namedSeveral ? vocabulary || separator !== "," : vocabulary && separator !== ","))
        return { separator, parts };
    }
    return null;
  }
}

function take(tried: Tried, text: string): void {
  if (!text.includes(tried.separator)) {
    if (text.length > LONGEST_PART) tried.parts.overflowed = true;
    return;
  }
  tried.cells += 1;
  const parts = text.split(tried.separator);
  for (const part of parts) {
    const trimmed = trimBlanks(part);
    if (trimmed === "") continue;
    tried.total += 1;
    if (trimmed.length > LONGEST_PART) tried.parts.overflowed = true;
    else tried.parts.add(trimmed);
  }
}
