import { LineIndex, type Location, type Span } from "@seg-lang/language";
import type { Position, Range, TextDocumentPositionParams } from "vscode-languageserver";
import { normalUri } from "./uris.js";
import type { FileView, ProgramView, TextView } from "./view.js";

/** How the editor counts within a line. The language counts UTF-16 units throughout. */
export type PositionEncoding = "utf-16" | "utf-8" | "utf-32";

/** Offsets of one text ↔ positions as the editor counts them. Made for one text, lazily. */
export class TextPlaces {
  readonly text: string;
  readonly encoding: PositionEncoding;
  #lines: LineIndex | null = null;

  constructor(text: string, encoding: PositionEncoding = "utf-16") {
    this.text = text;
    this.encoding = encoding;
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text);
    return this.#lines;
  }

  /** A position outside the text counts as the nearest inside. */
  offset({ line, character }: Position): number {
    if (this.encoding === "utf-16") return this.lines.offset({ line, character });
    if (line < 0) return 0;
    const { start, end } = this.lines.lineSpan(line);
    let offset = start;
    for (let seen = 0; offset < end; offset += this.#unitsAt(offset)) {
      seen += this.#sizeAt(offset);
      if (seen > character) break;
    }
    return offset;
  }

  position(offset: number): Position {
    const { line, character } = this.lines.position(offset);
    if (this.encoding === "utf-16") return { line, character };
    const { start } = this.lines.lineSpan(line);
    let size = 0;
    for (let at = start; at < start + character; at += this.#unitsAt(at)) size += this.#sizeAt(at);
    return { line, character: size };
  }

  range(span: Span): Range {
    return { start: this.position(span.start), end: this.position(span.end) };
  }

  span(range: Range): Span {
    return { start: this.offset(range.start), end: this.offset(range.end) };
  }

  #unitsAt(offset: number): number {
    return this.text.codePointAt(offset)! > 0xffff ? 2 : 1;
  }

  #sizeAt(offset: number): number {
    if (this.encoding === "utf-32") return 1;
    const code = this.text.codePointAt(offset)!;
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
}

/** A place in one `.seg` file of a program. */
export interface Place {
  readonly file: FileView;
  readonly offset: number;
}

/** The `.seg` file of a URI, however the editor spells it; null for `seg.json`, list files and what is not of the program. */
export function fileOf(view: ProgramView, uri: string): FileView | null {
  const normal = normalUri(uri);
  for (const file of view.files.values()) if (normalUri(file.uri) === normal) return file;
  return null;
}

/** Where a request points; null where its document is no `.seg` file of the program. */
export function placeOf(view: ProgramView, { textDocument, position }: TextDocumentPositionParams): Place | null {
  const file = fileOf(view, textDocument.uri);
  return file === null ? null : { file, offset: file.places.offset(position) };
}

/** A file of the program by the path that a `Location` of the language names: `.seg`, `seg.json` or a list file. */
export function textOf(view: ProgramView, path: string): TextView | null {
  return view.files.get(path) ?? view.others.get(path) ?? null;
}

/** A place of the language as one of the protocol; null where the file cannot be read. */
export function locationOf(view: ProgramView, { file, span }: Location): { uri: string; range: Range } | null {
  const text = textOf(view, file);
  return text === null ? null : { uri: text.uri, range: text.places.range(span) };
}
