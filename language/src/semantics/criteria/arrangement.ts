import type { Condition } from "../../condition/condition.js";
import type { Segment } from "../../condition/model.js";
import type { Fix } from "../../diagnostics/diagnostic.js";
import { namesRules } from "../../diagnostics/rules/names.js";
import { places } from "../../diagnostics/rules/wording.js";
import { quoteName } from "../../syntax/names.js";
import type {
  CriterionDeclaration,
  Expression,
  Name,
  OtherwiseDeclaration,
  SegmentDeclaration,
  StringNode,
  SyntaxFile,
} from "../../syntax/tree.js";
import { nearestName } from "../../values/nearest.js";
import type { Declarations } from "../declarations.js";
import type { Dependent } from "../dependent.js";
import { deletion, replacement } from "../fixes.js";
import type { Lowerable } from "../lowering-memory.js";
import { NameTable } from "../name-table.js";
import { FileReporter, type Report } from "../reporter.js";

/**
 * A segment of the program while it is checked. It is kept with its declaration from check to check, and so is what was
 * found out; what a check decides is decided again.
 */
export interface SegmentEntry extends Dependent, Lowerable {
  readonly kind: "segment";
  readonly name: Name;
  readonly title: StringNode | null;
  readonly declaration: SegmentDeclaration | OtherwiseDeclaration;
  /** Null for `otherwise`. */
  readonly expression: Expression | null;
  /** Null for a loose segment, and for one whose place is wrong. */
  criterion: CriterionEntry | null;
  /** Qualified, backticks where needed. */
  readonly id: string;
  /** Neither in a criterion nor joining one: its criterion is inferred. */
  loose: boolean;
  /** Its own condition, once lowered; null after an error. */
  condition: Condition | null;
  /** What it was in the model when it last had a place there. */
  model: Segment | null;
  membership: Membership | null;
}

/** The membership of a segment, and what it was made of. */
export interface Membership {
  readonly own: Condition;
  readonly excluded: readonly string[];
  readonly condition: Condition;
}

/** The entries of the declarations that have been checked before. */
export type SegmentEntries = WeakMap<object, SegmentEntry>;

/** A declared criterion while it is checked. */
export interface CriterionEntry {
  readonly name: Name;
  /** The name, in backticks where it must be. */
  readonly quoted: string;
  readonly declaration: CriterionDeclaration;
  readonly file: SyntaxFile;
  readonly exhaustive: boolean;
  readonly ordered: boolean;
  readonly overlapping: boolean;
  /** Its own in textual order, then those that join; `otherwise` last. */
  readonly segments: SegmentEntry[];
}

export interface Arrangement {
  /** By name. */
  readonly criteria: ReadonlyMap<string, CriterionEntry>;
  readonly loose: readonly SegmentEntry[];
  /** All segments that are to be checked, misplaced ones included, in order of path and position. */
  readonly segments: readonly SegmentEntry[];
}

/** Puts every segment into its criterion, and reports where it cannot be put. */
export function arrange(declarations: Declarations, known: SegmentEntries, report: Report): Arrangement {
  return new Arranger(declarations, known, report).arrange();
}

class Arranger {
  readonly #declarations: Declarations;
  readonly #known: SegmentEntries;
  readonly #report: Report;
  readonly #criteria = new Map<string, CriterionEntry>();
  readonly #segments: SegmentEntry[] = [];
  readonly #loose: SegmentEntry[] = [];
  #reporter: { readonly source: SyntaxFile; readonly reporter: FileReporter } | null = null;
  /** Of each criterion. */
  readonly #names = new Map<CriterionEntry, NameTable>();

  constructor(declarations: Declarations, known: SegmentEntries, report: Report) {
    this.#declarations = declarations;
    this.#known = known;
    this.#report = report;
  }

  arrange(): Arrangement {
    const table = new NameTable();
    for (const { declaration, file } of this.#declarations.criteria) {
      this.#declare(declaration, file, table);
    }
    for (const { declaration, file } of this.#declarations.segments) {
      const { name, by } = declaration;
      if (name === null) continue;
      if (by === null) this.#add(declaration, name, file, null, true);
      else this.#join(declaration, name, by, file);
    }
    for (const criterion of this.#criteria.values()) {
      // The rest stands last, also behind those that join from elsewhere.
      criterion.segments.sort((a, b) => Number(a.expression === null) - Number(b.expression === null));
    }
    const segments = [...this.#segments].sort(byPlace);
    return { criteria: this.#criteria, loose: this.#loose, segments };
  }

  #declare(declaration: CriterionDeclaration, file: SyntaxFile, table: NameTable): void {
    const reporter = new FileReporter(file, this.#report);
    const { name } = declaration;
    const has = (kind: string) => declaration.modifiers.some((modifier) => modifier.kind === kind);
    const overlapping = declaration.modifiers.find((modifier) => modifier.kind === "overlapping");
    const ordered = declaration.modifiers.find((modifier) => modifier.kind === "ordered");
    if (overlapping !== undefined && ordered !== undefined) {
      const later = overlapping.span.start > ordered.span.start ? overlapping : ordered;
      const fixes = [
        deletion(reporter.location(ordered.span), file.text),
        deletion(reporter.location(overlapping.span), file.text),
      ];
      reporter.report(namesRules.conflictingModifiers, {}, later.span, { fixes });
    }
    const entry: CriterionEntry = {
      name: name ?? { text: "", quoted: false, span: declaration.keyword },
      quoted: quoteName(name?.text ?? ""),
      declaration,
      file,
      exhaustive: has("exhaustive"),
      ordered: ordered !== undefined && overlapping === undefined,
      overlapping: overlapping !== undefined && ordered === undefined,
      segments: [],
    };
    this.#names.set(entry, new NameTable());
    const isNew = name !== null && table.add({ name, what: "a criterion" }, reporter);
    if (isNew) this.#criteria.set(name.text, entry);
    this.#addMembers(entry, reporter, isNew);
  }

  #addMembers(criterion: CriterionEntry, reporter: FileReporter, usable: boolean): void {
    const { members } = criterion.declaration;
    let rest: OtherwiseDeclaration | null = null;
    members.forEach((member, index) => {
      if (member.kind === "otherwise") {
        const span = member.name?.span ?? member.keyword;
        const name = member.name?.text ?? "otherwise";
        if (rest !== null) {
          const location = reporter.location(rest.name?.span ?? rest.keyword);
          const related = [{ location, message: places.otherwise }];
          reporter.report(namesRules.secondOtherwise, { name }, span, { related });
        } else if (members.slice(index + 1).some((later) => later.kind === "segment")) {
          const fixes = [movedToEnd(criterion, member)];
          reporter.report(namesRules.misplacedOtherwise, { name }, span, { fixes });
        }
        if (member.name !== null) this.#add(member, member.name, criterion.file, criterion, usable && rest === null);
        rest ??= member;
        return;
      }
      const { name, by } = member;
      if (name === null) return;
      if (by !== null) {
        // The blank and the word before the name go with it.
        const start = reporter.text.lastIndexOf("by", by.span.start - 1);
        const location = reporter.location({ start: Math.max(start, name.span.end), end: by.span.end });
        const fixes = [deletion(location, reporter.text)];
        const parameters = { segment: name.text, criterion: criterion.name.text };
        reporter.report(namesRules.joinedInside, parameters, by.span, { fixes });
      }
      this.#add(member, name, criterion.file, criterion, usable);
    });
  }

  #join(declaration: SegmentDeclaration, name: Name, by: Name, file: SyntaxFile): void {
    const reporter = new FileReporter(file, this.#report);
    const criterion = this.#criteria.get(by.text);
    if (criterion === undefined) {
      const suggestion = nearestName(by.text, this.#criteria.keys());
      const fixes = suggestion === null ? [] : [replacement(reporter.location(by.span), quoteName(suggestion))];
      reporter.report(namesRules.unknownCriterion, { name: by.text, suggestion }, by.span, { fixes });
    } else if (criterion.ordered) {
      const location = { file: criterion.file.path, span: criterion.name.span };
      const related = [{ location, message: places.ordered }];
      const parameters = { segment: name.text, criterion: by.text };
      const move = moveInto(criterion, declaration, file);
      const fixes = move === null ? [] : [move];
      reporter.report(namesRules.joinedOrdered, parameters, by.span, { related, fixes });
    }
    const place = criterion === undefined || criterion.ordered ? null : criterion;
    this.#add(declaration, name, file, place, place !== null);
  }

  /** `usable` is false for a segment that is checked but has no place in the model. */
  #add(
    declaration: SegmentDeclaration | OtherwiseDeclaration,
    name: Name,
    file: SyntaxFile,
    criterion: CriterionEntry | null,
    usable: boolean,
  ): void {
    const loose = criterion === null && usable;
    // Loose segments are named in the program's own namespace, which is checked as a whole.
    const isNew =
      criterion === null ||
      this.#names.get(criterion)!.add({ name, what: "a segment of this criterion" }, this.#reporterOf(file));
    const entry = this.#entry(declaration, name, file, criterion);
    entry.loose = loose;
    entry.broken = !usable || !isNew;
    this.#segments.push(entry);
    if (loose) this.#loose.push(entry);
    if (criterion !== null && isNew) criterion.segments.push(entry);
  }

  /** That of the check before, as if it were new, or a new one. */
  #entry(
    declaration: SegmentDeclaration | OtherwiseDeclaration,
    name: Name,
    file: SyntaxFile,
    criterion: CriterionEntry | null,
  ): SegmentEntry {
    const known = this.#known.get(declaration);
    if (known !== undefined && known.criterion?.quoted === criterion?.quoted) {
      known.file = file;
      known.criterion = criterion;
      known.condition = null;
      // Setting a length is slow even where it changes nothing.
      if (known.references.length > 0) known.references.length = 0;
      return known;
    }
    const quoted = quoteName(name.text);
    const id = criterion === null ? quoted : `${criterion.quoted}.${quoted}`;
    const entry: SegmentEntry = {
      kind: "segment",
      name,
      title: declaration.title,
      declaration,
      file,
      expression: declaration.kind === "segment" ? declaration.condition : null,
      criterion,
      id,
      label: id,
      loose: false,
      condition: null,
      references: [],
      broken: false,
      lowering: null,
      model: null,
      membership: null,
    };
    this.#known.set(declaration, entry);
    return entry;
  }

  /** One for all the segments of a file. */
  #reporterOf(file: SyntaxFile): FileReporter {
    if (this.#reporter?.source !== file)
      this.#reporter = { source: file, reporter: new FileReporter(file, this.#report) };
    return this.#reporter.reporter;
  }
}

/** Takes a segment out of where it stands and writes it as the last of a criterion's own, before `otherwise`. */
function moveInto(criterion: CriterionEntry, segment: SegmentDeclaration, file: SyntaxFile): Fix | null {
  const { body, members } = criterion.declaration;
  if (body === null || segment.by === null || segment.name === null) return null;
  const before = file.text.slice(segment.span.start, segment.by.span.start).replace(/\s*by\s*$/, "");
  const moved = before + file.text.slice(segment.by.span.end, segment.span.end);
  const rest = members.find((member) => member.kind === "otherwise");
  const last = members.findLast((member) => member.kind === "segment");
  const at = last?.span.end ?? rest?.span.start ?? body.start + 1;
  const newText = last === undefined ? ` ${moved} ` : `${separator(criterion.file.text, last.span.start)}${moved}`;
  const target = { file: criterion.file.path, span: { start: at, end: at } };
  const lineEnd = /^[ \t]*(?:\r\n?|\n)/.exec(file.text.slice(segment.span.end))?.[0].length ?? 0;
  const source = { file: file.path, span: { start: segment.span.start, end: segment.span.end + lineEnd } };
  return {
    title: `Move \`${segment.name.text}\` into \`${criterion.name.text}\``,
    edits: [
      { location: source, newText: "" },
      { location: target, newText },
    ],
    // Where it belongs in the order is for the author to say.
    safe: false,
  };
}

/** `otherwise` behind all segments. */
function movedToEnd({ declaration: { members }, file }: CriterionEntry, member: OtherwiseDeclaration): Fix {
  const { text, path } = file;
  const { start, end } = member.span;
  const last = members.at(-1)!.span;
  const before = separator(text, start);
  const moved = { file: path, span: { start: start - (before === " " ? 0 : before.length), end } };
  const target = { file: path, span: { start: last.end, end: last.end } };
  return {
    title: "Move it to the end",
    edits: [
      { location: moved, newText: "" },
      { location: target, newText: separator(text, last.start) + text.slice(start, end) },
    ],
    safe: true,
  };
}

/** A blank, or the line end and indentation that the declaration at `start` has before it. */
function separator(text: string, start: number): string {
  return /(?:\r\n?|\n)[ \t]*$/.exec(text.slice(0, start))?.[0] ?? " ";
}

function byPlace(a: SegmentEntry, b: SegmentEntry): number {
  if (a.file !== b.file && a.file.path !== b.file.path) return a.file.path < b.file.path ? -1 : 1;
  return a.name.span.start - b.name.span.start;
}
