/**
 * Documents that know how to break: a small algebra after Wadler's "A prettier printer" (2003), in the form of Oppen's
 * groups. A group stands on one line if it fits, else its lines break.
 */
export type Document =
  | string
  | readonly Document[]
  /** A blank, or a line break where its group breaks. */
  | { readonly kind: "line" }
  /** Nothing, or a line break where its group breaks. */
  | { readonly kind: "soft-line" }
  /** Always a line break; its groups break. */
  | { readonly kind: "hard-line" }
  | { readonly kind: "group"; readonly content: Document }
  | { readonly kind: "indent"; readonly by: number; readonly content: Document }
  /** As many items on a line as fit; each but the last ends with its separator. */
  | { readonly kind: "fill"; readonly items: readonly Document[] }
  /** A comment in the middle of a declaration: on a line of its own, or behind what stands there. */
  | { readonly kind: "comment"; readonly text: string; readonly ownLine: boolean; readonly toLineEnd: boolean };

export const LINE_WIDTH = 120;
/** How far the further lines of a condition stand in. */
const CONTINUATION = 4;
/** How far what stands in brackets stands in. */
export const INDENT = 2;

export const line: Document = { kind: "line" };
export const softLine: Document = { kind: "soft-line" };
export const hardLine: Document = { kind: "hard-line" };

export function group(...content: readonly Document[]): Document {
  return { kind: "group", content };
}

/** The further lines of something that goes on. */
export function indent(...content: readonly Document[]): Document {
  return { kind: "indent", by: CONTINUATION, content };
}

/** The inside of brackets. */
export function inside(...content: readonly Document[]): Document {
  return { kind: "indent", by: INDENT, content };
}

export function fill(items: readonly Document[]): Document {
  return { kind: "fill", items };
}

export function join(documents: readonly Document[], separator: Document): Document {
  return documents.flatMap((document, index) => (index === 0 ? [document] : [separator, document]));
}

/** Columns a text takes on a screen: marks and joiners take none. */
export function columns(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let count = 0;
  for (const character of text) if (!/[\p{Mn}\p{Cf}]/u.test(character)) count += 1;
  return count;
}

/** The width of a document on one line; infinite if it cannot stand on one. */
export function flatWidth(document: Document): number {
  if (typeof document === "string") return columns(document);
  if (isSequence(document)) return document.reduce<number>((width, part) => width + flatWidth(part), 0);
  switch (document.kind) {
    case "line":
      return 1;
    case "soft-line":
      return 0;
    case "hard-line":
      return Number.POSITIVE_INFINITY;
    case "group":
    case "indent":
      return flatWidth(document.content);
    case "fill":
      return document.items.reduce<number>((width, item) => width + flatWidth(item), document.items.length - 1);
    case "comment":
      return document.ownLine || document.toLineEnd ? Number.POSITIVE_INFINITY : columns(document.text) + 2;
  }
}

function isSequence(document: Document): document is readonly Document[] {
  return Array.isArray(document);
}

export interface Rendered {
  readonly lines: readonly string[];
  /** The last line ends in a comment: nothing can follow on it. */
  readonly endsInComment: boolean;
}

/** Renders a document that starts at column `start`; its later lines are indented by `base` and more. */
export function renderDocument(document: Document, start: number, base: number): Rendered {
  const renderer = new Renderer(start, base);
  renderer.write(document, false);
  return renderer.finish();
}

class Renderer {
  readonly #lines: string[] = [];
  #current = "";
  #column: number;
  #indent: number;
  /** A comment has closed the line: what follows starts a new one. */
  #mustBreak = false;
  #fresh = false;

  constructor(start: number, base: number) {
    this.#column = start;
    this.#indent = base;
  }

  finish(): Rendered {
    return { lines: [...this.#lines, this.#current.trimEnd()], endsInComment: this.#mustBreak };
  }

  write(document: Document, broken: boolean): void {
    if (typeof document === "string") this.#text(document);
    else if (isSequence(document)) for (const part of document) this.write(part, broken);
    else {
      switch (document.kind) {
        case "line":
          if (broken) this.#break();
          else this.#text(" ");
          break;
        case "soft-line":
          if (broken) this.#break();
          break;
        case "hard-line":
          this.#break();
          break;
        case "group":
          this.write(document.content, this.#column + flatWidth(document.content) > LINE_WIDTH);
          break;
        case "indent": {
          const outer = this.#indent;
          this.#indent = outer + document.by;
          this.write(document.content, broken);
          this.#indent = outer;
          break;
        }
        case "fill":
          this.#fill(document.items);
          break;
        case "comment":
          this.#comment(document);
          break;
      }
    }
  }

  #fill(items: readonly Document[]): void {
    items.forEach((item, index) => {
      if (index > 0) {
        if (this.#column + 1 + flatWidth(item) > LINE_WIDTH) this.#break();
        else this.#text(" ");
      }
      this.write(item, false);
    });
  }

  #comment(comment: Extract<Document, { kind: "comment" }>): void {
    if (comment.ownLine) this.#break();
    // A comment that has come to start a line keeps it, as it will when it is read again.
    const alone = this.#fresh || this.#mustBreak;
    if (!alone) this.#text(" ");
    this.#text(comment.text);
    if (comment.toLineEnd || alone) this.#mustBreak = true;
    else this.#text(" ");
  }

  #text(text: string): void {
    if (this.#mustBreak) this.#break();
    const shown = this.#fresh || this.#current.endsWith(" ") ? text.replace(/^ +/, "") : text;
    if (shown === "") return;
    this.#current += shown;
    this.#column += columns(shown);
    this.#fresh = false;
  }

  #break(): void {
    this.#mustBreak = false;
    if (this.#fresh) {
      this.#current = " ".repeat(this.#indent);
      this.#column = this.#indent;
      return;
    }
    this.#lines.push(this.#current.trimEnd());
    this.#current = " ".repeat(this.#indent);
    this.#column = this.#indent;
    this.#fresh = true;
  }
}
