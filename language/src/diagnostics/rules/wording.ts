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

/** With a capital where it begins with a letter. */
export function sentenceStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** " Did you mean `x`?", or nothing. */
export function didYouMean(suggestion: string | null): string {
  return suggestion === null ? "" : ` Did you mean ${quoted(suggestion)}?`;
}

/** What stands at the related places of messages. */
export const places = {
  first: "the first one",
  alike: "the name that looks the same",
  readsFirst: "reads it first",
  key: "the key",
  rows: "has the rows",
  ordered: "is `ordered` here",
  otherwise: "the other `otherwise`",
  expected: "expected here",
  criterion: "this criterion",
  listFile: "the list that reads this file",
} as const;

/** A step of a circle of definitions, at the place where it names the next. */
export function circleStep(from: string, to: string): string {
  return `${quoted(from)} depends on ${quoted(to)}`;
}
