import { formatFile } from "../syntax/format.js";
import { parseFile } from "../syntax/parse.js";
import type { FieldProposal, Item, TypeProposal } from "./field-proposal.js";
import { commentText, textLiteral } from "./texts.js";

const COMMENT_WIDTH = 110;

/** The text of a `customer` block, laid out as `seg fmt` does. */
export function blockText(heading: string, items: readonly Item[]): string {
  const text = `${comment(heading)}customer {\n${items.map(itemText).join("")}}\n`;
  const formatted = formatFile(parseFile("customer.seg", text));
  return formatted ?? text;
}

function itemText(item: Item): string {
  return item.kind === "left-out" ? comment(item.reason) : item.doubts.map(comment).join("") + fieldText(item);
}

/** One or more lines, broken between words; code between backticks is not broken. */
function comment(sentence: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of commentText(sentence).match(/(?:`[^`]*`|[^\s`])+/g) ?? []) {
    if (line !== "" && line.length + 1 + word.length > COMMENT_WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => `// ${each}\n`).join("");
}

function fieldText(field: FieldProposal): string {
  const { name, key, optional, type, modifiers, fromRows, missing, split } = field;
  const words = [
    `${name.name}: ${typeText(type)}${optional ? "?" : ""}`,
    ...(key ? ["key"] : []),
    ...modifiers,
    ...(fromRows ? ["from rows"] : name.from === null ? [] : [`from ${textLiteral(name.from)}`]),
    ...(missing.length === 0 ? [] : [`missing [${missing.map(textLiteral).join(", ")}]`]),
    ...(split === null ? [] : [`split ${textLiteral(split)}`]),
  ];
  return `${words.join(" ")}\n`;
}

function typeText(type: TypeProposal): string {
  switch (type.kind) {
    case "scalar":
      return type.text;
    case "list":
      return `list of ${typeText(type.element)}`;
    case "record":
      return `{\n${type.items.map(itemText).join("")}}`;
  }
}
