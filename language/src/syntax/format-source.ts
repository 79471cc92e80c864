import type { Span } from "../source/source.js";
import type { Document } from "./format-document.js";
import { scan } from "./scanner.js";
import type { Token } from "./tokens.js";
import * as t from "./tokens.js";
import type { Comment, SyntaxFile } from "./tree.js";

/**
 * The tokens of a file as the formatter writes them out again: a tree tells where they belong, the source how they are
 * spelled (digits, escapes, backticks), and each brings along the comments around it.
 */
export class FormatSource {
  readonly text: string;
  readonly comments: readonly Comment[];
  /** The comma of the file: `,`, or `،` where most are. */
  readonly comma: string;
  readonly #tokens: readonly Token[];
  readonly #indexes: ReadonlyMap<number, number>;
  /** Comments before this index are written. */
  #written = 0;
  /** Comments behind this token belong to what follows the item being written. */
  #last = -1;

  constructor(file: SyntaxFile) {
    this.text = file.text;
    const { tokens, comments } = scan(file.path, file.text);
    this.#tokens = tokens;
    this.comments = comments;
    this.#indexes = new Map(tokens.map((token, index) => [token.startOffset, index]));
    const commas = tokens.filter((token) => token.tokenType === t.Comma);
    const persian = commas.filter((token) => token.image === "،");
    this.comma = persian.length * 2 > commas.length ? "،" : ",";
  }

  /**
   * Writes an item: comments inside `span` are written with its tokens, those before and behind it are left to whoever
   * lays out the items.
   */
  item(span: Span, write: () => Document): Document {
    const [outer, first] = [this.#last, this.#indexAt(span.start)];
    this.#last = this.#lastIndex(span);
    this.#written = Math.max(this.#written, this.#tokens[first]?.commentsBefore ?? 0);
    const document = [write(), this.rest()];
    this.#last = outer;
    return document;
  }

  /** The tokens of `span`, one blank between them. */
  words(span: Span): Document {
    const documents: Document[] = [];
    for (let index = this.#indexAt(span.start); index <= this.#lastIndex(span); index += 1) {
      if (documents.length > 0) documents.push(" ");
      documents.push(this.#token(index));
    }
    return documents;
  }

  /** The token at `offset`. */
  tokenAt(offset: number): Document {
    return this.#token(this.#indexAt(offset));
  }

  /** The last token of `span`, a closing bracket. */
  closing(span: Span): Document {
    return this.#token(this.#lastIndex(span));
  }

  /** Comments inside the item that no token has brought along: those around a comma that is not written, say. */
  rest(): Document {
    return this.#commentsUpTo(this.#tokens[this.#last]?.commentsBefore ?? 0);
  }

  /** The author broke the line behind the opening bracket of `span`. */
  breaksAfterOpening(span: Span): boolean {
    const open = this.#indexAt(span.start);
    const next = this.#tokens[open + 1];
    return next !== undefined && this.text.slice(span.start, next.startOffset).search(/[\r\n]/) >= 0;
  }

  /** The comments between two offsets. */
  commentsIn({ start, end }: Span): readonly Comment[] {
    let low = 0;
    let high = this.comments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.comments[middle]!.span.start < start) low = middle + 1;
      else high = middle;
    }
    const found: Comment[] = [];
    for (; low < this.comments.length && this.comments[low]!.span.end <= end; low += 1) found.push(this.comments[low]!);
    return found;
  }

  /** Where the token behind `span` starts. */
  offsetBehind(span: Span): number {
    return this.#tokens[this.#lastIndex(span) + 1]?.startOffset ?? span.end;
  }

  /** The comma behind `span`, with the comments around it. */
  commaBehind(span: Span): Document {
    const index = this.#lastIndex(span) + 1;
    const token = this.#tokens[index];
    if (token?.tokenType !== t.Comma) return this.comma;
    return [this.#commentsUpTo(token.commentsBefore), this.comma, this.#trailing(index)];
  }

  /** Writes something to see how wide it gets; its comments are still to be written afterwards. */
  tentatively<T>(write: () => T): T {
    const written = this.#written;
    const result = write();
    this.#written = written;
    return result;
  }

  #indexAt(offset: number): number {
    return this.#indexes.get(offset) ?? 0;
  }

  /** The index of the last token that starts in `span`. */
  #lastIndex(span: Span): number {
    let low = this.#indexAt(span.start);
    let high = this.#tokens.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#tokens[middle]!.startOffset < span.end) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #token(index: number): Document {
    const token = this.#tokens[index]!;
    const before = this.#commentsUpTo(token.commentsBefore);
    const after = index < this.#last ? this.#trailing(index) : [];
    return [before, token.image, after];
  }

  /** Comments behind a token on its line. */
  #trailing(index: number): Document {
    const end = this.#tokens[index + 1]?.commentsBefore ?? this.comments.length;
    const documents: Document[] = [];
    while (this.#written < end && !this.isOnOwnLine(this.comments[this.#written]!)) {
      documents.push(commentDocument(this.comments[this.#written]!, false));
      this.#written += 1;
    }
    return documents;
  }

  #commentsUpTo(end: number): Document {
    const documents: Document[] = [];
    for (; this.#written < end; this.#written += 1) {
      const comment = this.comments[this.#written]!;
      documents.push(commentDocument(comment, this.isOnOwnLine(comment)));
    }
    return documents;
  }

  /** Only blanks stand before the comment on its line. */
  isOnOwnLine(comment: Comment): boolean {
    let offset = comment.span.start - 1;
    while (offset >= 0 && (this.text[offset] === " " || this.text[offset] === "\t")) offset -= 1;
    return offset < 0 || this.text[offset] === "\n" || this.text[offset] === "\r" || this.text[offset] === "\ufeff";
  }
}

function commentDocument(comment: Comment, ownLine: boolean): Document {
  const multiline = comment.text.includes("\n") || comment.text.includes("\r");
  return { kind: "comment", text: commentText(comment), ownLine, toLineEnd: comment.kind !== "block" || multiline };
}

/** The text of a comment as it is written: line ends as everywhere, no blanks at the end. */
export function commentText(comment: Comment): string {
  return comment.text.replace(/\r\n?/g, "\n").trimEnd();
}
