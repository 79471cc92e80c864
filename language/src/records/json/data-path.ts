/** The keys that lead to the customers in JSON that has them inside; none where the values themselves are customers. */
export type DataPath = readonly string[];

/**
 * Reads `data.customers`; a key that holds a point stands in double quotes, and `.` is the path without keys. The habits
 * of other tools mean the same: `.data.customers[]`, `$.data.customers[*]`. Null if it is none.
 */
export function parseDataPath(text: string): DataPath | null {
  const plain = text
    .trim()
    .replace(/^\$(?=\.|\[|$)/, "")
    .replace(/\[\*?\]/g, "")
    .replace(/^\./, "");
  const keys: string[] = [];
  if (plain === "") return text.trim() === "" ? null : keys;
  const step = /("(?:[^"\\]|\\.)*"|[^".[\]]+)(\.|$)/y;
  while (step.lastIndex < plain.length) {
    const match = step.exec(plain);
    if (match === null) return null;
    const key = match[1]!.startsWith('"') ? unquoted(match[1]!) : match[1]!;
    if (key === null) return null;
    keys.push(key);
    if (match[2] === "." && step.lastIndex === plain.length) return null;
    if (match[2] === "") break;
  }
  return keys;
}

export function formatDataPath(path: DataPath): string {
  if (path.length === 0) return ".";
  return path.map((key) => (/^[^".[\]$]+$/.test(key) ? key : JSON.stringify(key))).join(".");
}

/** As it is typed after an option. */
export function typedDataPath(path: DataPath): string {
  const text = formatDataPath(path);
  return /^[\p{L}\p{M}\p{N}_.-]+$/u.test(text) ? text : `'${text}'`;
}

function unquoted(text: string): string | null {
  try {
    return JSON.parse(text) as string;
  } catch {
    return null;
  }
}
