import {
  type Criterion,
  type CriterionDeclaration,
  fieldsRead,
  type Meaning,
  quoteName,
  type Segment,
  type SegmentDeclaration,
  type TextEdit,
} from "@seg-lang/language";
import { CodeActionKind } from "vscode-languageserver";
import { declaredAt, endWithComments, removedSpan, startWithComments } from "../editing/declaration-places.js";
import type { FileView, ProgramView } from "../program/view.js";
import { type Change, edit, type Offer, type Refactoring, type Selection } from "./refactoring.js";

/** So many criteria are offered, those that read most of what the segment reads. */
const MOST_CRITERIA = 5;

/** Puts a segment into a criterion, by `by` or in its braces, and takes it out again. Every customer stays in the segments they are in. */
export const moveSegment: Refactoring = {
  id: "move-segment",
  offers(selection) {
    const moved = segmentAt(selection);
    if (moved === null) return [];
    const { declaration, home, segment } = moved;
    if (home === null) {
      return targetsFor(segment, selection.view).flatMap((target) => joining(moved, target, selection));
    }
    if (home.criterion.ordered) return [];
    const offers: Offer[] = [];
    const name = `\`${home.criterion.name}\``;
    // Of the only one, nothing but empty braces would stay behind.
    if (declaration.by === null && home.declaration.members.length > 1) {
      offers.push(
        offer(`Move out of the braces of ${name}, with \`by\``, "out", () => ({
          edits: [...cutOut(moved), pasted(home, textOf(moved, home.criterion.name), "behind")],
        })),
      );
    } else if (declaration.by !== null && home.declaration.body !== null) {
      offers.push(
        offer(`Move into the braces of ${name}`, "in", () => ({
          edits: [...cutOut(moved), pasted(home, textOf(moved, null), "inside")],
        })),
      );
    }
    // The rest would become larger; and a criterion without segments says nothing.
    const { segments } = home.criterion;
    if (segments.length < 2 || segments.some(({ otherwise }) => otherwise)) return offers;
    const alone = offer(`Take out of ${name}, to stand alone`, "alone", () => standingAlone(moved, home, selection));
    return [...offers, alone];
  },
};

interface Moved {
  readonly file: FileView;
  readonly declaration: SegmentDeclaration & { readonly name: NonNullable<SegmentDeclaration["name"]> };
  readonly segment: Segment;
  readonly meaning: Meaning & { readonly kind: "segment" };
  /** The declared criterion that it is in. */
  readonly home: Home | null;
}

interface Home {
  readonly file: FileView;
  readonly criterion: Criterion;
  readonly declaration: CriterionDeclaration;
}

function offer(title: string, key: string, change: () => Change): Offer {
  return { title, kind: CodeActionKind.RefactorMove, key, change };
}

/** The segment whose head (keyword, name, title, `by`) is pointed at, if nothing in it is broken. */
function segmentAt({ view, file, span, meanings }: Selection): Moved | null {
  const declaration = declaredAt(file.syntax, span.start);
  if (declaration?.kind !== "segment" || declaration.name === null) return null;
  if (span.end >= declaration.condition.span.start) return null;
  const meaning = meanings.at(file.path, declaration.name.span.start)?.meaning;
  if (meaning?.kind !== "segment") return null;
  const criterion = view.program.model.criteria.find(({ segments }) => segments.some(({ id }) => id === meaning.id));
  const segment = criterion?.segments.find(({ id }) => id === meaning.id);
  if (criterion === undefined || segment === undefined) return null;
  const { name } = declaration;
  // A comment between name and `by` would be lost.
  if (declaration.by !== null && hasComment(file, declaration)) return null;
  const home = criterion.inferred ? null : homeOf(criterion, view);
  if (home === null && !criterion.inferred) return null;
  return { file, declaration: { ...declaration, name }, segment, meaning, home };
}

function hasComment({ syntax }: FileView, { span, condition }: SegmentDeclaration): boolean {
  return syntax.comments.some((each) => each.span.start > span.start && each.span.end < condition.span.start);
}

function homeOf(criterion: Criterion, view: ProgramView): Home | null {
  const file = view.files.get(criterion.location.file);
  const declaration = file?.syntax.declarations.find(
    (each) => each.kind === "criterion" && each.name?.span.start === criterion.location.span.start,
  );
  return file !== undefined && declaration?.kind === "criterion" ? { file, criterion, declaration } : null;
}

/** Criteria that a segment may join without any other changing, those first that read what it reads. */
function targetsFor(segment: Segment, view: ProgramView): readonly Home[] {
  const { model } = view.program;
  const read = new Set(readBy(segment));
  return model.criteria
    .filter(({ inferred, ordered, segments }) => !inferred && !ordered && !segments.some(({ otherwise }) => otherwise))
    .filter(({ segments }) => segments.every(({ name }) => name !== segment.name))
    .map((criterion) => {
      const fields = new Set(criterion.segments.flatMap(readBy));
      return { criterion, shared: [...fields].filter((field) => read.has(field)).length };
    })
    .sort((a, b) => b.shared - a.shared)
    .slice(0, MOST_CRITERIA)
    .flatMap(({ criterion }) => homeOf(criterion, view) ?? []);
}

/** Kept with the condition, which stays the same object while nobody changes it: this is asked at each step of the cursor. */
const fieldsOf = new WeakMap<object, readonly string[]>();

function readBy({ condition }: Segment): readonly string[] {
  const fields = fieldsOf.get(condition) ?? fieldsRead(condition);
  fieldsOf.set(condition, fields);
  return fields;
}

function joining(moved: Moved, target: Home, selection: Selection): readonly Offer[] {
  const { criterion, declaration } = target;
  const { file, declaration: segment } = moved;
  const { name } = criterion;
  const renamed = new Map([[moved.segment.id, `${quoteName(name)}.${quoteName(moved.segment.name)}`]]);
  const references = () => qualified(moved, name, selection);
  const end = (segment.title ?? segment.name).span.end;
  const by = offer(`Put into the criterion \`${name}\`, with \`by\``, `by ${name}`, () => ({
    edits: [edit(file.path, { start: end, end }, ` by ${quoteName(name)}`), ...references()],
    renamed,
    regroups: true,
  }));
  if (declaration.body === null) return [by];
  const into = offer(`Move into the braces of \`${name}\``, `into ${name}`, () => ({
    edits: [...cutOut(moved), pasted(target, textOf(moved, null), "inside"), ...references()],
    renamed,
    regroups: true,
  }));
  return [by, into];
}

function standingAlone(moved: Moved, home: Home, selection: Selection): Change {
  const { file, declaration, segment } = moved;
  const edits =
    declaration.by === null
      ? [...cutOut(moved), pasted(home, textOf(moved, null), "behind")]
      : [
          edit(
            file.path,
            { start: (declaration.title ?? declaration.name).span.end, end: declaration.by.span.end },
            "",
          ),
        ];
  return {
    edits: [...edits, ...unqualified(moved, home.criterion.name, selection)],
    renamed: new Map([[segment.id, quoteName(segment.name)]]),
    regroups: true,
  };
}

/** Where another segment has the same name, references must say which is meant. */
function qualified({ meaning }: Moved, criterion: string, { meanings }: Selection): readonly TextEdit[] {
  const namesakes = meanings.declared().filter(({ kind, name }) => kind === "segment" && name === meaning.name);
  if (namesakes.length < 2) return [];
  return meanings
    .of(meaning)
    .filter(({ role }) => role === "use")
    .map(({ file, span }) => edit(file, { start: span.start, end: span.start }, `${quoteName(criterion)}.`));
}

/** `Income.High` becomes `High`. */
function unqualified({ meaning }: Moved, criterion: string, { meanings, view }: Selection): readonly TextEdit[] {
  return meanings
    .of(meaning)
    .filter(({ role }) => role === "use")
    .flatMap(({ file, span }) => {
      const before = view.files.get(file)?.text.slice(0, span.start) ?? "";
      const prefix = /(`[^`\n]*`|[^\s`.,()[\]{}]+)\s*\.\s*$/u.exec(before);
      if (prefix === null || prefix[1]!.replaceAll("`", "").normalize("NFC") !== criterion) return [];
      return [edit(file, { start: prefix.index, end: span.start }, "")];
    });
}

function cutOut({ file, declaration }: Moved): readonly TextEdit[] {
  return [edit(file.path, removedSpan(file.syntax, declaration), "")];
}

/** The declaration with its comments, in another criterion's words: with `by`, or without. */
function textOf({ file, declaration }: Moved, by: string | null): string {
  const { text, syntax } = file;
  const head = (declaration.title ?? declaration.name).span.end;
  const rest = declaration.by?.span.end ?? head;
  const joined = by === null ? "" : ` by ${quoteName(by)}`;
  const start = startWithComments(syntax, declaration);
  return text.slice(start, head) + joined + text.slice(rest, endWithComments(syntax, declaration));
}

/** Inside the braces at their end (`otherwise` stays last), or behind the criterion; the formatter sees to the rest. */
function pasted({ file, declaration }: Home, text: string, where: "inside" | "behind"): TextEdit {
  const last = declaration.members.at(-1);
  if (where === "inside" && last?.kind === "otherwise") {
    const start = startWithComments(file.syntax, last);
    return edit(file.path, { start, end: start }, `${text}\n  `);
  }
  if (where === "inside") {
    const close = declaration.body!.end - 1;
    const lineStart = file.text.lastIndexOf("\n", close - 1) + 1;
    const isOnOwnLine = file.text.slice(lineStart, close).trim() === "";
    const at = isOnOwnLine ? lineStart : close;
    return edit(file.path, { start: at, end: at }, isOnOwnLine ? `  ${text}\n` : `\n  ${text}\n`);
  }
  const end = endWithComments(file.syntax, declaration);
  const isLast = /^[^\S\n]*(?:\n|$)/.test(file.text.slice(end));
  return edit(file.path, { start: end, end }, `\n\n${text}${isLast ? "" : "\n\n"}`);
}
