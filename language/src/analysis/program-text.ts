import { LineIndex } from "../source/line-index.js";
import type { Location, SourceFile } from "../source/source.js";

/** The text of a program, for what only the text tells: lines, and where an edit goes. */
export class ProgramText {
  readonly #files: ReadonlyMap<string, string>;
  readonly #lines = new Map<string, LineIndex>();

  constructor(files: readonly SourceFile[]) {
    this.#files = new Map(files.map((file) => [file.path, file.text]));
  }

  /** The whole file; empty if there is none of that path. */
  file(path: string): string {
    return this.#files.get(path) ?? "";
  }

  at({ file, span }: Location): string {
    return this.file(file).slice(span.start, span.end);
  }

  /** One-based. */
  line({ file, span }: Location): number {
    let index = this.#lines.get(file);
    if (index === undefined) {
      index = new LineIndex(this.file(file));
      this.#lines.set(file, index);
    }
    return index.position(span.start).line + 1;
  }
}

/** A piece of source between two offsets: a word, a sign, or something that is skipped as a whole. */
export interface Piece {
  readonly kind: "word" | "sign" | "opaque";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const PIECE =
  /(?<skip>\s+|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)|(?<opaque>"(?:\\.|[^"\\\n\r])*"|`[^`\n\r]*`)|(?<word>[\p{XID_Continue}\u200c\u200d]+)|(?<sign>[\s\S])/uy;

/**
 * The pieces of a text from an offset on, blanks and comments left out; texts and names in backticks are opaque. Good for
 * finding the place of an edit in a program that has been read without error, and for nothing more.
 */
export function* piecesOf(text: string, from: number, to: number = text.length): Generator<Piece> {
  let offset = from;
  while (offset < to) {
    PIECE.lastIndex = offset;
    const groups = PIECE.exec(text)?.groups;
    if (groups === undefined) return;
    const found = groups.skip ?? groups.opaque ?? groups.word ?? groups.sign ?? "";
    if (found === "") return;
    const start = offset;
    offset += found.length;
    if (groups.skip !== undefined) continue;
    const kind = groups.opaque !== undefined ? "opaque" : groups.word !== undefined ? "word" : "sign";
    yield { kind, text: found, start, end: offset };
  }
}
