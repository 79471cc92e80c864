import type { Condition, ListTerm, Term } from "../../condition/condition.js";
import { childrenOf } from "../../condition/traverse.js";
import type { Expression } from "../../syntax/tree.js";

/** Deeper expressions could overflow the stack of what walks them. */
export const MAX_DEPTH = 400;
/** Defines that use defines twice double in size at each step; this is far beyond what a person writes. */
export const MAX_NODES = 200_000;

/** How deep an expression is nested; the operands of one row of `and`s or `or`s stand side by side. */
export function depthOf(expression: Expression): number {
  let deepest = 0;
  const open: { readonly node: unknown; readonly depth: number; readonly row: string | null }[] = [
    { node: expression, depth: 1, row: null },
  ];
  while (open.length > 0) {
    const { node, depth, row } = open.pop()!;
    if (Array.isArray(node)) {
      for (const one of node) open.push({ node: one, depth, row: null });
      continue;
    }
    if (typeof node !== "object" || node === null) continue;
    deepest = Math.max(deepest, depth);
    const { kind, operator } = node as { kind?: string; operator?: unknown };
    const logical = kind === "binary" && (operator === "and" || operator === "or") ? operator : null;
    const inside = logical !== null && logical === row ? depth : depth + 1;
    for (const [key, value] of Object.entries(node)) {
      if (key === "span" || key === "operatorSpan") continue;
      open.push({ node: value, depth: inside, row: key === "left" ? logical : null });
    }
  }
  return deepest;
}

interface Size {
  readonly nodes: number;
  readonly depth: number;
}

const sizes = new WeakMap<object, Size>();

/** Nodes and depth of a lowered expression, everything that its defines put in counted. */
export function sizeOf(node: Condition | Term | ListTerm): Size {
  const known = sizes.get(node);
  if (known !== undefined) return known;
  let nodes = 1;
  let depth = 0;
  const add = (child: Condition | Term | ListTerm): void => {
    const size = sizeOf(child);
    nodes += size.nodes;
    depth = Math.max(depth, size.depth);
  };
  for (const child of childrenOf(node)) add(child);
  const size = { nodes, depth: depth + 1 };
  sizes.set(node, size);
  return size;
}
