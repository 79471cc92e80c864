import type { Diagnostic } from "vscode-languageserver";
import type { DiagnosticOptions } from "../diagnostics/diagnostic.js";
import { DiagnosticMemory } from "../diagnostics/memory.js";
import { encodedUri } from "../program/uris.js";
import type { Documents } from "../workspace/documents.js";
import type { LiveProgram } from "../workspace/live-program.js";

/** What the editor was told of one file, or is to be told when it asks. */
export interface FileReport {
  /** As the editor spells it. */
  readonly uri: string;
  readonly version: number | null;
  readonly items: readonly Diagnostic[];
  /** Another one for each other content. */
  readonly resultId: string;
}

interface Held extends FileReport {
  readonly owner: LiveProgram;
}

/** The diagnostics of all files, by normal URI, and what is new about them. */
export class Reports {
  readonly #held = new Map<string, Held>();
  readonly #documents: Documents;
  readonly #made = new WeakMap<LiveProgram, DiagnosticMemory>();
  #count = 0;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  get(normal: string): FileReport | undefined {
    return this.#held.get(normal);
  }

  all(): readonly FileReport[] {
    return [...this.#held.values()];
  }

  /** Takes in what a program shows now, in all files or in some (`paths`); returns those of which something is new. */
  update(
    program: LiveProgram,
    options: DiagnosticOptions,
    paths: ReadonlySet<string> | null = null,
  ): readonly FileReport[] {
    const changed: FileReport[] = [];
    const seen = new Set<string>();
    const made = this.#made.get(program) ?? new DiagnosticMemory();
    this.#made.set(program, made);
    for (const [path, items] of made.diagnosticsOf(program.view(), options)) {
      const normal = program.uriOf(path);
      if (normal === null || paths?.has(path) === false) continue;
      seen.add(normal);
      const before = this.#held.get(normal);
      const open = this.#documents.get(normal);
      const version = open?.version ?? null;
      const isSame = before !== undefined && areSame(before.items, items);
      if (isSame && before.version === version && before.owner === program) continue;
      const resultId = isSame ? before.resultId : this.#nextId();
      const held = { owner: program, uri: open?.uri ?? encodedUri(normal), version, items, resultId };
      this.#held.set(normal, held);
      // A file of which there was and is nothing to say is not spoken of, unless the editor waits for word of its version.
      if (
        items.length > 0 ||
        (before !== undefined && !isSame) ||
        (open !== undefined && version !== before?.version)
      ) {
        changed.push(held);
      }
    }
    return paths === null ? [...changed, ...this.#forget(program, seen)] : changed;
  }

  /** Forgets a program that is no more; returns its files, now without diagnostics. */
  release(program: LiveProgram): readonly FileReport[] {
    return this.#forget(program, new Set());
  }

  #nextId(): string {
    this.#count += 1;
    return String(this.#count);
  }

  #forget(program: LiveProgram, except: ReadonlySet<string>): readonly FileReport[] {
    const cleared: FileReport[] = [];
    for (const [normal, held] of this.#held) {
      if (held.owner !== program || except.has(normal)) continue;
      this.#held.delete(normal);
      const version = this.#documents.get(normal)?.version ?? null;
      const resultId = this.#nextId();
      if (held.items.length > 0) cleared.push({ uri: held.uri, version, items: [], resultId });
    }
    return cleared;
  }
}

/** What is shown of most findings is the same object as before; the texts of the others cost less to compare than to write out. */
function areSame(before: unknown, now: unknown): boolean {
  if (before === now) return true;
  if (typeof before !== "object" || typeof now !== "object" || before === null || now === null) return false;
  const keys = Object.keys(before);
  return (
    keys.length === Object.keys(now).length &&
    keys.every((key) => areSame((before as Readonly<Keyed>)[key], (now as Readonly<Keyed>)[key]))
  );
}

type Keyed = Record<string, unknown>;
