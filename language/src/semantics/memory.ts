import type { NamedList, ProgramSettings } from "../condition/model.js";
import type { CustomerSchema } from "../condition/schema.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { moveAlong } from "../syntax/moving.js";
import type { SyntaxFile } from "../syntax/tree.js";
import type { SegmentEntries, SegmentEntry } from "./criteria/arrangement.js";
import { ReadLists } from "./expressions/read-lists.js";
import type { ListFileResult, ProgramInput } from "./input.js";
import { ListDirections } from "./lists/list-directions.js";
import { LoweringMemory } from "./lowering-memory.js";
import { ModelParts } from "./model-parts.js";
import type { ProgramNames } from "./program-names.js";
import { canMove, repeat, type Unchanging } from "./repeating.js";
import type { Report } from "./reporter.js";
import { rewrittenIn } from "./rewritten.js";

interface Checked {
  readonly value: object;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What the check of a program found out, for the next one. A result is used again where everything it was made of is the
 * same: the declaration, settings and schema, and the answers to all that it asked about names. The next check takes the
 * memory over.
 */
export class CheckMemory {
  readonly segments: SegmentEntries = new WeakMap();
  readonly conditions = new LoweringMemory();
  readonly model = new ModelParts();
  readonly listDirections = new ListDirections();
  /** What the last check took the names of the program for. */
  names: ProgramNames | null = null;
  #readLists = new ReadLists();
  #settings: ProgramSettings | null = null;
  #schema: CustomerSchema | null = null;
  #schemas = new WeakMap<Unchanging, Checked>();
  /** Whose a declaration is that has not been checked yet: see `goesOn`. Kept no longer, or each would keep alive what it was before. */
  #rewritten: SegmentEntries = new WeakMap();
  #lists = new WeakMap<Unchanging, Checked & { readonly read: ListFileResult | null }>();

  get readLists(): ReadLists {
    return this.#readLists;
  }

  /** To be called before each check. Forgets everything where the settings have changed. */
  begin(settings: ProgramSettings): void {
    this.#rewritten = new WeakMap();
    this.#readLists.forgetFailures();
    this.listDirections.begin();
    if (settings === this.#settings) return;
    this.#settings = settings;
    this.#schemas = new WeakMap();
    this.#lists = new WeakMap();
    this.#forgetConditions();
  }

  /** The schema of a `customer` block. Another schema is another meaning of every condition. */
  schema(
    declaration: Unchanging,
    file: string,
    report: Report,
    check: (report: Report) => CustomerSchema | null,
  ): CustomerSchema | null {
    const known = this.#schemas.get(declaration);
    const checked = known ?? checkOnce(check, report);
    if (known !== undefined) repeat(known.diagnostics, report);
    else if (checked !== null && canMove(checked.diagnostics, declaration, file)) {
      moveAlong(declaration, checked.diagnostics);
      this.#schemas.set(declaration, checked);
    }
    const schema = (checked?.value ?? null) as CustomerSchema | null;
    if (schema !== this.#schema) this.#forgetConditions();
    this.#schema = schema;
    return schema;
  }

  /** A named list. `read` is the file that it names; null where it names none. */
  list(
    declaration: Unchanging,
    file: string,
    read: ListFileResult | null,
    report: Report,
    check: (report: Report) => NamedList | null,
  ): NamedList | null {
    const known = this.#lists.get(declaration);
    if (known !== undefined && isSameFile(known.read, read)) {
      repeat(known.diagnostics, report);
      return known.value as NamedList;
    }
    const checked = checkOnce(check, report);
    if (checked !== null && canMove(checked.diagnostics, declaration, file)) {
      moveAlong(declaration, checked.diagnostics);
      this.#lists.set(declaration, { ...checked, read });
    }
    return (checked?.value ?? null) as NamedList | null;
  }

  /**
   * Whether all names of the files mean what the last check took them for; then it is told whose a segment is that was
   * rewritten since. `now` is what has become of the files `before`.
   */
  goesOn(before: readonly SyntaxFile[], now: readonly SyntaxFile[], readList: ProgramInput["readList"]): boolean {
    if (this.names === null || before.length !== now.length) return false;
    const rewritten = now.map((file, index) => {
      const known = before[index]!;
      return known.path === file.path ? rewrittenIn(known, file) : null;
    });
    if (rewritten.includes(null)) return false;
    for (const pair of rewritten.flatMap((each) => each ?? [])) {
      const entry = this.segmentDeclaredBy(pair.before);
      if (entry === null) return false;
      this.#rewritten.set(pair.now, entry);
    }
    return now.every(({ path, declarations }) =>
      declarations.every((declaration) => {
        if (declaration.kind !== "list" || declaration.source?.kind !== "file") return true;
        const known = this.#lists.get(declaration);
        return known !== undefined && isSameFile(known.read, readList(path, declaration.source.file.value));
      }),
    );
  }

  /** The segment that a declaration declares; null where it has no name. */
  segmentDeclaredBy(declaration: SegmentEntry["declaration"]): SegmentEntry | null {
    return this.segments.get(declaration) ?? this.#rewritten.get(declaration) ?? null;
  }

  #forgetConditions(): void {
    this.conditions.forget();
    this.#readLists = new ReadLists();
  }
}

function checkOnce(check: (report: Report) => object | null, report: Report): Checked | null {
  const diagnostics: Diagnostic[] = [];
  const value = check((diagnostic) => {
    diagnostics.push(diagnostic);
    report(diagnostic);
  });
  return value === null ? null : { value, diagnostics };
}

/** A file that cannot be read gives no list, and is tried again. */
function isSameFile(before: ListFileResult | null, now: ListFileResult | null): boolean {
  if (before === null || now === null) return before === now;
  return before.kind === "text" && now.kind === "text" && before.path === now.path && before.text === now.text;
}
