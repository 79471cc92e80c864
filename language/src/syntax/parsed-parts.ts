import type { Span } from "../source/source.js";
import { companionsOf, moveSpans, spansIn } from "./moving.js";
import type { Rescan } from "./rescan.js";
import type { Chunk } from "./split.js";
import type { Token } from "./tokens.js";

/** How a part was parsed: by a rule of the grammar, or as a block of parts. */
export type PartRule = object | "customer" | "criterion";

/** What a run of tokens was parsed to, without anything to report. */
export interface ParsedPart {
  readonly rule: PartRule;
  readonly last: Token;
  readonly documentation: string | null;
  readonly value: object;
  /** The parts of a block. */
  readonly inner: readonly ParsedPart[];
  /** Those of the tree that are of no inner part, once they have been looked for. */
  spans: readonly Span[] | null;
  /** The mark of the last parse of the file in which it had its place. */
  parse: object;
}

/**
 * The parts of a file that need not be parsed again. A part is what its tokens are, so it is kept with its first token:
 * where all of them are those that were there, from the first to the last, so is the tree.
 */
export class KeptParts {
  /** Stands for this parse with the parts that have a place in it: they hold nothing of the parse itself. */
  readonly #mark = {};
  readonly #rescan: Rescan;
  /** Mark of the parse before. A part that had no place in it has not been moved, and is none any more. */
  readonly #before: object | null;
  /** Parts that have their place in this parse, those of a block behind each other. */
  readonly #placed: ParsedPart[] = [];

  constructor(rescan: Rescan, before: KeptParts | null) {
    this.#rescan = rescan;
    this.#before = before === null ? null : before.#mark;
  }

  /** The tree of a chunk as it was, moved to where it is now; null where it must be parsed. */
  find<R extends object>(rule: PartRule, chunk: Chunk, documentation: string | null): R | null {
    const { scan, before, after, by } = this.#rescan;
    if (this.#before === null || (chunk.end > before && chunk.start < after)) return null;
    const { part } = scan.tokens[chunk.start]!;
    if (part === null || part.parse !== this.#before || part.rule !== rule) return null;
    if (part.last !== scan.tokens[chunk.end - 1] || part.documentation !== documentation) return null;
    this.#place(part, chunk.start >= after ? by : 0);
    this.#placed.push(part);
    return part.value as R;
  }

  /** To be asked before a part is parsed, for `keep`. */
  get placed(): number {
    return this.#placed.length;
  }

  /** `from` is how many parts had been placed before this one was parsed: the others are its own. */
  keep(rule: PartRule, chunk: Chunk, documentation: string | null, value: object, from: number): void {
    const { tokens } = this.#rescan.scan;
    const last = tokens[chunk.end - 1]!;
    const inner = this.#placed.splice(from);
    const part = { rule, last, documentation, value, inner, spans: null, parse: this.#mark };
    tokens[chunk.start]!.part = part;
    this.#placed.push(part);
  }

  #place(part: ParsedPart, by: number): void {
    part.parse = this.#mark;
    for (const inner of part.inner) this.#place(inner, by);
    if (by === 0) return;
    part.spans ??= ownSpans(part);
    moveSpans(part.spans, by);
    moveSpans(companionsOf(part.value), by);
  }
}

function ownSpans({ value, inner }: ParsedPart): readonly Span[] {
  if (inner.length === 0) return spansIn(value);
  const others = new Set(inner.flatMap((part) => part.spans ?? []));
  return spansIn(value).filter((span) => !others.has(span));
}
