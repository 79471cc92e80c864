/** A half-open range of UTF-16 offsets into one text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a program. `file` is the path relative to the program's root, with `/` between folders. */
export interface Location {
  readonly file: string;
  readonly span: Span;
}

/** Zero-based line and UTF-16 column, as editors count. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** One `.seg` file of a program. */
export interface SourceFile {
  /** Path relative to the program's root, with `/` between folders. */
  readonly path: string;
  readonly text: string;
}

export function spanFrom(start: Span, end: Span): Span {
  return { start: start.start, end: end.end };
}

export function isInside(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function isWithin(offset: number, span: Span): boolean {
  return span.start <= offset && offset <= span.end;
}
