/**
 * A tree without its places and spellings, for comparing what two texts mean: spans become whether there is one, and
 * modifiers lose their order.
 */
export function meaningOf(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(meaningOf);
  if (tree === null || typeof tree !== "object") return tree;
  const entries = Object.entries(tree).flatMap(([key, value]): [string, unknown][] => {
    if (key === "keyword" || key === "documentation" || /span$/i.test(key)) return [];
    if (isSpan(value)) return [[key, true]];
    if (key === "modifiers") return [[key, sorted((value as unknown[]).map(meaningOf))]];
    return [[key, meaningOf(value)]];
  });
  return Object.fromEntries(entries);
}

function isSpan(value: unknown): boolean {
  return value !== null && typeof value === "object" && Object.keys(value).sort().join() === "end,start";
}

function sorted(values: readonly unknown[]): readonly unknown[] {
  return [...values].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
