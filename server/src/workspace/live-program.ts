import {
  analyseProgram,
  CONFIGURATION_NAME,
  createProofMemory,
  type Diagnostic,
  findRule,
  glanceAtProgram,
  type ListFileResult,
  type Program,
  type ProgramInput,
  type ProofMemory,
  type Proofs,
  proveGradually,
  reportFindings,
} from "@seg-lang/language";
import { fileView } from "../program/file-view.js";
import { TextPlaces } from "../program/places.js";
import { encodedUri, folderOf, joinedUri, pathBelow } from "../program/uris.js";
import type { EditorSettings, FileView, ProgramView, SampleView, TextView } from "../program/view.js";
import type { Documents } from "./documents.js";
import type { ProgramPlace } from "./layout.js";
import { changeBetween, movedFindings, type TextChange } from "./moved.js";
import type { Texts } from "./texts.js";

/** What a program reads of the workspace around it. */
export interface Surroundings {
  readonly documents: Documents;
  readonly texts: Texts;
}

/** One analysis after another. */
interface Analysed {
  readonly program: Program;
  /** The list files that it asked for: normal URIs, by path. */
  readonly lists: ReadonlyMap<string, string>;
  /** `.seg` files and `seg.json` that could not be read: then nothing else is reported, as on the command line. */
  readonly unreadable: readonly Diagnostic[];
}

/** So much text (characters) besides what is open, and it takes a while to read. */
const MUCH_TEXT = 50_000;

/**
 * A program that lives with its texts: analysed again where something has changed since, proved in slices, its findings
 * in two waves. What the check finds comes at once, with what the proofs had found before where its text still stands;
 * then what they find now.
 */
export class LiveProgram {
  #place: ProgramPlace;
  readonly #around: Surroundings;
  #analysed: Analysed | null = null;
  #isStale = true;
  #proofs: Proofs | null = null;
  #proving: Generator<void, Proofs, void> | null = null;
  #wantsProof = false;
  #hasBeenProved = false;
  #wasSaved = false;
  readonly #memory: ProofMemory = createProofMemory();
  /** What is shown only because of proofs, of this version or one before it. */
  #proved: readonly Diagnostic[] = [];
  /** The texts in which that stands. */
  #provedIn: ProgramInput | null = null;
  /** Null where it has not been asked for since the last analysis. */
  #shown: readonly Diagnostic[] | null = null;
  #view: ProgramView | null = null;
  #places = new Map<string, TextPlaces>();
  #sample: SampleView | null = null;
  #settings: EditorSettings;

  constructor(place: ProgramPlace, settings: EditorSettings, around: Surroundings) {
    this.#place = place;
    this.#settings = settings;
    this.#around = around;
  }

  get place(): ProgramPlace {
    return this.#place;
  }

  /** Its files have changed: another one has come, or one has gone. */
  set place(place: ProgramPlace) {
    const before = this.#place;
    this.#place = place;
    const isSame =
      before.config === place.config &&
      before.files.length === place.files.length &&
      before.files.every(({ uri }, index) => uri === place.files[index]!.uri);
    if (!isSame) this.touch();
  }

  get settings(): EditorSettings {
    return this.#settings;
  }

  set settings(settings: EditorSettings) {
    const { prove } = this.#settings;
    this.#settings = settings;
    this.#view = null;
    if (settings.prove === prove) return;
    if (settings.prove === "off") this.#dropProofs();
    else if (this.#proofs === null) this.#wantsProof = true;
  }

  set sample(sample: SampleView | null) {
    this.#sample = sample;
    this.#view = null;
  }

  /** Whether a file is one that it reads. */
  reads(uri: string): boolean {
    return this.reading.includes(uri);
  }

  /** All that it reads, as normal URIs. */
  get reading(): readonly string[] {
    const { files, config } = this.#place;
    return [
      ...files.map(({ uri }) => uri),
      ...(config === null ? [] : [config]),
      ...(this.#analysed?.lists.values() ?? []),
    ];
  }

  /** The list files that it reads, or would read if they were there: normal URIs. */
  get lists(): readonly string[] {
    return [...(this.#analysed?.lists.values() ?? [])];
  }

  /** Something that it reads has changed. A proof under way is given up. */
  touch(): void {
    this.#isStale = true;
    this.#view = null;
    this.#stopProving();
  }

  get isStale(): boolean {
    return this.#isStale;
  }

  get isProving(): boolean {
    return this.#wantsProof || this.#proving !== null;
  }

  /** Null before the first analysis. */
  get program(): Program | null {
    return this.#analysed?.program ?? null;
  }

  /** The normal URI of a file that it reads, by its path. */
  uriOf(path: string): string | null {
    const { files, config } = this.#place;
    if (path === CONFIGURATION_NAME && config !== null) return config;
    return files.find((file) => file.path === path)?.uri ?? this.#analysed?.lists.get(path) ?? null;
  }

  get proofs(): Proofs | null {
    return this.#proofs;
  }

  /** What the editor is to show. */
  get shown(): readonly Diagnostic[] {
    this.#shown ??= this.#analysed === null ? [] : this.#inFirstWave(this.#analysed);
    return this.#shown;
  }

  /** Proves on the next occasion, where the user wants proofs at such occasions at all. */
  saved(): void {
    if (this.#settings.prove !== "save") return;
    if (this.#isStale) this.#wasSaved = true;
    else if (this.#proofs === null) this.#wantsProof = true;
  }

  /**
   * A first look at a large program: `shown` and `view` then tell of its open documents, of which the paths are returned, and of
   * nothing else. Null where it would save nobody time: there is little else, or it has been looked at before.
   */
  async glance(): Promise<ReadonlySet<string> | null> {
    if (this.#analysed !== null) return null;
    const { documents, texts } = this.#around;
    const { files } = this.#place;
    const open = new Set(files.flatMap(({ uri, path }) => (documents.get(uri) === undefined ? [] : [path])));
    if (open.size === 0 || open.size === files.length) return null;
    await this.#loadFiles();
    const others = files.filter(({ path }) => !open.has(path)).map(({ uri }) => texts.get(uri));
    const length = others.reduce((sum, found) => sum + (found?.kind === "text" ? found.text.length : 0), 0);
    if (length < MUCH_TEXT) return null;
    await this.#analyse((input, previous) => {
      const { program, diagnostics } = glanceAtProgram(input, open, previous);
      this.#shown = diagnostics;
      return program;
    });
    return this.#analysed!.unreadable.length > 0 ? null : open;
  }

  /** Reads and analyses what has changed since the last time. */
  async settle(): Promise<void> {
    if (!this.#isStale) return;
    this.#stopProving();
    await this.#loadFiles();
    await this.#analyse(analyseProgram);
    this.#isStale = false;
    this.#view = null;
    this.#proofs = null;
    this.#forgetPlaces();
    this.#shown = null;
    this.#wantsProof = this.#isProofWanted();
    this.#wasSaved = false;
  }

  async #loadFiles(): Promise<void> {
    const { files, config } = this.#place;
    await this.#around.texts.load([...files.map(({ uri }) => uri), ...(config === null ? [] : [config])]);
  }

  /** Again and again, until every list file that is asked for has been read. */
  async #analyse(analyse: (input: ProgramInput, previous: Program | undefined) => Program): Promise<void> {
    for (;;) {
      const lists = new Map<string, string>();
      const missing = new Set<string>();
      const { input, unreadable } = this.#input(lists, missing);
      const program = analyse(input, this.#analysed?.program);
      this.#analysed = { program, lists, unreadable };
      if (missing.size === 0) return;
      await this.#around.texts.load(missing, this.#place.root);
    }
  }

  #isProofWanted(): boolean {
    const { prove } = this.#settings;
    return prove === "change" || (prove === "save" && (this.#wasSaved || !this.#hasBeenProved));
  }

  /**
   * Goes on proving until the deadline (milliseconds of `performance.now`). Returns whether the proofs came to their end: then
   * `shown` is the second wave.
   */
  prove(deadline: number): boolean {
    const analysed = this.#analysed;
    if (analysed === null || this.#isStale || !this.isProving) return false;
    this.#wantsProof = false;
    this.#proving ??= proveGradually(analysed.program, { memory: this.#memory });
    for (;;) {
      const step = this.#proving.next();
      if (step.done === true) {
        this.#take(analysed, step.value);
        return true;
      }
      if (performance.now() >= deadline) return false;
    }
  }

  /** The program as features see it; to be asked for only after `settle`. Not to be kept. */
  view(): ProgramView {
    this.#view ??= this.#makeView();
    return this.#view;
  }

  #take(analysed: Analysed, proofs: Proofs): void {
    this.#proving = null;
    this.#proofs = proofs;
    this.#hasBeenProved = true;
    this.#view = null;
    if (analysed.unreadable.length > 0) return;
    const { program } = analysed;
    const second = reportFindings(program, proofs.diagnostics);
    this.#proved = besides(program.diagnostics, second);
    this.#provedIn = program.input;
    this.#shown = second;
  }

  #inFirstWave({ program, unreadable }: Analysed): readonly Diagnostic[] {
    const { input, diagnostics } = program;
    const before = this.#provedIn;
    this.#provedIn = input;
    if (unreadable.length > 0) {
      this.#proved = [];
      return unreadable;
    }
    if (before !== null && this.#proved.length > 0) {
      this.#proved = movedFindings(this.#proved, changesBetween(before, input));
    }
    return [...diagnostics, ...besides(diagnostics, this.#proved)];
  }

  #stopProving(): void {
    // It reads the program as it was, which the next analysis takes over.
    this.#proving?.return(undefined as never);
    this.#proving = null;
    this.#wantsProof = false;
  }

  #dropProofs(): void {
    this.#stopProving();
    this.#proofs = null;
    this.#proved = [];
    this.#shown = null;
  }

  #input(lists: Map<string, string>, missing: Set<string>): { input: ProgramInput; unreadable: readonly Diagnostic[] } {
    const { files, config, root } = this.#place;
    const unreadable: Diagnostic[] = [];
    const read = (uri: string, path: string) => {
      const found = this.#around.texts.get(uri);
      if (found?.kind === "text") return [{ path, text: found.text }];
      // One that is gone has been seen by the layout, or soon will be.
      if (found?.kind === "unreadable") unreadable.push(unreadableFile(path, found.reason));
      return [];
    };
    const readList = (fromFile: string, path: string): ListFileResult => {
      // A document that was never saved lies in no folder.
      if (!root.includes("://")) return { kind: "absent" };
      const uri = joinedUri(folderOf(`${root}/${fromFile}`), path);
      if (uri === root) return { kind: "unreadable", reason: "it is a folder" };
      const inside = uri === null ? null : pathBelow(root, uri);
      if (uri === null || inside === null) return { kind: "outside" };
      lists.set(inside, uri);
      const found = this.#around.texts.get(uri);
      if (found === undefined) missing.add(uri);
      if (found === undefined) return { kind: "absent" };
      return found.kind === "text" ? { ...found, path: inside } : found;
    };
    const seg = files.flatMap(({ uri, path }) => read(uri, path));
    const settings = config === null ? null : (read(config, CONFIGURATION_NAME)[0] ?? null);
    return { input: { files: seg, config: settings, readList }, unreadable };
  }

  #makeView(): ProgramView {
    const { program, lists } = this.#analysed!;
    const uris = new Map(this.#place.files.map(({ uri, path }) => [path, uri]));
    const files = new Map<string, FileView>();
    for (const syntax of program.files) {
      files.set(syntax.path, fileView({ ...this.#known(syntax.path, uris.get(syntax.path)!, syntax.text), syntax }));
    }
    const others = new Map<string, TextView>();
    if (program.input.config !== null) {
      const { path, text } = program.input.config;
      others.set(path, { ...this.#known(path, this.#place.config!, text), text });
    }
    for (const [path, uri] of lists) {
      const found = this.#around.texts.get(uri);
      if (found?.kind === "text") others.set(path, { ...this.#known(path, uri, found.text), text: found.text });
    }
    const findings = () => this.shown;
    return {
      root: this.#place.root,
      program,
      proofs: this.#proofs,
      // Not every request asks for them.
      get diagnostics() {
        return findings();
      },
      files,
      others,
      sample: this.#sample,
      settings: this.#settings,
    };
  }

  #known(path: string, uri: string, text: string) {
    const open = this.#around.documents.get(uri);
    let places = this.#places.get(uri);
    if (places?.text !== text) {
      places = new TextPlaces(text, this.#around.documents.encoding);
      this.#places.set(uri, places);
    }
    return { path, uri: open?.uri ?? encodedUri(uri), version: open?.version ?? null, places };
  }

  #forgetPlaces(): void {
    const reading = new Set(this.reading);
    for (const uri of this.#places.keys()) if (!reading.has(uri)) this.#places.delete(uri);
  }
}

/** By file; one that is gone is null. Of those only that were there before. */
function changesBetween(before: ProgramInput, now: ProgramInput): ReadonlyMap<string, TextChange | null> {
  const changes = new Map<string, TextChange | null>();
  const texts = textsOf(now);
  for (const [path, text] of textsOf(before)) {
    const after = texts.get(path);
    if (after === undefined) changes.set(path, null);
    else if (after !== text) changes.set(path, changeBetween(text, after));
  }
  return changes;
}

function textsOf({ files, config }: ProgramInput): ReadonlyMap<string, string> {
  return new Map([...files, ...(config === null ? [] : [config])].map(({ path, text }) => [path, text]));
}

/** Those of `findings` that are none of `first`. */
function besides(first: readonly Diagnostic[], findings: readonly Diagnostic[]): readonly Diagnostic[] {
  if (first.length === 0) return findings;
  const byStart = new Map<number, Diagnostic[]>();
  for (const finding of first) {
    const { start } = finding.location.span;
    const here = byStart.get(start);
    if (here === undefined) byStart.set(start, [finding]);
    else here.push(finding);
  }
  return findings.filter(
    (finding) => byStart.get(finding.location.span.start)?.some((one) => saysTheSame(one, finding)) !== true,
  );
}

function saysTheSame(one: Diagnostic, other: Diagnostic): boolean {
  return (
    one.code === other.code &&
    one.location.file === other.location.file &&
    one.location.span.start === other.location.span.start &&
    one.location.span.end === other.location.span.end &&
    one.message === other.message
  );
}

function unreadableFile(path: string, reason: string): Diagnostic {
  const rule = findRule("file-unreadable")!;
  const message = (rule.message as (parameters: { path: string; reason: string }) => string)({ path, reason });
  return {
    code: rule.code,
    rule: rule.name,
    severity: rule.severity,
    message,
    location: { file: path, span: { start: 0, end: 0 } },
    related: [],
    fixes: [],
    unnecessary: false,
  };
}
