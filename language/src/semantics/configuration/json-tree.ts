import type { Span } from "../../source/source.js";

/**
 * JSON that remembers where everything stands, for messages in `seg.json`. It reads on behind small mistakes (a comma
 * too many, a comment) so that the rest of the file still counts, and reports them.
 */
export type JsonNode =
  | { readonly kind: "object"; readonly entries: readonly JsonEntry[]; readonly span: Span }
  | { readonly kind: "array"; readonly items: readonly JsonNode[]; readonly span: Span }
  | { readonly kind: "value"; readonly value: string | number | boolean | null; readonly span: Span };

export interface JsonEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: JsonNode;
}

export interface JsonProblem {
  /** Completes "This is not well-formed JSON: …". */
  readonly problem: string;
  readonly span: Span;
}

/** Reads `text`; the tree is null where not even its beginning is JSON. At most one problem that ended the reading. */
export function readJsonTree(text: string): {
  readonly root: JsonNode | null;
  readonly problems: readonly JsonProblem[];
} {
  const reader = new JsonTreeReader(text);
  const root = reader.document();
  return { root, problems: reader.problems };
}

const DEEPEST = 64;
const LITERALS: readonly (readonly [string, boolean | null])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

class JsonTreeReader {
  readonly problems: JsonProblem[] = [];
  readonly #text: string;
  #offset = 0;
  /** After a problem that nothing can be read behind. */
  #stopped = false;

  constructor(text: string) {
    this.#text = text;
    if (text.charCodeAt(0) === 0xfeff) this.#offset = 1;
  }

  document(): JsonNode | null {
    this.#skipBlank();
    if (this.#offset >= this.#text.length) {
      this.#stop("the file is empty; write at least `{}`", 0);
      return null;
    }
    const root = this.#value(0);
    this.#skipBlank();
    if (this.#offset < this.#text.length) this.#stop("something follows the end of the object", this.#offset);
    return root;
  }

  #value(depth: number): JsonNode | null {
    const start = this.#offset;
    const sign = this.#text.charAt(start);
    if (depth > DEEPEST) return this.#stop("it is nested too deeply", start);
    if (sign === "{") return this.#object(depth);
    if (sign === "[") return this.#array(depth);
    if (sign === '"') {
      const value = this.#string();
      return value === null ? null : { kind: "value", value, span: { start, end: this.#offset } };
    }
    for (const [word, value] of LITERALS) {
      if (this.#text.startsWith(word, start)) {
        this.#offset += word.length;
        return { kind: "value", value, span: { start, end: this.#offset } };
      }
    }
    const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    number.lastIndex = start;
    const match = number.exec(this.#text);
    if (match === null) {
      return this.#stop(
        sign === ""
          ? "it ends too early"
          : sign === "'"
            ? 'texts stand in double quotes, "…"'
            : "a value is expected here",
        start,
      );
    }
    this.#offset += match[0].length;
    return { kind: "value", value: Number(match[0]), span: { start, end: this.#offset } };
  }

  #object(depth: number): JsonNode {
    const start = this.#offset;
    const entries: JsonEntry[] = [];
    this.#members("}", () => {
      const keyStart = this.#offset;
      if (keyStart >= this.#text.length) return this.#stop("it ends too early", keyStart);
      if (this.#text.charAt(keyStart) !== '"')
        return this.#stop('a key in double quotes, "…", is expected here', keyStart);
      const key = this.#string();
      if (key === null) return null;
      const keySpan = { start: keyStart, end: this.#offset };
      this.#skipBlank();
      if (this.#text.charAt(this.#offset) !== ":") return this.#stop("`:` is expected after the key", this.#offset);
      this.#offset += 1;
      this.#skipBlank();
      const value = this.#value(depth + 1);
      if (value !== null) entries.push({ key, keySpan, value });
      return value;
    });
    return { kind: "object", entries, span: { start, end: this.#offset } };
  }

  #array(depth: number): JsonNode {
    const start = this.#offset;
    const items: JsonNode[] = [];
    this.#members("]", () => {
      const item = this.#value(depth + 1);
      if (item !== null) items.push(item);
      return item;
    });
    return { kind: "array", items, span: { start, end: this.#offset } };
  }

  /** What stands between brackets, separated by commas. `member` returns null where reading ended. */
  #members(close: string, member: () => unknown): void {
    this.#offset += 1;
    this.#skipBlank();
    let comma: number | null = null;
    while (!this.#stopped) {
      if (this.#text.charAt(this.#offset) === close) {
        if (comma !== null) this.#note("a comma stands before the closing bracket; remove it", comma);
        this.#offset += 1;
        return;
      }
      if (member() === null || this.#stopped) return;
      this.#skipBlank();
      const next = this.#text.charAt(this.#offset);
      if (next === ",") {
        comma = this.#offset;
        this.#offset += 1;
        this.#skipBlank();
      } else if (next === close) comma = null;
      else if (next === '"' && close === "}") this.#note("a comma is missing before this", this.#offset);
      else this.#stop(next === "" ? "it ends too early" : `\`,\` or \`${close}\` is expected here`, this.#offset);
    }
  }

  #string(): string | null {
    const start = this.#offset;
    let end = start + 1;
    for (; ; end += 1) {
      const unit = this.#text.charCodeAt(end);
      if (Number.isNaN(unit) || unit < 0x20) return this.#stop("this text has no closing quote", start);
      if (unit === 0x22) break;
      if (unit === 0x5c) end += 1;
    }
    this.#offset = end + 1;
    try {
      return JSON.parse(this.#text.slice(start, this.#offset)) as string;
    } catch {
      return this.#stop("this text has an escape that JSON does not know; write a backslash as `\\\\`", start);
    }
  }

  #skipBlank(): void {
    for (;;) {
      while (" \t\r\n".includes(this.#text.charAt(this.#offset) || "x")) this.#offset += 1;
      if (this.#text.startsWith("//", this.#offset)) {
        this.#note("it has no comments", this.#offset);
        const end = this.#text.indexOf("\n", this.#offset);
        this.#offset = end < 0 ? this.#text.length : end;
      } else if (this.#text.startsWith("/*", this.#offset)) {
        this.#note("it has no comments", this.#offset);
        const end = this.#text.indexOf("*/", this.#offset + 2);
        this.#offset = end < 0 ? this.#text.length : end + 2;
      } else return;
    }
  }

  #note(problem: string, place: number): void {
    // What is missing at the end is shown at the last thing that is there.
    const offset = place < this.#text.length ? place : Math.max(0, this.#text.trimEnd().length - 1);
    this.problems.push({ problem, span: { start: offset, end: Math.min(this.#text.length, offset + 1) } });
  }

  #stop(problem: string, offset: number): null {
    if (!this.#stopped) this.#note(problem, offset);
    this.#stopped = true;
    return null;
  }
}
