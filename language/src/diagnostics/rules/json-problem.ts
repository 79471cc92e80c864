/** What keeps a text from being JSON; worded in data-values.ts. */
export type JsonProblem =
  /** `found` stands where `expected` should. */
  | { readonly kind: "expected"; readonly expected: JsonExpectation; readonly found: string }
  | { readonly kind: "cut-off"; readonly within: "text" | "array" | "object" | "value" }
  | { readonly kind: "after-value"; readonly found: string }
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "escape"; readonly text: string }
  | { readonly kind: "control-character"; readonly unit: number }
  | { readonly kind: "trailing-comma" }
  | { readonly kind: "too-deep"; readonly limit: number };

export type JsonExpectation = "value" | "key" | "colon" | "comma-or-bracket" | "comma-or-brace";
