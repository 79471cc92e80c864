import type { AnyNode, ClassItem, ClassNode, LiteralNode, PatternFlags, Shorthand } from "./pattern-tree.js";

export interface CodePointRange {
  readonly low: number;
  readonly high: number;
}

const LAST = 0x10ffff;

/** The code points one sign of a pattern matches: ascending, apart, not touching. */
export function rangesOf(node: LiteralNode | AnyNode | ClassNode, flags: PatternFlags): readonly CodePointRange[] {
  switch (node.kind) {
    case "any":
      return flags.dotAll ? [{ low: 0, high: LAST }] : complement([{ low: 0x0a, high: 0x0a }]);
    case "literal":
      return withCase([{ low: node.codePoint, high: node.codePoint }], flags);
    case "class": {
      const ranges = withCase(union(node.items.flatMap(rangesOfItem)), flags);
      return node.negated ? complement(ranges) : ranges;
    }
  }
}

const DIGITS: readonly CodePointRange[] = [{ low: 0x30, high: 0x39 }];
const UPPER = { low: 0x41, high: 0x5a };
const LOWER = { low: 0x61, high: 0x7a };
const WORD: readonly CodePointRange[] = [...DIGITS, UPPER, { low: 0x5f, high: 0x5f }, LOWER];
const BLANKS: readonly CodePointRange[] = [
  { low: 0x09, high: 0x0d },
  { low: 0x20, high: 0x20 },
];

const SHORTHANDS: Readonly<Record<Shorthand, readonly CodePointRange[]>> = {
  d: DIGITS,
  D: complement(DIGITS),
  w: WORD,
  W: complement(WORD),
  s: BLANKS,
  S: complement(BLANKS),
};

function rangesOfItem(item: ClassItem): readonly CodePointRange[] {
  return item.kind === "shorthand" ? SHORTHANDS[item.letter] : [item];
}

/** Adds the other case of ASCII letters. Other letters stay as they are: U+212A, the Kelvin sign, is no k. */
function withCase(ranges: readonly CodePointRange[], flags: PatternFlags): readonly CodePointRange[] {
  if (!flags.ignoreCase) return ranges;
  const between = LOWER.low - UPPER.low;
  const lowered = overlap(ranges, UPPER).map(({ low, high }) => ({ low: low + between, high: high + between }));
  const raised = overlap(ranges, LOWER).map(({ low, high }) => ({ low: low - between, high: high - between }));
  return union([...ranges, ...lowered, ...raised]);
}

function overlap(ranges: readonly CodePointRange[], within: CodePointRange): CodePointRange[] {
  return ranges
    .map(({ low, high }) => ({ low: Math.max(low, within.low), high: Math.min(high, within.high) }))
    .filter(({ low, high }) => low <= high);
}

function union(ranges: readonly CodePointRange[]): readonly CodePointRange[] {
  const merged: { low: number; high: number }[] = [];
  for (const { low, high } of [...ranges].sort((a, b) => a.low - b.low)) {
    const last = merged.at(-1);
    if (last !== undefined && low <= last.high + 1) last.high = Math.max(last.high, high);
    else merged.push({ low, high });
  }
  return merged;
}

function complement(ranges: readonly CodePointRange[]): readonly CodePointRange[] {
  const gaps: CodePointRange[] = [];
  let low = 0;
  for (const range of ranges) {
    if (range.low > low) gaps.push({ low, high: range.low - 1 });
    low = range.high + 1;
  }
  if (low <= LAST) gaps.push({ low, high: LAST });
  return gaps;
}
