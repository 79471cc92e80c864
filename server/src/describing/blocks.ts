import type { MarkupContent, MarkupKind } from "vscode-languageserver";

/** What the editor says of something, in pieces: it is shown as Markdown or as plain text, as the client can. */
export type Block =
  /** Of the language, highlighted. */
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "plain"; readonly text: string }
  /** A sentence with code between backticks. */
  | { readonly kind: "help"; readonly text: string }
  /** What the author wrote in `///`: Markdown of their own. */
  | { readonly kind: "documentation"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly target: string };

export function code(text: string): Block {
  return { kind: "code", text };
}

export function plain(text: string): Block {
  return { kind: "plain", text };
}

export function help(text: string): Block {
  return { kind: "help", text };
}

export function documentation(text: string | null): readonly Block[] {
  return text === null || text.trim() === "" ? [] : [{ kind: "documentation", text }];
}

/** `formats`: what the client can show, its favourite first; nothing said is plain text. */
export function rendered(blocks: readonly Block[], formats: readonly MarkupKind[] | undefined): MarkupContent {
  const markdown = formats?.includes("markdown") === true && formats[0] !== "plaintext";
  return {
    kind: markdown ? "markdown" : "plaintext",
    value: blocks.flatMap((block) => (markdown ? asMarkdown(block) : asText(block))).join("\n\n"),
  };
}

function asMarkdown(block: Block): string {
  switch (block.kind) {
    case "code": {
      const longest = Math.max(2, ...[...block.text.matchAll(/`+/g)].map(([run]) => run.length));
      const fence = "`".repeat(longest + 1);
      return `${fence}seg\n${block.text}\n${fence}`;
    }
    case "plain":
      return escaped(block.text);
    case "help":
      return block.text.replace(/(`[^`]*`)|[^`]+/g, (piece, span: string | undefined) => span ?? escaped(piece));
    case "documentation":
      return block.text;
    case "link":
      return `[${block.text}](${block.target})`;
  }
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&").replace(/\r?\n/g, "  \n");
}

function asText(block: Block): readonly string[] {
  if (block.kind === "link") return [];
  return [block.kind === "help" ? block.text.replaceAll("`", "") : block.text];
}
