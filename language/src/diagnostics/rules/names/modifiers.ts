type Modifier = "key" | "format" | "pair" | "domain" | "step" | "from" | "from-rows" | "missing" | "split";

/** What a modifier of a field is called in messages. */
export const modifierNames: Readonly<Record<Modifier, string>> = {
  key: "`key`",
  format: "a format",
  pair: "a pair of spellings",
  domain: "a domain",
  step: "`step`",
  from: "`from`",
  "from-rows": "`from rows`",
  missing: "`missing`",
  split: "`split`",
};

/** What to write instead of a modifier that does not fit. */
export function modifierAdvice(modifier: Modifier, type: string): string {
  switch (modifier) {
    case "format":
      return type === "`boolean`"
        ? 'Name both spellings: `boolean "Yes" / "No"`.'
        : 'Formats fit `number`, `integer`, `date` and `datetime`; to read another column, write `from "…"`.';
    case "pair":
      return 'A pair of spellings fits `boolean "Yes" / "No"`; choices have a spelling each: `"female" = "F" | "male" = "M"`.';
    case "domain":
      return "Domains such as `0..120` fit `integer`, `number`, `date` and `datetime`.";
    case "step":
      return "`step` fits `number`, `integer` and `date`.";
    case "from-rows":
      return "Rows of the data can be the elements of a `list of { … }` only.";
    case "split":
      return "Only a cell of a list of single values can be split, such as `list of text`.";
    case "key":
    case "from":
    case "missing":
      return "Remove it.";
  }
}

/** What a date's or a date-time's pattern looks like, where nothing more precise can be said. */
export const patternAdvice = {
  date: 'Write a pattern such as `"dd/MM/yyyy"`.',
  datetime: 'Write a pattern such as `"yyyy-MM-dd HH:mm:ss"`, or `"epoch seconds"`.',
} as const;

export const numberFormatAdvice = 'Show how 1234.5 looks in the data, such as `"1,234.5"` or `"1.234,5"`.';
