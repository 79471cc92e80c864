import type { Span } from "../source/source.js";
import { companionsOf, moveSpans, spansIn } from "./moving.js";
import type { Rescan } from "./rescan.js";
import type { Chunk } from "./split.js";
import type { Token } from "./tokens.js";

/** How a part was parsed: by a rule of the grammar, or as a whole block. */
export type PartRule = object | "customer";

/** What a run of tokens was parsed to, without anything to report. */
interface ParsedPart {
  readonly rule: PartRule;
  readonly last: Token;
  readonly documentation: string | null;
  readonly value: object;
  /** Those of the tree, once they have been looked for. */
  spans: readonly Span[] | null;
}

/** Parts of a file by their first token. */
export type ParsedParts = Map<Token, ParsedPart>;

/**
 * The parts of a file that need not be parsed again. A part is what its tokens are, so it is found by the tokens
 * themselves: where all of them are those that were there, from the first to the last, so is the tree.
 */
export class KeptParts {
  /** The parts of this parse, to be handed to the next. */
  readonly parts: ParsedParts = new Map();
  readonly #before: ParsedParts | null;
  readonly #rescan: Rescan;

  constructor(before: ParsedParts | null, rescan: Rescan) {
    this.#before = before;
    this.#rescan = rescan;
  }

  /** The tree of a chunk as it was, moved to where it is now; null where it must be parsed. */
  find<R extends object>(rule: PartRule, chunk: Chunk, documentation: string | null): R | null {
    const { scan, before, after, by } = this.#rescan;
    if (this.#before === null || (chunk.end > before && chunk.start < after)) return null;
    const first = scan.tokens[chunk.start]!;
    const part = this.#before.get(first);
    if (part === undefined || part.rule !== rule || part.last !== scan.tokens[chunk.end - 1]) return null;
    if (part.documentation !== documentation) return null;
    if (chunk.start >= after && by !== 0) {
      part.spans ??= spansIn(part.value);
      moveSpans(part.spans, by);
      moveSpans(companionsOf(part.value), by);
    }
    this.parts.set(first, part);
    return part.value as R;
  }

  keep(rule: PartRule, chunk: Chunk, documentation: string | null, value: object): void {
    const { tokens } = this.#rescan.scan;
    const last = tokens[chunk.end - 1]!;
    this.parts.set(tokens[chunk.start]!, { rule, last, documentation, value, spans: null });
  }
}
