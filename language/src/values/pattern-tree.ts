/** A pattern of Seg's regex core, after `matches`: `/^09\d{9}$/`. */
export type PatternNode =
  | LiteralNode
  | AnyNode
  | ClassNode
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  /** Two options or more. */
  | { readonly kind: "alternation"; readonly options: readonly PatternNode[] }
  | RepeatNode;

export interface LiteralNode {
  readonly kind: "literal";
  readonly codePoint: number;
}

/** `.`: any code point but LF; with the flag `s` any. */
export interface AnyNode {
  readonly kind: "any";
}

export interface ClassNode {
  readonly kind: "class";
  readonly negated: boolean;
  readonly items: readonly ClassItem[];
}

/** `\d` outside a class is a class of that one item. All ASCII: `\d` 0-9, `\w` A-Za-z0-9_, `\s` blank, tab, LF, VT, FF, CR. */
export type ClassItem =
  | { readonly kind: "range"; readonly low: number; readonly high: number }
  | { readonly kind: "shorthand"; readonly letter: Shorthand };

export type Shorthand = "d" | "D" | "w" | "W" | "s" | "S";

export interface RepeatNode {
  readonly kind: "repeat";
  readonly operand: PatternNode;
  readonly least: number;
  /** Null: any number. */
  readonly most: number | null;
}

export interface PatternFlags {
  /** `i`: ASCII letters match in both cases. */
  readonly ignoreCase: boolean;
  /** `s`: `.` matches LF too. */
  readonly dotAll: boolean;
}

export const EMPTY: PatternNode = { kind: "sequence", parts: [] };

/** The pattern as an author would write it. Reading it again gives the same tree. */
export function printPattern(node: PatternNode): string {
  switch (node.kind) {
    case "literal":
      return printLiteral(node.codePoint, /[\\^$.*+?()[\]{}|/]/);
    case "any":
      return ".";
    case "start":
      return "^";
    case "end":
      return "$";
    case "class":
      return printClass(node);
    case "sequence":
      return node.parts
        .map((part) => (part.kind === "alternation" || part.kind === "sequence" ? group(part) : printPattern(part)))
        .join("");
    case "alternation":
      return node.options
        .map((option) => (option.kind === "alternation" ? group(option) : printPattern(option)))
        .join("|");
    case "repeat": {
      const { kind } = node.operand;
      const grouped =
        kind === "sequence" || kind === "alternation" || kind === "repeat" || kind === "start" || kind === "end";
      return (grouped ? group(node.operand) : printPattern(node.operand)) + printCount(node);
    }
  }
}

function group(node: PatternNode): string {
  return `(${printPattern(node)})`;
}

function printCount({ least, most }: RepeatNode): string {
  if (most === null) return least === 0 ? "*" : least === 1 ? "+" : `{${least},}`;
  if (least === 0 && most === 1) return "?";
  return least === most ? `{${least}}` : `{${least},${most}}`;
}

function printClass(node: ClassNode): string {
  const [only, second] = node.items;
  if (!node.negated && second === undefined && only?.kind === "shorthand") return `\\${only.letter}`;
  const items = node.items.map((item) => {
    if (item.kind === "shorthand") return `\\${item.letter}`;
    const low = printLiteral(item.low, /[\\\]^[-]/);
    if (item.low === item.high) return low;
    return `${low}${item.high === item.low + 1 ? "" : "-"}${printLiteral(item.high, /[\\\]^[-]/)}`;
  });
  return `[${node.negated ? "^" : ""}${items.join("")}]`;
}

const CONTROLS = new Map([
  [0x09, "\\t"],
  [0x0a, "\\n"],
  [0x0b, "\\v"],
  [0x0c, "\\f"],
  [0x0d, "\\r"],
]);

function printLiteral(codePoint: number, escaped: RegExp): string {
  const sign = String.fromCodePoint(codePoint);
  const control = CONTROLS.get(codePoint);
  if (control !== undefined) return control;
  // A mark on its own would melt into the sign before it; a sign that cannot be seen should be named.
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{M}]/u.test(sign)) return `\\u{${codePoint.toString(16)}}`;
  return escaped.test(sign) ? `\\${sign}` : sign;
}
