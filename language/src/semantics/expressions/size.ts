import type { Condition, ListTerm, Term } from "../../condition/condition.js";
import { childrenOf } from "../../condition/traverse.js";

/** Deeper conditions could overflow the stack of what walks them; the parser sees to single expressions, this to defines. */
export const MAX_DEPTH = 400;
/** Defines that use defines twice double in size at each step; this is far beyond what a person writes. */
export const MAX_NODES = 200_000;

interface Size {
  readonly nodes: number;
  readonly depth: number;
}

/** Smaller ones are counted anew sooner than looked up: nearly all conditions are small, and share nothing. */
const WORTH_REMEMBERING = 64;

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
  if (nodes >= WORTH_REMEMBERING) sizes.set(node, size);
  return size;
}
