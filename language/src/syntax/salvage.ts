import { spanFrom } from "../source/source.js";
import type { GrammarInput } from "./grammar-core.js";
import * as t from "./tokens.js";
import { isName, isWord, spanBetween, spanOf, type Token } from "./tokens.js";
import type * as tree from "./tree.js";

/**
 * What can still be known of a broken declaration: its word, its name, its title. The name stays declared, so that
 * whoever uses it is not reported as well.
 */
export function salvageDeclaration(input: GrammarInput): Exclude<tree.Declaration, tree.CustomerDeclaration> {
  const { tokens } = input;
  const first = tokens[0]!;
  const common = commonOf(input);
  const broken = brokenRest(tokens);
  const name = nameAt(tokens[1]);
  if (isWord(first, "segment")) return salvageSegment(input);
  if (isWord(first, "define")) return { kind: "define", ...common, name, value: broken };
  if (isWord(first, "list")) return { kind: "list", ...common, name, source: null };
  if (isWord(first, "criterion")) {
    return {
      kind: "criterion",
      ...common,
      name,
      title: titleAt(tokens[2]),
      modifiers: modifiersOf(tokens),
      body: null,
      members: [],
    };
  }
  if (isWord(first, "persona")) {
    const title = titleAt(tokens[2]);
    return { kind: "persona", ...common, name, title, asOf: null, record: null, within: [], notWithin: [] };
  }
  return { kind: "require", ...common, condition: broken };
}

export function salvageMember(input: GrammarInput): tree.SegmentDeclaration | tree.OtherwiseDeclaration {
  const { tokens } = input;
  if (!isWord(tokens[0], "otherwise")) return salvageSegment(input);
  return { kind: "otherwise", ...commonOf(input), name: nameAt(tokens[1]), title: titleAt(tokens[2]) };
}

function salvageSegment(input: GrammarInput): tree.SegmentDeclaration {
  const { tokens } = input;
  const by = tokens.findIndex((token, index) => index > 1 && isWord(token, "by"));
  const where = tokens.findIndex((token) => isWord(token, "where"));
  return {
    kind: "segment",
    ...commonOf(input),
    name: nameAt(tokens[1]),
    title: titleAt(tokens[2]),
    by: by > 0 && (where < 0 || by < where) ? nameAt(tokens[by + 1]) : null,
    condition: brokenRest(tokens),
  };
}

/** A broken field keeps its name, so that conditions that read it are not reported as well. */
export function salvageField(input: GrammarInput): tree.FieldDeclaration | null {
  const { tokens } = input;
  const name = nameAt(tokens[0]);
  if (name === null || tokens[1]?.tokenType !== t.Colon) return null;
  return {
    kind: "field",
    name,
    type: null,
    optional: null,
    modifiers: [],
    documentation: input.documentation(tokens[0]!),
    span: spanBetween(tokens[0]!, tokens.at(-1)!),
  };
}

function commonOf(input: GrammarInput) {
  const first = input.tokens[0]!;
  return {
    keyword: spanOf(first),
    span: spanBetween(first, input.tokens.at(-1)!),
    documentation: input.documentation(first),
  };
}

function brokenRest(tokens: readonly Token[]): tree.ErrorExpression {
  const last = tokens.at(-1)!;
  return { kind: "error", span: spanFrom(spanOf(tokens[1] ?? last), spanOf(last)) };
}

function nameAt(token: Token | undefined): tree.Name | null {
  if (token === undefined || !isName(token)) return reservedNameAt(token);
  const { value } = token;
  const text = value?.kind === "name" ? value.text : token.image;
  return text === "" ? null : { text, quoted: value?.kind === "name" && value.quoted, span: spanOf(token) };
}

/** A reserved word in the place of a name, reported, is read as the name it was meant to be. */
function reservedNameAt(token: Token | undefined): tree.Name | null {
  if (token === undefined || !t.isReservedToken(token) || isWord(token, "where")) return null;
  return { text: token.image, quoted: false, span: spanOf(token) };
}

function titleAt(token: Token | undefined): tree.StringNode | null {
  return token?.value?.kind === "string" ? { value: token.value.value, span: spanOf(token) } : null;
}

function modifiersOf(tokens: readonly Token[]): tree.CriterionDeclaration["modifiers"] {
  return tokens
    .slice(2)
    .filter((token) => isWord(token, "exhaustive", "ordered", "overlapping"))
    .map((token) => ({ kind: token.image as tree.CriterionModifier, span: spanOf(token) }));
}
