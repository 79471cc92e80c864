import { normalUri, pathBelow } from "../program/uris.js";
import type { EditorSettings } from "../program/view.js";
import { type ContentChange, Documents } from "./documents.js";
import type { Files } from "./files.js";
import { findPrograms, type ProgramPlace, shapesPrograms } from "./layout.js";
import { LiveProgram } from "./live-program.js";
import { DEFAULT_SETTINGS } from "./settings.js";
import { Texts } from "./texts.js";

/** What the user has set: everywhere, and otherwise in some folders of the workspace (normal URIs). */
export interface WorkspaceSettings {
  readonly general: EditorSettings;
  readonly folders: ReadonlyMap<string, EditorSettings>;
}

/** What happened to a file. */
export interface FileEvent {
  readonly uri: string;
  readonly kind: "created" | "changed" | "deleted";
}

/**
 * All programs of an editor's window: of its folders, and of the files that are open besides. Events only note what has
 * changed; `settle` catches up. Who asks in between is given nothing that is out of date.
 */
export class Workspace {
  readonly documents = new Documents();
  /** Called with the normal URIs of files that were written, created or deleted. */
  onFilesChanged: ((uris: readonly string[]) => void) | null = null;
  readonly #texts: Texts;
  readonly #files: Files;
  #folders: readonly string[] = [];
  #settings: WorkspaceSettings = { general: DEFAULT_SETTINGS, folders: new Map() };
  #programs = new Map<string, LiveProgram>();
  #isLayoutStale = true;

  constructor(files: Files) {
    this.#files = files;
    this.#texts = new Texts(this.documents, files);
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  set folders(uris: readonly string[]) {
    this.#folders = [...new Set(uris.map((uri) => normalUri(uri).replace(/(?<!:\/*)\/+$/, "")))];
    this.#isLayoutStale = true;
  }

  /** What the user has set from now on. */
  apply(settings: WorkspaceSettings): void {
    this.#settings = settings;
    for (const program of this.#programs.values()) program.settings = this.#settingsOf(program.place);
  }

  /** All programs, as of the last `settle`. */
  get programs(): readonly LiveProgram[] {
    return [...this.#programs.values()];
  }

  /** Whether a `settle` would find anything to do. */
  get isSettled(): boolean {
    return !this.#isLayoutStale && this.programs.every((program) => !program.isStale);
  }

  /** The program of a document; null where there is none. As of the last `settle`. */
  programOf(uri: string): LiveProgram | null {
    const normal = normalUri(uri);
    const programs = this.programs;
    return (
      programs.find(({ place }) => place.files.some((file) => file.uri === normal)) ??
      programs.find((program) => program.reads(normal)) ??
      null
    );
  }

  open(uri: string, languageId: string, version: number, text: string): void {
    const normal = this.documents.open(uri, languageId, version, text);
    // A list or `seg.json` is looked at by the programs that read it; anything else may be a program's file, new or old.
    this.#isLayoutStale ||= languageId === "seg" && !this.#holds(normal);
    this.#touch(normal);
  }

  change(uri: string, version: number, changes: readonly ContentChange[]): void {
    const normal = this.documents.change(uri, version, changes);
    if (normal !== null) this.#touch(normal);
  }

  save(uri: string): void {
    const normal = normalUri(uri);
    for (const program of this.#programs.values()) if (program.reads(normal)) program.saved();
  }

  /** From now on the disk is asked for its text. */
  close(uri: string): void {
    const normal = this.documents.close(uri);
    this.#texts.forget(normal);
    this.#isLayoutStale = true;
    this.#touch(normal);
  }

  /** Files that were written, created or deleted, folders among them, as far as the editor tells. */
  filesChanged(events: readonly FileEvent[]): void {
    this.onFilesChanged?.(events.map(({ uri }) => normalUri(uri)));
    for (const { uri, kind } of events) {
      const normal = normalUri(uri);
      this.#texts.forget(normal);
      const isHeld = [...this.#programs.values()].some((program) => this.#concerns(program, normal));
      if (kind !== "changed" && (isHeld || shapesPrograms(normal))) this.#isLayoutStale = true;
      this.#touch(normal);
    }
  }

  /** Finds the programs anew where files have come or gone. Returns those that are no more. */
  async settleLayout(): Promise<readonly LiveProgram[]> {
    if (!this.#isLayoutStale) return [];
    this.#isLayoutStale = false;
    const open = [...this.documents.keys()].filter((uri) => this.documents.get(uri)?.languageId === "seg");
    const places = await findPrograms(this.#folders, open, this.#files);
    const before = this.#programs;
    const around = { documents: this.documents, texts: this.#texts };
    this.#programs = new Map(
      places.map((place) => {
        const known = before.get(place.id);
        if (known !== undefined) {
          known.place = place;
          known.settings = this.#settingsOf(place);
        }
        return [place.id, known ?? new LiveProgram(place, this.#settingsOf(place), around)];
      }),
    );
    return [...before].filter(([id]) => !this.#programs.has(id)).map(([, program]) => program);
  }

  /** Forgets the texts of files that no program reads any more. */
  tidy(): void {
    this.#texts.keepOnly(new Set(this.programs.flatMap(({ reading }) => reading)));
  }

  /** Those of the nearest folder around the program, or around part of it; else what holds everywhere. */
  #settingsOf({ root }: ProgramPlace): EditorSettings {
    const around = this.#folders.filter((folder) => folder === root || pathBelow(folder, root) !== null);
    const nearest = around.sort((a, b) => b.length - a.length)[0];
    const within = this.#folders.find((folder) => pathBelow(root, folder) !== null);
    const folder = nearest ?? within;
    return (folder === undefined ? undefined : this.#settings.folders.get(folder)) ?? this.#settings.general;
  }

  #holds(normal: string): boolean {
    return this.programs.some(({ place }) => place.files.some(({ uri }) => uri === normal));
  }

  #touch(normal: string): void {
    for (const program of this.#programs.values()) if (this.#concerns(program, normal)) program.touch();
  }

  /** A file that a program reads, or a folder of such files. */
  #concerns(program: LiveProgram, normal: string): boolean {
    return program.reading.some((uri) => uri === normal || pathBelow(normal, uri) !== null);
  }
}
