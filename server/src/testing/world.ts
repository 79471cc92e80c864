import { CancellationToken, type Location, type Range, type WorkspaceEdit } from "vscode-languageserver";
import type { FeatureContext } from "../features/feature.js";
import { features } from "../features/registry.js";
import type { PositionEncoding } from "../program/places.js";
import type { SampleView } from "../program/view.js";
import { applyEdit } from "./apply-edit.js";
import { ABLE_CLIENT, featureContext, type MarkedProgram, programView } from "./view.js";

/** A way in which the same program may lie before the server. */
export interface Circumstances {
  readonly crlf?: boolean;
  /** Whether it has been proved already: else it is being proved. */
  readonly proved?: boolean;
  readonly encoding?: PositionEncoding;
  /** The folder of the program: a normal URI. */
  readonly root?: string;
  /** How the client spells the URI of a file that the server spells so. */
  readonly spelled?: (uri: string) => string;
  /** What stands in every `.seg` file before the program, and behind it. `number`: other for each file. */
  readonly before?: (number: number) => string;
  readonly behind?: (number: number) => string;
}

/**
 * A program of several files under some circumstances. Features are asked by their methods, as a client asks them; what they answer
 * is told by the lines of the program with marks in them, so that the same is expected whatever stands before these lines.
 */
export class World {
  readonly marked: MarkedProgram;
  readonly context: FeatureContext;
  readonly #spelled: (uri: string) => string;

  constructor(
    files: Readonly<Record<string, string>>,
    sample: SampleView,
    { crlf = false, proved = true, encoding = "utf-16", root = "file:///work/shop", ...how }: Circumstances,
  ) {
    const { before = () => "", behind = () => "" } = how;
    const source = Object.entries(files)
      .map(([path, text], number) => {
        const own = path.endsWith(".seg") ? `${before(number)}${text}${behind(number)}` : text;
        return `//- ${path}\n${own}`;
      })
      .join("");
    const settings = { hints: { criterion: true, share: true } };
    this.marked = programView(source, { prove: proved, crlf, encoding, root, sample, settings });
    this.#spelled = how.spelled ?? ((uri) => uri);
    const client = { ...ABLE_CLIENT, workspace: { ...ABLE_CLIENT.workspace, textDocumentContent: {} } };
    this.context = { ...featureContext(client), token: CancellationToken.None };
  }

  /** What a feature or a command answers. */
  async ask<R>(method: string, params: unknown): Promise<R> {
    const feature = features.find((each) => (each.kind === "command" ? each.command : each.method) === method);
    const { view } = this.marked;
    if (feature === undefined) throw new Error(`Nobody answers ${method}`);
    if (feature.kind === "command")
      return (await feature.handle(view, params as readonly unknown[], this.context)) as R;
    if (feature.kind === "workspace") return (await feature.handle([view], params, this.context)) as R;
    const uri = feature.documentOf(params);
    if (uri === null || !this.#uris().includes(uri)) throw new Error(`${method} names no document: ${uri}`);
    return (await feature.handle(view, params, this.context)) as R;
  }

  #uris(): readonly string[] {
    return [...this.marked.view.files.values()].flatMap(({ uri }) => [uri, this.#spelled(uri)]);
  }

  document(path: string) {
    return { uri: this.#spelled(this.marked.uriOf(path)) };
  }

  /** The place of `│` in a piece of text that stands in the file once. */
  at(path: string, piece: string) {
    const { start } = this.#find(path, piece.replace("│", ""));
    const position = this.#text(path).places.position(start + piece.indexOf("│"));
    return { textDocument: this.document(path), position };
  }

  /** The range of a piece of text that stands in the file once. */
  range(path: string, piece: string) {
    return { textDocument: this.document(path), range: this.#text(path).places.range(this.#find(path, piece)) };
  }

  /** The file's lines that a range touches, the range marked. */
  shown(uri: string, range: Range): string {
    const all = [...this.marked.view.files.values(), ...this.marked.view.others.values()];
    const file = all.find((each) => each.uri === uri);
    if (file === undefined) throw new Error(`No file is called ${uri}`);
    const { text, places } = file;
    const { start, end } = places.span(range);
    // There and back, as it is a place in the client's encoding.
    if (JSON.stringify(places.range({ start, end })) !== JSON.stringify(range)) throw new Error(`No place: ${start}`);
    const first = text.lastIndexOf("\n", start - 1) + 1;
    const last = text.indexOf("\n", end);
    const line = `${text.slice(first, start)}⟦${text.slice(start, end)}⟧${text.slice(end, last < 0 ? text.length : last)}`;
    return `${file.path}: ${line.replaceAll("\r\n", "\n").trim()}`;
  }

  shownAll(locations: readonly Location[]): readonly string[] {
    return locations.map(({ uri, range }) => this.shown(uri, range));
  }

  shownIn(path: string, ranges: readonly Range[]): readonly string[] {
    return ranges.map((range) => this.shown(this.marked.uriOf(path), range).slice(path.length + 2));
  }

  /** The lines that an edit writes, and the line ends that they have. */
  written(edit: WorkspaceEdit): readonly string[] {
    return Object.entries(applyEdit(this.marked, edit)).flatMap(([path, text]) => this.#newLines(path, text));
  }

  /** As `written`, of the edits of one file. */
  writtenIn(
    path: string,
    edits: readonly { readonly range: Range; readonly newText: string }[] | null,
  ): readonly string[] {
    if (edits === null) return ["nothing"];
    const { version } = this.#text(path);
    const textDocument = { uri: this.marked.uriOf(path), version };
    return this.written({ documentChanges: [{ textDocument, edits: [...edits] }] });
  }

  #newLines(path: string, text: string): readonly string[] {
    const { text: before } = this.#text(path);
    const ends = (of: string) => new Set(of.match(/\r?\n/g) ?? []);
    const strange = [...ends(text)].filter((end) => !ends(before).has(end));
    if (strange.length > 0) throw new Error(`Other line ends are written into ${path}`);
    const old = new Set(before.split(/\r?\n/));
    return text
      .split(/\r?\n/)
      .filter((line) => !old.has(line))
      .map((line) => `${path}: ${line.trim()}`);
  }

  #find(path: string, piece: string): { readonly start: number; readonly end: number } {
    const { text } = this.#text(path);
    const start = text.indexOf(piece);
    if (start < 0 || text.indexOf(piece, start + 1) >= 0) throw new Error(`${piece} does not stand once in ${path}`);
    return { start, end: start + piece.length };
  }

  #text(path: string) {
    const found = this.marked.view.files.get(path) ?? this.marked.view.others.get(path);
    if (found === undefined) throw new Error(`No file ${path}`);
    return found;
  }
}
