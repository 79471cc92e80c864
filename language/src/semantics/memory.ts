import type { NamedList, ProgramSettings } from "../condition/model.js";
import type { CustomerSchema } from "../condition/schema.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Span } from "../source/source.js";
import { moveAlong } from "../syntax/moving.js";
import { ReadLists } from "./expressions/read-lists.js";
import type { ExpressionScope } from "./expressions/scope.js";
import type { ListFileResult } from "./input.js";
import { ModelParts } from "./model-parts.js";
import { type AnsweringNames, areAnsweredAlike, type Question, Recording } from "./recording.js";
import type { Report } from "./reporter.js";

/** A declaration of a syntax tree: as long as it is the same object, it says the same. */
interface Declaration {
  readonly span: Span;
}

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
  readonly model = new ModelParts();
  #readLists = new ReadLists();
  #settings: ProgramSettings | null = null;
  #schema: CustomerSchema | null = null;
  #schemas = new WeakMap<Declaration, Checked>();
  #lists = new WeakMap<Declaration, Checked & { readonly read: ListFileResult | null }>();
  #lowerings = new WeakMap<Declaration, Checked & { readonly questions: readonly Question[] }>();

  get readLists(): ReadLists {
    return this.#readLists;
  }

  /** To be called before each check. Forgets everything where the settings have changed. */
  begin(settings: ProgramSettings): void {
    this.#readLists.forgetFailures();
    if (settings === this.#settings) return;
    this.#settings = settings;
    this.#schemas = new WeakMap();
    this.#lists = new WeakMap();
    this.#forgetConditions();
  }

  /** The schema of a `customer` block. Another schema is another meaning of every condition. */
  schema(
    declaration: Declaration,
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
    declaration: Declaration,
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
   * What the expression of a declaration means; null after an error. `names` answers what the names of the program mean
   * to `owner`, and notes what was asked for, whether it was asked now or before.
   */
  lower<O, V extends object>(
    declaration: Declaration,
    names: AnsweringNames<O>,
    owner: O,
    report: Report,
    lower: (scope: ExpressionScope) => V | null,
  ): V | null {
    const known = this.#lowerings.get(declaration);
    if (known !== undefined && areAnsweredAlike(known.questions, names, owner)) {
      repeat(known.diagnostics, report);
      return known.value as V;
    }
    const diagnostics: Diagnostic[] = [];
    const scope = names.scope(owner, (diagnostic) => {
      diagnostics.push(diagnostic);
      report(diagnostic);
    });
    const recording = new Recording(scope);
    const value = lower(recording.scope);
    const failed = value === null || diagnostics.some(({ severity }) => severity === "error");
    if (!failed && recording.repeatable && canMove(diagnostics, declaration, scope.file)) {
      if (diagnostics.length > 0) moveAlong(declaration, diagnostics);
      this.#lowerings.set(declaration, { value, diagnostics, questions: recording.questions });
    }
    return value;
  }

  #forgetConditions(): void {
    this.#lowerings = new WeakMap();
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

function repeat(diagnostics: readonly Diagnostic[], report: Report): void {
  for (const diagnostic of diagnostics) report(diagnostic);
}

/** All that the diagnostics point at lies in the declaration, and so moves with it. */
function canMove(diagnostics: readonly Diagnostic[], { span }: Declaration, file: string): boolean {
  return diagnostics.every(({ location, related, fixes }) =>
    [
      location,
      ...related.map((place) => place.location),
      ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.location)),
    ].every((place) => place.file === file && place.span.start >= span.start && place.span.end <= span.end),
  );
}
