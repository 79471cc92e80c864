const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** A name or value in an English sentence: one that is written from right to left is set apart, or it would turn its neighbours round. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** A name as words: `lastOrder` is "last order", `unit_price` "unit price". */
export function spoken(path: readonly string[]): string {
  return path
    .map((name) =>
      isolated(
        name
          .replace(/_+/g, " ")
          .replace(
            /(\p{Ll})(\p{Lu})(?=\p{Ll})/gu,
            (_, before: string, letter: string) => `${before} ${letter.toLowerCase()}`,
          )
          .trim(),
      ),
    )
    .join(" ");
}
