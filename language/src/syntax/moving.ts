import type { Span } from "../source/source.js";

/**
 * A keystroke moves everything behind it. Of the parts of a file that are kept, only the places change, so they are
 * moved where they stand: each span belongs to one declaration, and whoever holds that very span (a typed condition, a
 * diagnostic) moves with it and stays the object that it was. So what was made of the text before must not be read any
 * more: it has been taken over.
 */
interface Movable {
  start: number;
  end: number;
}

/** Every span in a plain value, each once. */
export function spansIn(value: unknown): Span[] {
  const found = new Set<Span>();
  const open: unknown[] = [value];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    if (isSpan(node)) found.add(node);
    else if (Array.isArray(node)) for (const item of node) open.push(item);
    else if (node instanceof Map) open.push(...node.values());
    else if (!ArrayBuffer.isView(node)) for (const key in node) open.push((node as Record<string, unknown>)[key]);
  }
  return [...found];
}

export function moveSpans(spans: readonly Span[], by: number): void {
  for (const span of spans as readonly Movable[]) {
    span.start += by;
    span.end += by;
  }
}

/** Spans that were made of the text of a declaration, beside those of its own tree. */
const companions = new WeakMap<object, readonly Span[]>();

/** Lets the spans of a value that was made of a declaration's text move with it, in place of what did before. */
export function moveAlong(declaration: object, value: unknown): void {
  const own = new Set(spansIn(declaration));
  const spans = spansIn(value).filter((span) => !own.has(span));
  companions.set(declaration, spans);
}

export function companionsOf(declaration: object): readonly Span[] {
  return companions.get(declaration) ?? [];
}

function isSpan(node: object): node is Span {
  return "start" in node && "end" in node && typeof node.start === "number" && typeof node.end === "number";
}
