import type { Unparsed } from "../condition/model.js";
import { isInside, type Span } from "../source/source.js";
import { tokensOf } from "../syntax/parse.js";
import { isName, isWord, LeftBrace, RightBrace, spanOf, type Token } from "../syntax/tokens.js";
import type { CriterionDeclaration, Declaration, SyntaxFile } from "../syntax/tree.js";
import { declarationWords } from "../syntax/words.js";
import { nearestName } from "../values/nearest.js";

/**
 * The parts that syntax errors are confined to. Where an error may have swallowed another declaration (its word is misspelt,
 * a brace is missing), or says nothing of where it belongs, it is in none of them.
 */
export function unparsedParts(files: readonly SyntaxFile[]): readonly Unparsed[] {
  const found: Unparsed[] = [];
  for (const file of files) {
    const errors = file.diagnostics.filter(({ severity }) => severity === "error").map(({ location }) => location.span);
    if (errors.length === 0) continue;
    for (const declaration of file.declarations) {
      const own = errors.filter((error) => isInside(error, declaration.span));
      if (own.length > 0) found.push(...partsOf(declaration, own, file));
    }
  }
  return found;
}

function partsOf(declaration: Declaration, errors: readonly Span[], file: SyntaxFile): readonly Unparsed[] {
  const at = (span: Span) => ({ file: file.path, span });
  switch (declaration.kind) {
    case "customer":
    case "require":
      return [];
    case "criterion":
      return partsOfCriterion(declaration, errors, file);
    case "segment": {
      const { kind, name, by, span } = declaration;
      // Without a criterion that could be read it may have been meant for any.
      if (name === null || (by === null && isAnyErrorBeforeWhere(span, errors, file))) return [];
      if (mayHideDeclaration(declaration, file)) return [];
      return [{ kind, name: name.text, criterion: by?.text ?? null, declaration: at(span) }];
    }
    default:
      if (mayHideDeclaration(declaration, file)) return [];
      return [{ kind: declaration.kind, name: "", criterion: null, declaration: at(declaration.span) }];
  }
}

function isAnyErrorBeforeWhere(segment: Span, errors: readonly Span[], file: SyntaxFile): boolean {
  const where = tokensIn(segment, file).find((token) => isWord(token, "where"));
  return where === undefined || errors.some(({ start }) => start < where.startOffset);
}

/** Whatever is lost between the braces of a criterion is the criterion's own. */
function partsOfCriterion(
  { name, body, members }: CriterionDeclaration,
  errors: readonly Span[],
  file: SyntaxFile,
): readonly Unparsed[] {
  if (name === null || body === null) return [];
  const inner = { start: body.start + 1, end: body.end - 1 };
  if (errors.some((error) => !isInside(error, inner)) || !isClosed(body, file)) return [];
  const at = (span: Span) => ({ file: file.path, span });
  const broken = members.filter(({ span }) => errors.some((error) => isInside(error, span)));
  return [
    { kind: "criterion", name: name.text, criterion: name.text, declaration: at(inner) },
    ...broken.flatMap((member): readonly Unparsed[] =>
      member.name === null
        ? []
        : [{ kind: "segment", name: member.name.text, criterion: name.text, declaration: at(member.span) }],
    ),
  ];
}

/** Its last brace closes the first: a text without an end may have swallowed it. */
function isClosed(body: Span, file: SyntaxFile): boolean {
  const tokens = tokensIn(body, file);
  return tokens.at(-1)?.tokenType === RightBrace && withoutBraces(tokens).length === 0;
}

/** Outside of its braces something stands that could be the misspelt beginning of the next declaration. */
function mayHideDeclaration({ span }: Declaration, file: SyntaxFile): boolean {
  const tokens = tokensIn(span, file);
  const column = span.start - (file.text.lastIndexOf("\n", span.start - 1) + 1);
  return withoutBraces(tokens)
    .slice(1)
    .some((token) => {
      if (!isName(token)) return false;
      const indent = indentOf(spanOf(token).start, file.text);
      const isOutdented = indent !== null && indent <= column;
      return isOutdented || nearestName(token.image, declarationWords) !== null;
    });
}

/** Without what stands in braces that are closed. */
function withoutBraces(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  let open: number[] = [];
  for (const token of tokens) {
    if (token.tokenType === LeftBrace) open.push(kept.length);
    kept.push(token);
    if (token.tokenType !== RightBrace) continue;
    const start = open.at(-1);
    if (start === undefined) continue;
    kept.length = start;
    open = open.slice(0, -1);
  }
  return kept;
}

function tokensIn({ start, end }: Span, file: SyntaxFile): readonly Token[] {
  return tokensOf(file).filter(({ startOffset }) => start <= startOffset && startOffset < end);
}

/** How many blanks stand before on the line; null where anything else does. Looks no further back than that. */
function indentOf(offset: number, text: string): number | null {
  let start = offset;
  while (start > 0 && text[start - 1] !== "\n") {
    if (!/\s/u.test(text[start - 1]!)) return null;
    start -= 1;
  }
  return offset - start;
}
