import { LineIndex } from "../source/line-index.js";
import type { Location, SourceFile } from "../source/source.js";

/** The text of a program, for what only the text tells: lines, and where an edit goes. */
export class ProgramText {
  readonly #files: ReadonlyMap<string, string>;
  readonly #lines = new Map<string, LineIndex>();
  readonly #ignoring = new Map<string, boolean>();
  readonly #readList: ReadList | undefined;

  constructor(files: readonly SourceFile[], readList?: ReadList) {
    this.#files = new Map(files.map((file) => [file.path, file.text]));
    this.#readList = readList;
  }

  /** A line of a list's file, with its line end; null where it is not to be had. `line` is one-based. */
  lineOfList(file: string, line: number): { readonly text: string; readonly location: Location } | null {
    const { text } = this.#readList?.("seg.json", file) ?? {};
    if (text === undefined) return null;
    let start = 0;
    for (let left = line - 1; left > 0; left -= 1) {
      const end = LINE_END.exec(text.slice(start));
      if (end === null) return null;
      start += end.index + end[0].length;
    }
    const end = LINE_END.exec(text.slice(start));
    const length = end === null ? text.length - start : end.index + end[0].length;
    return { text: text.slice(start, start + length), location: { file, span: { start, end: start + length } } };
  }

  /** The whole file; empty if there is none of that path. */
  file(path: string): string {
    return this.#files.get(path) ?? "";
  }

  /** Whether findings are silenced anywhere in the file: in most of them it need not be looked for line by line. */
  hasIgnoreComments(path: string): boolean {
    let has = this.#ignoring.get(path);
    if (has === undefined) {
      has = this.file(path).includes("seg-ignore");
      this.#ignoring.set(path, has);
    }
    return has;
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

/** Reads a list's file: `path` as seen from the folder of `fromFile`. There is a text where it can be read. */
export type ReadList = (fromFile: string, path: string) => { readonly kind: string; readonly text?: string };

const LINE_END = /\r\n?|\n/u;

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
