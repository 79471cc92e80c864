import type { Span } from "../source/source.js";
import { companionsOf, moveSpans, spansIn } from "./moving.js";
import type { Rescan } from "./rescan.js";
import type { Chunk } from "./split.js";
import type { Token } from "./tokens.js";

/** How a part was parsed: by a rule of the grammar, or as a whole block. */
export type PartRule = object | "customer";

/** What a run of tokens was parsed to, without anything to report. */
export interface ParsedPart {
  readonly rule: PartRule;
  readonly last: Token;
  readonly documentation: string | null;
  readonly value: object;
  /** Those of the tree, once they have been looked for. */
  spans: readonly Span[] | null;
  /** The last parse of the file in which it had its place. */
  parse: object;
}

/**
 * The parts of a file that need not be parsed again. A part is what its tokens are, so it is kept with its first token:
 * where all of them are those that were there, from the first to the last, so is the tree.
 */
export class KeptParts {
  readonly #rescan: Rescan;
  /** The parse before. A part that had no place in it has not been moved, and is none any more. */
  readonly #before: object | null;

  constructor(rescan: Rescan, before: KeptParts | null) {
    this.#rescan = rescan;
    this.#before = before;
  }

  /** The tree of a chunk as it was, moved to where it is now; null where it must be parsed. */
  find<R extends object>(rule: PartRule, chunk: Chunk, documentation: string | null): R | null {
    const { scan, before, after, by } = this.#rescan;
    if (this.#before === null || (chunk.end > before && chunk.start < after)) return null;
    const { part } = scan.tokens[chunk.start]!;
    if (part === null || part.parse !== this.#before || part.rule !== rule) return null;
    if (part.last !== scan.tokens[chunk.end - 1] || part.documentation !== documentation) return null;
    part.parse = this;
    if (chunk.start >= after && by !== 0) {
      part.spans ??= spansIn(part.value);
      moveSpans(part.spans, by);
      moveSpans(companionsOf(part.value), by);
    }
    return part.value as R;
  }

  keep(rule: PartRule, chunk: Chunk, documentation: string | null, value: object): void {
    const { tokens } = this.#rescan.scan;
    const last = tokens[chunk.end - 1]!;
    tokens[chunk.start]!.part = { rule, last, documentation, value, spans: null, parse: this };
  }
}
