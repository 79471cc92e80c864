import type { NamedList, ProgramSettings } from "../condition/model.js";
import type { CustomerSchema, RecordType } from "../condition/schema.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { typesRules } from "../diagnostics/rules/types.js";
import type { Name, SyntaxFile } from "../syntax/tree.js";
import type { Arrangement, CriterionEntry, SegmentEntry } from "./criteria/arrangement.js";
import type { Declarations } from "./declarations.js";
import { type Attempt, type DefineEntry, defineEntry, lowerDefines } from "./defines.js";
import type { Dependent } from "./dependent.js";
import { lowerDefine } from "./expressions/lower.js";
import type { CriterionResolution, ExpressionScope, KnownName, Resolution } from "./expressions/scope.js";
import type { CheckMemory } from "./memory.js";
import { NameTable } from "./name-table.js";
import { FileReporter, type Report } from "./reporter.js";

/** What can be said of a name that is not known where it stands. */
const UNKNOWN: readonly string[] = [typesRules.unknownName, typesRules.unknownMember, typesRules.unquotedText].map(
  (rule) => rule.name,
);

/** Segments by their names: those that stand alone, the first of each name, and those of all criteria. */
interface SegmentNames {
  readonly loose: ReadonlyMap<string, SegmentEntry>;
  readonly inCriteria: ReadonlyMap<string, readonly SegmentEntry[]>;
}

function segmentNames(segments: readonly SegmentEntry[]): SegmentNames {
  const loose = new Map<string, SegmentEntry>();
  const inCriteria = new Map<string, SegmentEntry[]>();
  for (const segment of segments) {
    const name = segment.name.text;
    if (segment.loose) {
      if (!loose.has(name)) loose.set(name, segment);
    } else {
      const namesakes = inCriteria.get(name);
      if (namesakes === undefined) inCriteria.set(name, [segment]);
      else namesakes.push(segment);
    }
  }
  return { loose, inCriteria };
}

/** A declaration that asks what a name means. */
export interface Asking {
  readonly file: SyntaxFile;
  /** Takes the defines and segments that it refers to. */
  readonly references?: Dependent["references"];
  /** Takes the defines that it refers to and that are not lowered yet. */
  readonly unlowered?: Set<DefineEntry>;
}

function note(referred: DefineEntry | SegmentEntry, { references }: Asking): void {
  if (references?.includes(referred) === false) references.push(referred);
}

/** A list of the program; `list` is null after an error. */
export interface ListEntry {
  readonly kind: "list";
  readonly name: Name;
  readonly file: SyntaxFile;
  readonly list: NamedList | null;
  used: boolean;
}

/**
 * What every name of the program means: one namespace of top-level fields, lists, defines and loose segments, and behind
 * it the segments of all criteria.
 */
export class ProgramNames {
  readonly schema: CustomerSchema;
  readonly defines: ReadonlyMap<string, DefineEntry>;
  readonly lists: ReadonlyMap<string, ListEntry>;
  readonly arrangement: Arrangement;
  readonly #settings: ProgramSettings;
  readonly #memory: CheckMemory;
  #segments: SegmentNames | null = null;
  /** Declared, but nothing that could be used: fields that are broken, or may have been. */
  readonly #unusable: ReadonlySet<string>;
  /** Broken fields, also of nested records: what is said of their names is one mistake too many. */
  readonly #brokenInside: ReadonlySet<string>;
  #known: readonly KnownName[] | null = null;

  constructor(parts: {
    readonly schema: CustomerSchema;
    readonly defines: ReadonlyMap<string, DefineEntry>;
    readonly lists: ReadonlyMap<string, ListEntry>;
    readonly arrangement: Arrangement;
    readonly unusable: ReadonlySet<string>;
    readonly settings: ProgramSettings;
    readonly memory: CheckMemory;
  }) {
    this.schema = parts.schema;
    this.defines = parts.defines;
    this.lists = parts.lists;
    this.arrangement = parts.arrangement;
    this.#unusable = parts.unusable;
    this.#brokenInside = new Set([...brokenInside(parts.schema.record), ...parts.unusable]);
    this.#settings = parts.settings;
    this.#memory = parts.memory;
  }

  /** Built when the first name is none of a define or a list. */
  get #segmentNames(): SegmentNames {
    this.#segments ??= segmentNames(this.arrangement.segments);
    return this.#segments;
  }

  /** Lowers every define, dependencies first; also those that nothing can reach because their name is taken. */
  lowerDefines(unreachable: readonly DefineEntry[], report: Report): void {
    const attempt = (define: DefineEntry): Attempt => {
      const diagnostics: Diagnostic[] = [];
      const unlowered = new Set<DefineEntry>();
      define.references.length = 0;
      const value = this.#memory.conditions.lower(
        define.declaration,
        this.#memory.conditions.placeOf(define.declaration),
        this,
        { file: define.file, references: define.references, unlowered },
        (diagnostic) => diagnostics.push(diagnostic),
        (scope) => {
          const lowered = lowerDefine(define.declaration.value, scope);
          return lowered.kind === "broken" ? null : lowered;
        },
      );
      return { value: value ?? { kind: "broken" }, diagnostics, unlowered: [...unlowered] };
    };
    lowerDefines([...this.defines.values(), ...unreachable], attempt, report);
  }

  /** The scope of a declaration's expression. References are noted in `owner`. */
  scope(owner: Asking, report: Report): ExpressionScope {
    return {
      file: owner.file.path,
      text: owner.file.text,
      schema: this.schema,
      elements: [],
      resolve: (name) => this.resolve(name, owner),
      resolveCriterion: (name) => this.resolveCriterion(name, owner),
      names: () => this.#names(),
      report: (diagnostic) => {
        if (!this.#isFollowUp(diagnostic, owner.file.text)) report(diagnostic);
      },
      settings: this.#settings,
      readLists: this.#memory.readLists,
    };
  }

  #isFollowUp({ rule, location }: Diagnostic, text: string): boolean {
    if (this.#brokenInside.size === 0 || !UNKNOWN.includes(rule)) return false;
    const written = text.slice(location.span.start, location.span.end).replace(/^`|`$/g, "").normalize("NFC");
    return this.#brokenInside.has(written);
  }

  /** What a bare name that is no field stands for, broken or not; several segments of criteria may have it. */
  meant(name: string): DefineEntry | ListEntry | "broken-field" | SegmentEntry | SegmentEntry[] | null {
    const define = this.defines.get(name);
    if (define !== undefined) return define;
    const list = this.lists.get(name);
    if (list !== undefined) return list;
    return this.#unusable.has(name) ? "broken-field" : this.segment(name);
  }

  /** What a bare name that is no field means to a declaration. */
  resolve(name: string, owner: Asking): Resolution | null {
    const meant = this.meant(name);
    if (meant === null) return null;
    if (meant === "broken-field") return { kind: "broken" };
    if (Array.isArray(meant)) return { kind: "ambiguous-segment", candidates: meant.map((segment) => segment.id) };
    if (meant.kind === "list") {
      meant.used = true;
      return meant.list === null ? { kind: "broken" } : { kind: "list", list: meant.list };
    }
    note(meant, owner);
    if (meant.kind === "segment") return meant.broken ? { kind: "broken" } : { kind: "segment", id: meant.id };
    meant.used = true;
    if (meant.value !== null && meant.value.kind !== "broken") return { kind: "define", name, value: meant.value };
    if (meant.value === null) owner.unlowered?.add(meant);
    return { kind: "broken" };
  }

  hasField(name: string): boolean {
    return this.schema.record.fields.some((field) => field.name === name) || this.#unusable.has(name);
  }

  /** The segment a bare name means, or all that it may mean. */
  segment(name: string): SegmentEntry | SegmentEntry[] | null {
    const loose = this.#segmentNames.loose.get(name);
    if (loose !== undefined) return loose;
    const namesakes = this.#segmentNames.inCriteria.get(name) ?? [];
    const usable = namesakes.filter((segment) => !segment.broken);
    if (usable.length > 1) return usable;
    return usable[0] ?? namesakes[0] ?? null;
  }

  /** The segment that a declaration declares; null where it has no name. */
  segmentDeclaredBy(declaration: SegmentEntry["declaration"]): SegmentEntry | null {
    return this.#memory.segmentDeclaredBy(declaration);
  }

  resolveCriterion(name: string, owner: Asking): CriterionResolution | null {
    const criterion = this.arrangement.criteria.get(name);
    if (criterion === undefined) return null;
    return {
      name,
      segment: (wanted) => {
        const segment = segmentOf(criterion, wanted);
        if (segment === null) return null;
        note(segment, owner);
        return segment.broken ? "broken" : segment.id;
      },
      get segments() {
        return criterion.segments.map((segment) => segment.name.text);
      },
    };
  }

  #names(): readonly KnownName[] {
    const { loose, inCriteria } = this.#segmentNames;
    this.#known ??= [
      ...[...this.defines.keys()].map((name): KnownName => ({ name, kind: "define" })),
      ...[...this.lists.keys()].map((name): KnownName => ({ name, kind: "list" })),
      ...[...loose.keys(), ...inCriteria.keys()].map((name): KnownName => ({ name, kind: "segment" })),
      ...[...this.arrangement.criteria.keys()].map((name): KnownName => ({ name, kind: "criterion" })),
    ];
    return this.#known;
  }
}

export function segmentOf(criterion: CriterionEntry, name: string): SegmentEntry | null {
  return criterion.segments.find((segment) => segment.name.text === name) ?? null;
}

/** The namespace of top-level fields, lists, defines and loose segments. */
export interface TopLevelNames {
  readonly defines: Map<string, DefineEntry>;
  readonly lists: Map<string, ListEntry>;
  /** Names whose owner cannot be used, or that may have been lost where the `customer` block could not be parsed. */
  readonly unusable: Set<string>;
}

/** Reports names given twice. The first owner keeps a name; what stands under a later one is checked, but not reachable. */
export function topLevelNames(
  declarations: Declarations,
  schema: CustomerSchema | null,
  arrangement: Arrangement,
  readList: (declared: Declarations["lists"][number]) => NamedList | null,
  report: Report,
): TopLevelNames & { readonly extraDefines: readonly DefineEntry[] } {
  const table = new NameTable();
  const defines = new Map<string, DefineEntry>();
  const lists = new Map<string, ListEntry>();
  const extraDefines: DefineEntry[] = [];
  const customer = declarations.customers[0];
  const lost = customer === undefined ? [] : namesNearErrors(customer);
  const unusable = new Set<string>([...(schema?.record.broken ?? []), ...lost]);
  for (const field of customer?.declaration.fields ?? []) {
    table.add({ name: field.name, what: "a field of `customer`" }, new FileReporter(customer!.file, report));
  }
  const owners = [...declarations.lists, ...declarations.defines, ...arrangement.loose].sort(byPlace);
  for (const owner of owners) {
    const reporter = new FileReporter(owner.file, report);
    if ("kind" in owner) {
      if (!table.add({ name: owner.name, what: "a segment" }, reporter)) owner.broken = true;
      continue;
    }
    const { name } = owner.declaration;
    const list = owner.declaration.kind === "list" ? readList({ ...owner, declaration: owner.declaration }) : null;
    if (name === null) continue;
    const isNew = table.add({ name, what: owner.declaration.kind === "list" ? "a list" : "a define" }, reporter);
    if (owner.declaration.kind === "list") {
      if (isNew) lists.set(name.text, { kind: "list", name, file: owner.file, list, used: false });
      continue;
    }
    const entry = defineEntry({ ...owner, declaration: owner.declaration }, name);
    if (isNew) defines.set(name.text, entry);
    else extraDefines.push(entry);
  }
  return { defines, lists, unusable, extraDefines };
}

/** The words in the lines of a declaration that could not be parsed: a field may have been meant by any of them. */
function namesNearErrors({ declaration, file }: Declarations["customers"][number]): readonly string[] {
  const { start, end } = declaration.span;
  return file.diagnostics.flatMap(({ severity, location: { span } }) => {
    if (severity !== "error" || span.start < start || span.start > end) return [];
    const lineStart = file.text.slice(0, span.start).search(/[^\r\n]*$/);
    const line = /^[^\r\n]*/.exec(file.text.slice(lineStart))![0];
    return line.normalize("NFC").match(/[\p{L}_][\p{L}\p{M}\p{N}_\u200C\u200D]*/gu) ?? [];
  });
}

function byPlace(a: Declarations["lists" | "defines"][number] | SegmentEntry, b: typeof a): number {
  if (a.file.path !== b.file.path) return a.file.path < b.file.path ? -1 : 1;
  return a.declaration.span.start - b.declaration.span.start;
}

/** Names of broken fields inside nested records and lists. */
function brokenInside(record: RecordType): readonly string[] {
  return record.fields.flatMap(({ type }) => {
    const inner = type.kind === "list" ? type.element : type;
    return inner.kind === "record" ? [...(inner.broken ?? []), ...brokenInside(inner)] : [];
  });
}
