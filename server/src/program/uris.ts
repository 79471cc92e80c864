/**
 * URIs as the editor writes them, and as the server compares them. Editors spell one file in several ways: `file:///c%3A/a`
 * and `file:///C:/a`, letters of other alphabets written out or as `%D8%A8`. A normal URI is decoded, with a small drive
 * letter: one file, one normal URI. Only what goes to the editor is encoded.
 */

/** The normal form of a URI as an editor writes it. Never throws: what cannot be decoded stays as it is. */
export function normalUri(uri: string): string {
  const { scheme, authority, path, rest } = partsOf(uri);
  return scheme + authority + smallDrive(decoded(path)) + rest;
}

/** A normal URI as editors write it: every part of the path encoded, the colon of a drive too. */
export function encodedUri(normal: string): string {
  const { scheme, authority, path, rest } = partsOf(normal);
  return scheme + authority + path.split("/").map(encodedPart).join("/") + rest;
}

/** The folder of a normal URI, without a slash at its end; of a root: itself. */
export function folderOf(normal: string): string {
  const { scheme, authority, path } = partsOf(normal);
  const cut = path.lastIndexOf("/");
  return scheme + authority + (cut <= 0 ? "" : path.slice(0, cut));
}

/** The last part of a normal URI. */
export function nameOf(normal: string): string {
  const { path } = partsOf(normal);
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The path from a folder to what lies below it, with `/`; null where it does not. Both normal. */
export function pathBelow(folder: string, normal: string): string | null {
  return normal.startsWith(`${folder}/`) ? normal.slice(folder.length + 1) : null;
}

/**
 * Joins a path to the normal URI of a folder: with `/`, it may go up by `..`, and begin at the top; in a tree of Windows also with
 * `\\`, and from a drive. Null where it leaves the tree.
 */
export function joinedUri(folder: string, path: string): string | null {
  const { scheme, authority, path: base } = partsOf(folder);
  const drive = /^\/([a-z]:)/.exec(base)?.[1] ?? null;
  const portable = drive === null ? path : path.replaceAll("\\", "/");
  if (drive !== null && /^[A-Za-z]:\//.test(portable))
    return joinedUri(smallDrive(`${scheme}${authority}/${portable.slice(0, 2)}`), portable.slice(2));
  const top = drive === null ? [] : [drive];
  const parts = portable.startsWith("/") ? top : base.split("/").filter((part) => part !== "");
  for (const part of portable.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return `${scheme}${authority}/${parts.join("/")}`;
}

/** The path on disk of a normal `file:` URI, with `/`: `/home/a`, `c:/a`, `//server/share`; null for other schemes. */
export function diskPath(normal: string): string | null {
  if (!normal.startsWith("file://")) return null;
  const rest = normal.slice("file://".length);
  if (!rest.startsWith("/")) return `//${rest}`;
  return /^\/[a-z]:/.test(rest) ? withSlash(rest.slice(1)) : rest === "" ? "/" : rest;
}

/** The normal URI of an absolute path on disk, `\` or `/` between folders. */
export function uriOfDisk(path: string): string {
  const isWindows = /^[A-Za-z]:|^\\\\/.test(path);
  const portable = (isWindows ? path.replaceAll("\\", "/") : path).replace(/(?<=.)\/+$/, "");
  if (portable.startsWith("//")) return `file:${portable}`;
  return smallDrive(`file://${portable.startsWith("/") ? "" : "/"}${portable}`);
}

function withSlash(path: string): string {
  return path.length === 2 ? `${path}/` : path;
}

interface UriParts {
  /** With its colon. */
  readonly scheme: string;
  /** With its two slashes; empty where there are none. */
  readonly authority: string;
  readonly path: string;
  /** Query and fragment, of schemes other than `file`. */
  readonly rest: string;
}

function partsOf(uri: string): UriParts {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*:)?(\/\/[^/]*)?(.*)$/s.exec(uri);
  const scheme = (match?.[1] ?? "").toLowerCase();
  const authority = match?.[2] ?? "";
  const tail = match?.[3] ?? "";
  // In a normal URI of a file, `?` and `#` are letters of its name.
  if (scheme === "file:" || scheme === "untitled:") return { scheme, authority, path: tail, rest: "" };
  const cut = tail.search(/[?#]/);
  return cut < 0
    ? { scheme, authority, path: tail, rest: "" }
    : { scheme, authority, path: tail.slice(0, cut), rest: tail.slice(cut) };
}

function smallDrive(text: string): string {
  return text.replace(
    /^((?:file:\/\/)?\/)([A-Za-z]):/,
    (_, before: string, drive: string) => `${before}${drive.toLowerCase()}:`,
  );
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** As `encodeURIComponent`, and what it leaves out though URIs reserve it. Half a surrogate pair stays as it is. */
function encodedPart(part: string): string {
  try {
    return encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch {
    return part;
  }
}
