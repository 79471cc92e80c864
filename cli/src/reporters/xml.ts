export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children?: readonly (XmlElement | string)[];
}

/** A document in XML 1.0. Characters that XML cannot hold at all, not even escaped, are written `\u0007`. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, "")}\n`;
}

function element({ name, attributes, children = [] }: XmlElement, indent: string): string {
  const listed = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`);
  const open = `${indent}<${name}${listed.join("")}`;
  if (children.length === 0) return `${open}/>`;
  const [only] = children;
  if (children.length === 1 && typeof only === "string") return `${open}>${escapeText(only)}</${name}>`;
  const inner = children.map((child) =>
    typeof child === "string" ? escapeText(child) : element(child, `${indent}  `),
  );
  return `${open}>\n${inner.join("\n")}\n${indent}</${name}>`;
}

/** https://www.w3.org/TR/xml/#charsets */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

function escapeText(text: string): string {
  return text
    .replace(FORBIDDEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");
}

/** Line ends and tabs are kept only as references: a parser turns bare ones in attributes into blanks. */
function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}
