import type { PatternNode } from "./pattern-tree.js";

/** Greatest number of signs a pattern may grow to when its counts are written out. */
const MAX_SIZE = 5000;
/** Greatest product of counts that stand inside each other; the matcher's own limit. */
const MAX_NESTED_COUNT = 1000;

/** False for a pattern whose counts would make the matcher too large: `(a{255}){255}`. */
export function isOfUsableSize(tree: PatternNode): boolean {
  const { size, count } = growth(tree);
  return size <= MAX_SIZE && count <= MAX_NESTED_COUNT;
}

/** Signs when all counts are written out, and the greatest product of counts inside each other. */
function growth(node: PatternNode): { size: number; count: number } {
  switch (node.kind) {
    case "sequence":
    case "alternation": {
      const parts = (node.kind === "sequence" ? node.parts : node.options).map(growth);
      return {
        size: parts.reduce((size, part) => size + part.size, 1),
        count: parts.reduce((count, part) => Math.max(count, part.count), 1),
      };
    }
    case "repeat": {
      const operand = growth(node.operand);
      const times = Math.max(1, node.most ?? node.least + 1);
      return { size: operand.size * times + 1, count: operand.count * Math.max(1, node.most ?? node.least) };
    }
    case "literal":
    case "any":
    case "class":
    case "start":
    case "end":
      return { size: 1, count: 1 };
  }
}
