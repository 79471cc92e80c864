import {
  analyseProgram,
  type ListFileResult,
  type ProgramInput,
  proveProgram,
  reportFindings,
} from "@seg-lang/language";
import {
  CancellationToken,
  type ClientCapabilities,
  type Location,
  type Position,
  type Range,
  type TextDocumentPositionParams,
} from "vscode-languageserver";
import type { FeatureContext } from "../features/feature.js";
import { fileView } from "../program/file-view.js";
import { locationOf, type PositionEncoding, TextPlaces, textOf } from "../program/places.js";
import { encodedUri, joinedUri } from "../program/uris.js";
import type { EditorSettings, FileView, ProgramView, SampleView, TextView } from "../program/view.js";
import { DEFAULT_SETTINGS } from "../workspace/settings.js";
import { readMarks, splitFiles, writeMarks } from "./markers.js";

export interface ViewOptions {
  /** Prove the program, too: else `view.proofs` is null. */
  readonly prove?: boolean;
  readonly settings?: Partial<EditorSettings>;
  readonly sample?: SampleView;
  readonly encoding?: PositionEncoding;
  /** Write every line end as `\r\n`. */
  readonly crlf?: boolean;
  /** The folder that the files lie in: a normal URI. */
  readonly root?: string;
  /** The version that every `.seg` file is open at; null: none is open. */
  readonly version?: number | null;
}

/** A program made of marked texts, and what was marked. */
export interface MarkedProgram {
  readonly view: ProgramView;
  /** The file of the cursor, its URI, and where it stands there: errors where no text has one. */
  readonly path: string;
  readonly uri: string;
  readonly offset: number;
  readonly position: Position;
  /** What requests about a position are asked with. */
  readonly at: TextDocumentPositionParams;
  /** What was marked by `⟦…⟧`, in the order of the files and their text. */
  readonly ranges: readonly Location[];
  /** A file with marks around ranges, to be compared with the text of the test: `marked("main.seg", found)`. */
  marked(path: string, ranges: readonly Range[]): string;
  uriOf(path: string): string;
  rangeOf(path: string, span: { readonly start: number; readonly end: number }): Range;
}

/**
 * A view from texts, as the server would make it, without server: `│` is the cursor, `⟦…⟧` marks what is expected, a line
 * `//- name` begins a file (`.seg`, `seg.json`, or a list file); without one, all is `main.seg`.
 */
export function programView(source: string, options: ViewOptions = {}): MarkedProgram {
  const { encoding = "utf-16", version = 1, root = "file:///work/shop" } = options;
  const texts = new Map<string, string>();
  const spans: { path: string; start: number; end: number }[] = [];
  let cursor: { path: string; offset: number } | null = null;
  for (const [path, marked] of splitFiles(source)) {
    const read = readMarks(options.crlf ? marked.replace(/\r?\n/g, "\r\n") : marked);
    texts.set(path, read.text);
    for (const range of read.ranges) spans.push({ path, ...range });
    if (read.cursor !== null) {
      if (cursor !== null) throw new Error("Two cursors");
      cursor = { path, offset: read.cursor };
    }
  }
  const program = analyseProgram(inputOf(texts));
  const proofs = options.prove ? proveProgram(program) : null;
  const uriOf = (path: string) => encodedUri(`${root}/${path}`);
  const files = new Map<string, FileView>();
  for (const syntax of program.files) {
    const { path, text } = syntax;
    files.set(path, fileView({ path, uri: uriOf(path), version, syntax, places: new TextPlaces(text, encoding) }));
  }
  const others = new Map<string, TextView>();
  for (const [path, text] of texts) {
    if (!files.has(path)) {
      others.set(path, { path, uri: uriOf(path), version: null, text, places: new TextPlaces(text, encoding) });
    }
  }
  const view: ProgramView = {
    root,
    program,
    proofs,
    diagnostics: proofs === null ? program.diagnostics : reportFindings(program, proofs.diagnostics),
    files,
    others,
    sample: options.sample ?? null,
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
  };
  const placesIn = (path: string) => {
    const text = textOf(view, path);
    if (text === null) throw new Error(`No file ${path}`);
    return text.places;
  };
  const pointed = () => {
    if (cursor === null) throw new Error("No cursor");
    return cursor;
  };
  return {
    view,
    get path() {
      return pointed().path;
    },
    get uri() {
      return uriOf(pointed().path);
    },
    get offset() {
      return pointed().offset;
    },
    get position() {
      return placesIn(pointed().path).position(pointed().offset);
    },
    get at() {
      return { textDocument: { uri: this.uri }, position: this.position };
    },
    ranges: spans.map(({ path, start, end }) => locationOf(view, { file: path, span: { start, end } })!),
    marked: (path, ranges) => {
      const places = placesIn(path);
      return writeMarks(
        places.text,
        ranges.map((range) => places.span(range)),
      );
    },
    uriOf,
    rangeOf: (path, span) => placesIn(path).range(span),
  };
}

function inputOf(texts: ReadonlyMap<string, string>): ProgramInput {
  const config = texts.get("seg.json");
  return {
    files: [...texts].filter(([path]) => path.endsWith(".seg")).map(([path, text]) => ({ path, text })),
    config: config === undefined ? null : { path: "seg.json", text: config },
    readList(fromFile, path): ListFileResult {
      const folder = fromFile.split("/").slice(0, -1).join("/");
      const found = joinedUri(`file:///${folder}`, path)?.slice("file:///".length);
      if (found === undefined) return { kind: "outside" };
      const text = texts.get(found);
      return text === undefined ? { kind: "absent" } : { kind: "text", path: found, text };
    },
  };
}

/** A client that can do everything, as VS Code can. */
export const ABLE_CLIENT: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    workspaceEdit: {
      documentChanges: true,
      changeAnnotationSupport: {},
      resourceOperations: ["create", "rename", "delete"],
    },
    configuration: true,
    workspaceFolders: true,
  },
  textDocument: {
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: ["markdown", "plaintext"],
        labelDetailsSupport: true,
        insertReplaceSupport: true,
        resolveSupport: { properties: ["documentation", "detail", "additionalTextEdits"] },
      },
      completionList: { itemDefaults: ["commitCharacters", "editRange", "insertTextFormat", "data"] },
    },
    hover: { contentFormat: ["markdown", "plaintext"] },
    signatureHelp: {
      signatureInformation: { documentationFormat: ["markdown", "plaintext"], activeParameterSupport: true },
    },
    definition: { linkSupport: true },
    typeDefinition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: {
      codeActionLiteralSupport: {
        codeActionKind: { valueSet: ["", "quickfix", "refactor", "source", "source.fixAll"] },
      },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ["edit"] },
    },
    rename: { prepareSupport: true, honorsChangeAnnotations: true },
    publishDiagnostics: {
      relatedInformation: true,
      codeDescriptionSupport: true,
      dataSupport: true,
      versionSupport: true,
    },
  },
};

/** What features are called with in tests. */
export function featureContext(client: ClientCapabilities = ABLE_CLIENT): FeatureContext {
  const memories = new Map<string, Map<string, unknown>>();
  return {
    client,
    token: CancellationToken.None,
    sample: null,
    snippets: client.textDocument?.completion?.completionItem?.snippetSupport === true,
    reference: null,
    memoryOf(uri) {
      const memory = memories.get(uri) ?? new Map<string, unknown>();
      memories.set(uri, memory);
      return memory;
    },
  };
}
