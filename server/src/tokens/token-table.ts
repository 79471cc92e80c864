import type { Meaning, TokenKind } from "@seg-lang/language";

/** What a name is, once it is known; `unknown` where nothing is so called. */
export type NameKind = Meaning["kind"] | "unknown";

/** How a token is coloured. */
export interface TokenColour {
  /** Type and modifiers of the protocol's semantic tokens. */
  readonly type: string;
  readonly modifiers: readonly string[];
  /** The TextMate scope; for names, that of a name at its declaration. */
  readonly scope: string;
}

/** The one table of colours. The TextMate grammar is written from it, and semantic tokens are named by it. */
export const kindColours: Readonly<Record<Exclude<TokenKind, "name">, TokenColour>> = {
  comment: { type: "comment", modifiers: [], scope: "comment.line.double-slash.seg" },
  documentation: { type: "comment", modifiers: ["documentation"], scope: "comment.line.documentation.seg" },
  text: { type: "string", modifiers: [], scope: "string.quoted.double.seg" },
  pattern: { type: "regexp", modifiers: [], scope: "string.regexp.seg" },
  number: { type: "number", modifiers: [], scope: "constant.numeric.seg" },
  date: { type: "number", modifiers: [], scope: "constant.numeric.date.seg" },
  truth: { type: "keyword", modifiers: [], scope: "constant.language.boolean.seg" },
  clock: { type: "keyword", modifiers: [], scope: "constant.language.clock.seg" },
  declaration: { type: "keyword", modifiers: [], scope: "keyword.declaration.seg" },
  keyword: { type: "keyword", modifiers: [], scope: "keyword.control.seg" },
  "word-operator": { type: "keyword", modifiers: [], scope: "keyword.operator.word.seg" },
  operator: { type: "operator", modifiers: [], scope: "keyword.operator.seg" },
  unit: { type: "keyword", modifiers: [], scope: "keyword.other.unit.seg" },
  type: { type: "type", modifiers: ["defaultLibrary"], scope: "support.type.seg" },
  modifier: { type: "modifier", modifiers: [], scope: "storage.modifier.seg" },
  function: { type: "function", modifiers: ["defaultLibrary"], scope: "support.function.seg" },
};

export const nameColours: Readonly<Record<NameKind, TokenColour>> = {
  field: { type: "property", modifiers: [], scope: "variable.other.property.seg" },
  customer: { type: "parameter", modifiers: [], scope: "variable.other.seg" },
  element: { type: "parameter", modifiers: [], scope: "variable.other.seg" },
  list: { type: "enum", modifiers: [], scope: "entity.name.type.enum.seg" },
  define: { type: "variable", modifiers: ["readonly"], scope: "entity.name.constant.seg" },
  segment: { type: "class", modifiers: [], scope: "entity.name.class.seg" },
  criterion: { type: "namespace", modifiers: [], scope: "entity.name.namespace.seg" },
  persona: { type: "struct", modifiers: [], scope: "entity.name.struct.seg" },
  unknown: { type: "variable", modifiers: [], scope: "variable.other.seg" },
};

const all = [...Object.values(kindColours), ...Object.values(nameColours)];

/** The legend of semantic tokens, in the order in which numbers name its parts. */
export const legend = {
  tokenTypes: [...new Set(all.map(({ type }) => type))],
  tokenModifiers: ["declaration", ...new Set(all.flatMap(({ modifiers }) => modifiers))],
};
