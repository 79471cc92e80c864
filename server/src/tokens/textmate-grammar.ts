import { type WordRole, words } from "@seg-lang/language";
import { kindColours, nameColours } from "./token-table.js";

interface Rule {
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly name?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly beginCaptures?: Readonly<Record<string, { readonly name: string }>>;
  readonly endCaptures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Rule[];
  readonly include?: string;
}

/** A letter, digit or joiner of a name. */
const PART = "[\\p{L}\\p{Nl}\\p{M}\\p{Nd}\\p{Pc}\\x{200c}\\x{200d}]";
const NAME = `(?:\`[^\`\\n]*\`|(?:[\\p{L}\\p{Nl}_])${PART}*)`;
/** Where a word begins and ends, in any script. */
const START = `(?<!${PART}|\`)`;
const END = `(?!${PART})`;
/** Not a member: no single dot before it. */
const NO_MEMBER = "(?<![\\p{L}\\p{M}\\p{Nd}_`\\)]\\.)";
/** What an operand ends with, one blank before an operator. */
const OPERAND_BEFORE = '(?<=[\\p{L}\\p{M}\\p{Nd}_\\)\\]"`/%\\s]\\s)';

const reservedOf: Readonly<Record<"truth" | "clock" | "keyword", readonly string[]>> = {
  truth: ["true", "false"],
  clock: ["today", "now"],
  keyword: ["where", "when", "then", "else"],
};

function wordsOf(...roles: readonly WordRole[]): readonly string[] {
  return words.filter(({ role }) => roles.includes(role)).map(({ word }) => word);
}

function anyOf(choices: readonly string[]): string {
  return `(?:${choices.join("|")})`;
}

/** A whole word of several, not a member behind a dot. */
function word(choices: readonly string[], behind = ""): string {
  return `${START}${NO_MEMBER}${anyOf(choices)}${END}${behind}`;
}

const scope = (kind: keyof typeof kindColours) => ({ name: kindColours[kind].scope });
const nameScope = (kind: keyof typeof nameColours) => ({ name: nameColours[kind].scope });

const otherWords = words
  .filter(({ role, word }) => role === "reserved" && !Object.values(reservedOf).flat().includes(word))
  .map(({ word }) => word);
const units = wordsOf("unit");
const infix = wordsOf("operator").filter(
  (each) => !["none", "with", "present", "empty", "since", "distinct"].includes(each),
);

function declaration(keyword: string, kind: keyof typeof nameColours): Rule {
  return {
    match: `${START}(${keyword})\\s+((?!of${END})${NAME})`,
    captures: { 1: scope("declaration"), 2: nameScope(kind) },
  };
}

const literals: readonly Rule[] = [
  { match: "///.*$", ...scope("documentation") },
  { match: "//.*$", ...scope("comment") },
  { begin: "/\\*", end: "\\*/", name: "comment.block.seg" },
  {
    match: '"(?:\\\\.|[^"\\\\\\n])*"?',
    ...scope("text"),
  },
  {
    match: `${START}(matches)\\s+(/(?:\\\\.|\\[(?:\\\\.|[^\\]\\\\\\n])*\\]|[^/\\\\\\n])+/[A-Za-z]*)`,
    captures: { 1: scope("word-operator"), 2: scope("pattern") },
  },
  {
    match: `${START}\\p{Nd}{4}-\\p{Nd}{2}-\\p{Nd}{2}(?:T[\\p{Nd}:.]+(?:Z|[+-]\\p{Nd}{2}:?\\p{Nd}{2})?)?`,
    ...scope("date"),
  },
  {
    match: `${START}(\\p{Nd}[\\p{Nd}_٬]*(?:[.٫]\\p{Nd}[\\p{Nd}_]*)?(?:[eE][+-]?\\p{Nd}+)?[%٪]?)(?:\\s+(${anyOf(units)})${END})?`,
    captures: { 1: scope("number"), 2: scope("unit") },
  },
];

const expression: readonly Rule[] = [
  { match: word(reservedOf.truth), ...scope("truth") },
  { match: word(reservedOf.clock), ...scope("clock") },
  { match: word(reservedOf.keyword), ...scope("keyword") },
  {
    match: `${START}(in)\\s+(this|last)${END}(?:\\s+(${anyOf([...units, "quarter"])})${END})?`,
    captures: { 1: scope("word-operator"), 2: scope("unit"), 3: scope("unit") },
  },
  {
    match: `${START}(is)\\s+(?:(not)\\s+)?(missing|present|empty)${END}`,
    captures: { 1: scope("word-operator"), 2: scope("word-operator"), 3: scope("word-operator") },
  },
  {
    match: `${START}(starts|ends)\\s+(with)${END}(?:\\s+(any)\\s+(of)${END})?`,
    captures: { 1: scope("word-operator"), 2: scope("word-operator"), 3: scope("word-operator"), 4: scope("keyword") },
  },
  {
    match: `${START}(has|contains)\\s+(any|all|none)\\s+(of)${END}`,
    captures: { 1: scope("word-operator"), 2: scope("word-operator"), 3: scope("keyword") },
  },
  {
    match: `${START}(${anyOf(units)})\\s+(since)${END}`,
    captures: { 1: scope("unit"), 2: scope("word-operator") },
  },
  { match: word(otherWords), ...scope("word-operator") },
  {
    match: `${NO_MEMBER}${START}(${anyOf([...wordsOf("function"), ...units])})(?=\\()`,
    captures: { 1: scope("function") },
  },
  { match: `(?<=\\()distinct(?=\\s+[\\p{L}_\`])`, ...scope("word-operator") },
  { match: `${OPERAND_BEFORE}${anyOf(infix)}(?=\\s+[\\p{L}\\p{Nd}_"\`\\(\\[/.+-])`, ...scope("word-operator") },
  { match: `${OPERAND_BEFORE}by(?=\\s+[\\p{L}_\`])`, ...scope("keyword") },
  { match: "\\.\\.<?|!=|<=|>=|[=<>+*/\\x{2d}]", ...scope("operator") },
  { match: "[?|]", ...scope("operator") },
];

const name: Rule = { match: NAME, ...nameScope("unknown") };

/** In the block of the customer, where words describe fields. */
const fields: readonly Rule[] = [
  { match: `(${NAME})\\s*(?=:)`, captures: { 1: nameScope("field") } },
  {
    match: `${START}(list)\\s+(of)${END}`,
    captures: { 1: scope("type"), 2: scope("keyword") },
  },
  { match: word(wordsOf("type")), ...scope("type") },
  { match: word(wordsOf("modifier")), ...scope("modifier") },
  { begin: "\\{", end: "\\}", patterns: [{ include: "#fields" }] },
];

/**
 * The TextMate grammar, which colours a file before the language server has read it, and where there is none. It knows no
 * names: what a word means by its place is told as far as one line tells.
 */
export function textMateGrammar() {
  return {
    $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
    name: "Seg",
    scopeName: "source.seg",
    fileTypes: ["seg"],
    patterns: [{ include: "#program" }],
    repository: {
      program: {
        patterns: [
          ...literals,
          {
            begin: `${START}(customer)\\s*(?=\\{)`,
            beginCaptures: { 1: scope("declaration") },
            end: "(?<=\\})",
            patterns: [{ begin: "\\{", end: "\\}", patterns: [{ include: "#fields" }] }],
          },
          {
            match: `^\\s*(require)${END}(?!\\s*[.=<>!:)])`,
            captures: { 1: scope("declaration") },
          },
          {
            match: `${START}(list)\\s+((?!of${END})${NAME})\\s+(from)${END}(?:\\s+("(?:\\\\.|[^"\\\\\\n])*"))?(?:\\s+(column)${END})?`,
            captures: {
              1: scope("declaration"),
              2: nameScope("list"),
              3: scope("modifier"),
              4: scope("text"),
              5: scope("keyword"),
            },
          },
          declaration("list", "list"),
          declaration("define", "define"),
          declaration("segment|otherwise", "segment"),
          declaration("criterion", "criterion"),
          declaration("persona", "persona"),
          { match: `${START}(as)\\s+(of)${END}`, captures: { 1: scope("keyword"), 2: scope("keyword") } },
          { match: word(["exhaustive", "ordered", "overlapping"], "(?=\\s|\\{|$)"), ...scope("keyword") },
          ...expression,
          { match: `(${NAME})\\s*(?=:)`, captures: { 1: nameScope("field") } },
          name,
        ],
      },
      fields: { patterns: [...literals, ...fields, ...expression, name] },
    },
  };
}
