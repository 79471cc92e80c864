/** A name or a piece of program text inside a message. */
export function quoted(text: string): string {
  return `\`${text}\``;
}

/** "`a`, `b` and `c`". */
export function listed(names: readonly string[], conjunction: "and" | "or" = "and"): string {
  const all = names.map(quoted);
  if (all.length < 2) return all.join("");
  return `${all.slice(0, -1).join(", ")} ${conjunction} ${all.at(-1)}`;
}

/** " Did you mean `x`?", or nothing. */
export function didYouMean(suggestion: string | null): string {
  return suggestion === null ? "" : ` Did you mean ${quoted(suggestion)}?`;
}
