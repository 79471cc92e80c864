import { nameEnd } from "./characters.js";
import { alwaysCompletesOperand } from "./position.js";
import { classifyWord, isName, isWord, Text, type Token } from "./tokens.js";
import { declarationWords } from "./words.js";

/** Texts, words, numbers, brackets and the usual signs: nothing that could be a comment, a brace or a name in backticks. */
const LINE = String.raw`(?:"[^"\\\r\n]*"|[\p{L}\p{M}\p{Nd}\u200c_.,<>=+*()[\]\- \t])+`;
/** Also over further lines that go on with `and` or `or`. */
const CONDITION = new RegExp(String.raw`${LINE}(?:\r?\n[ \t]*(?:and|or)[ \t]${LINE})*(?=//|[\r\n]|$)`, "uy");
/** Also glued to a number. */
const DECLARATION = new RegExp(String.raw`(?<![A-Za-z_])(?:${[...declarationWords, "otherwise"].join("|")})\b`);
const NUMBER = /^[0-9\u06f0-\u06f9\u0660-\u0669][0-9\u06f0-\u06f9\u0660-\u0669_]*$/;
const LAST_WORD = /[\p{L}\p{M}\p{Nd}\u200c_]*$/u;

/**
 * Where the condition of a segment ends that begins at `offset`, behind the `where` that is the last of the tokens. Null where that
 * `where` is no segment's, and where more than a look at the characters would be needed to tell that the condition means nothing to
 * what follows it: with its tokens or with a name in their place, the rest of the text is cut in the same way.
 */
export function skimmedCondition(text: string, offset: number, tokens: readonly Token[]): number | null {
  if (!isBehindHead(tokens)) return null;
  CONDITION.lastIndex = offset;
  const condition = CONDITION.exec(text)?.[0].trimEnd();
  if (condition === undefined || condition === "" || condition.includes("--") || DECLARATION.test(condition))
    return null;
  return isBalanced(condition) && endsWithOperand(condition) ? offset + condition.length : null;
}

/** `segment Name "title" by Criterion where` */
function isBehindHead(tokens: readonly Token[]): boolean {
  let index = tokens.length - 2;
  if (isName(tokens[index]) && isWord(tokens[index - 1], "by")) index -= 2;
  if (tokens[index]?.tokenType === Text) index -= 1;
  return isName(tokens[index]) && isWord(tokens[index - 1], "segment");
}

function isBalanced(condition: string): boolean {
  const open: string[] = [];
  for (const [sign] of condition.matchAll(/"[^"]*"|[()[\]]/g)) {
    if (sign === "(" || sign === "[") open.push(sign === "(" ? ")" : "]");
    else if (sign.length === 1 && open.pop() !== sign) return false;
  }
  return open.length === 0;
}

function endsWithOperand(condition: string): boolean {
  const word = LAST_WORD.exec(condition)![0];
  if (word === "") return /[")\]]$/.test(condition);
  if (NUMBER.test(word)) return true;
  return nameEnd(word, 0) === word.length && alwaysCompletesOperand(classifyWord(word));
}
