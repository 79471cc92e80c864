import {
  analyseProgram,
  CONFIGURATION_NAME,
  createProofMemory,
  type Diagnostic,
  glanceAtProgram,
  type Program,
  type ProgramInput,
  type ProofMemory,
  type Proofs,
  proveGradually,
  readAhead,
} from "@seg-lang/language";
import { fileView } from "../program/file-view.js";
import { TextPlaces } from "../program/places.js";
import { encodedUri } from "../program/uris.js";
import type { EditorSettings, FileView, ProgramView, SampleView, TextView } from "../program/view.js";
import type { Documents } from "./documents.js";
import type { ProgramPlace } from "./layout.js";
import { type ProgramReading, readProgram } from "./program-reading.js";
import type { Texts } from "./texts.js";
import { TwoWaves } from "./two-waves.js";

/** What a program reads of the workspace around it. */
export interface Surroundings {
  readonly documents: Documents;
  readonly texts: Texts;
}

/** One analysis after another. */
interface Analysed {
  readonly program: Program;
  readonly reading: ProgramReading;
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
  /** Not before the first whole analysis: a glance leaves much out. */
  #hasBeenChecked = false;
  readonly #memory: ProofMemory = createProofMemory();
  readonly #waves = new TwoWaves();
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
      ...(this.#analysed?.reading.lists.values() ?? []),
    ];
  }

  /** The list files that it reads, or would read if they were there: normal URIs. */
  get lists(): readonly string[] {
    return [...(this.#analysed?.reading.lists.values() ?? [])];
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
    return files.find((file) => file.path === path)?.uri ?? this.#analysed?.reading.lists.get(path) ?? null;
  }

  get proofs(): Proofs | null {
    return this.#proofs;
  }

  /** What the editor is to show. */
  get shown(): readonly Diagnostic[] {
    if (this.#analysed === null) return [];
    const { program, reading } = this.#analysed;
    this.#shown ??= this.#waves.first(program, reading.unreadable);
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
    return this.#analysed!.reading.unreadable.length > 0 ? null : open;
  }

  /** Reads and analyses what has changed since the last time. */
  async settle(): Promise<void> {
    if (!this.#isStale) return;
    this.#stopProving();
    await this.#loadFiles();
    await this.#analyse(analyseProgram);
    this.#isStale = false;
    this.#hasBeenChecked = true;
    this.#view = null;
    this.#proofs = null;
    this.#forgetPlaces();
    this.#shown = null;
    this.#wantsProof = this.#isProofWanted();
    this.#wasSaved = false;
  }

  /**
   * Reads what has changed since the last time, where that is enough to know what can be written at a place: then `view` may be
   * asked for such answers, though the program is still stale. Where it returns false, `settle` is what helps.
   */
  async readAhead(): Promise<boolean> {
    if (!this.#isStale) return true;
    if (this.#analysed === null || !this.#hasBeenChecked) return false;
    this.#stopProving();
    await this.#loadFiles();
    const { program: before, reading } = this.#analysed;
    const { input, unreadable } = readProgram(this.#place, this.#around.texts);
    const { program, namesStand } = readAhead(input, before);
    this.#analysed = { program, reading };
    this.#view = null;
    return namesStand && unreadable.length === 0 && reading.unreadable.length === 0;
  }

  async #loadFiles(): Promise<void> {
    const { files, config } = this.#place;
    await this.#around.texts.load([...files.map(({ uri }) => uri), ...(config === null ? [] : [config])]);
  }

  /** Again and again, until every list file that is asked for has been read. */
  async #analyse(analyse: (input: ProgramInput, previous: Program | undefined) => Program): Promise<void> {
    for (;;) {
      const reading = readProgram(this.#place, this.#around.texts);
      const program = analyse(reading.input, this.#analysed?.program);
      this.#analysed = { program, reading };
      if (reading.missing.size === 0) return;
      await this.#around.texts.load(reading.missing, this.#place.root);
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

  /** The program as features see it; to be asked for only after `settle`, or `readAhead`. Not to be kept. */
  view(): ProgramView {
    this.#view ??= this.#makeView();
    return this.#view;
  }

  #take(analysed: Analysed, proofs: Proofs): void {
    this.#proving = null;
    this.#proofs = proofs;
    this.#hasBeenProved = true;
    this.#view = null;
    if (analysed.reading.unreadable.length > 0) return;
    this.#shown = this.#waves.second(analysed.program, proofs.diagnostics);
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
    this.#waves.forgetProofs();
    this.#shown = null;
  }

  #makeView(): ProgramView {
    const { program, reading } = this.#analysed!;
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
    for (const [path, uri] of reading.lists) {
      const found = this.#around.texts.get(uri);
      if (found?.kind === "text") others.set(path, { ...this.#known(path, uri, found.text), text: found.text });
    }
    // What was shown a moment ago, of a program that is still to be checked.
    const findings = () => (this.#isStale ? (this.#shown ?? []) : this.shown);
    return {
      root: this.#place.root,
      program,
      proofs: this.#isStale ? null : this.#proofs,
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
