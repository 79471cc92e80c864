import type { Diagnostic, Fix, TextEdit } from "./diagnostics/diagnostic.js";
import type { SourceFile } from "./source/source.js";

/** Fixes can reveal what others can fix; some that undo each other must still come to an end. */
const MOST_ROUNDS = 100;
/** A fix that turns up again and again where it was applied answers nothing. */
const MOST_REPEATS = 5;

export interface Fixing {
  /** What may be changed. */
  readonly files: readonly SourceFile[];
  /** The findings of the whole program once these files are as given. */
  check(files: readonly SourceFile[]): readonly Diagnostic[];
  /** Whether a finding is to be fixed. */
  wants(diagnostic: Diagnostic): boolean;
}

/** A safe fix with the finding it answers. Offsets are those of the texts in the round it was applied in. */
export interface ChosenFix {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
}

export interface Fixed {
  /** In the order of `Fixing.files`, changed or not. */
  readonly files: readonly SourceFile[];
  readonly applied: readonly AppliedFix[];
  /** Fixes that would have led to more errors than there were. */
  readonly takenBack: readonly ChosenFix[];
  /** The findings of the files as they are now. */
  readonly findings: readonly Diagnostic[];
}

export interface AppliedFix extends ChosenFix {
  /** The text of the finding's file before the fix, so that its place can be told. */
  readonly text: string;
}

/**
 * Applies the safe fixes, and those that turn up once they are applied, until there are none. In each round no two edits
 * touch; a fix after which the program has more errors than before, or more of syntax, is taken back.
 */
export function applySafeFixes({ files, check, wants }: Fixing): Fixed {
  let current = files;
  let findings = check(files);
  const applied: AppliedFix[] = [];
  const takenBack: ChosenFix[] = [];
  const refused = new Set<string>();
  const repeats = new Map<string, number>();
  const seen = new Set([fingerprint(files)]);

  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const candidates = chooseFixes(current, findings, (each) => wants(each.diagnostic) && !refused.has(keyOf(each)));
    if (candidates.length === 0) break;
    const tried = tryFixes(current, candidates, check, findings);
    for (const each of tried.refused) refused.add(keyOf(each));
    takenBack.push(...tried.refused);
    if (tried.kept.length === 0) continue;
    const print = fingerprint(tried.files);
    if (seen.has(print)) break;
    seen.add(print);
    for (const key of new Set(tried.kept.map(keyOf))) {
      const times = (repeats.get(key) ?? 0) + 1;
      repeats.set(key, times);
      if (times === MOST_REPEATS) refused.add(key);
    }
    const texts = new Map(current.map(({ path, text }) => [path, text]));
    applied.push(...tried.kept.map((each) => ({ ...each, text: texts.get(each.diagnostic.location.file) ?? "" })));
    current = tried.files;
    findings = tried.findings;
  }
  return { files: current, applied, takenBack, findings };
}

interface Tried {
  readonly kept: readonly ChosenFix[];
  readonly refused: readonly ChosenFix[];
  readonly files: readonly SourceFile[];
  /** Of `files`, if any was kept. */
  readonly findings: readonly Diagnostic[];
}

/**
 * All of the fixes if each error among their findings is gone afterwards; else halves and quarters of them, down to single
 * ones, which must not lead to more errors than there were without them, nor to more of syntax. (One that brings an error to
 * light is kept.)
 */
function tryFixes(
  files: readonly SourceFile[],
  candidates: readonly ChosenFix[],
  check: Fixing["check"],
  before: readonly Diagnostic[],
): Tried {
  let kept: readonly ChosenFix[] = [];
  let findings: readonly Diagnostic[] = [];
  let left = errorCount(before);
  let unread = syntaxErrorCount(before);
  const refused: ChosenFix[] = [];
  const settle = (some: readonly ChosenFix[]): void => {
    const together = [...kept, ...some];
    const found = check(applyFixes(files, together));
    const answered = some.length === 1 ? 0 : errorCount(some.map(({ diagnostic }) => diagnostic));
    // Of what cannot be read hardly anything else is found: fewer errors are no better then.
    if (errorCount(found) <= left - answered && syntaxErrorCount(found) <= unread) {
      kept = together;
      findings = found;
      left = errorCount(found);
      unread = syntaxErrorCount(found);
    } else if (some.length === 1) {
      refused.push(...some);
    } else {
      const middle = Math.ceil(some.length / 2);
      settle(some.slice(0, middle));
      settle(some.slice(middle));
    }
  };
  settle(candidates);
  return { kept, refused, files: applyFixes(files, kept), findings };
}

/** The first safe fix of each finding, as far as it lies in the files and touches none chosen before it. */
function chooseFixes(
  files: readonly SourceFile[],
  findings: readonly Diagnostic[],
  accepts: (candidate: ChosenFix) => boolean,
): ChosenFix[] {
  const lengths = new Map(files.map(({ path, text }) => [path, text.length]));
  const taken: TextEdit[] = [];
  return findings.flatMap((diagnostic) => {
    const fix = diagnostic.fixes.find(
      (each) =>
        each.safe &&
        each.edits.length > 0 &&
        each.edits.every(({ location }) => location.span.end <= (lengths.get(location.file) ?? -1)) &&
        accepts({ diagnostic, fix: each }),
    );
    if (fix === undefined || fix.edits.some((edit) => taken.some((other) => touch(edit, other)))) return [];
    taken.push(...fix.edits);
    return [{ diagnostic, fix }];
  });
}

/** Edits side by side are told apart too: what stands between two insertions at one place is nobody's choice. */
function touch(a: TextEdit, b: TextEdit): boolean {
  return (
    a.location.file === b.location.file &&
    a.location.span.start <= b.location.span.end &&
    b.location.span.start <= a.location.span.end
  );
}

/** What is written ends its lines as the file does. */
function applyFixes(files: readonly SourceFile[], fixes: readonly ChosenFix[]): SourceFile[] {
  const edits = fixes.flatMap(({ fix }) => fix.edits);
  return files.map(({ path, text }) => {
    const own = edits
      .filter(({ location }) => location.file === path)
      .sort((a, b) => a.location.span.start - b.location.span.start);
    let result = "";
    let from = 0;
    for (const { location, newText } of own) {
      const written = text.includes("\r\n") ? newText.replace(/\r?\n/g, "\r\n") : newText;
      result += text.slice(from, location.span.start) + written;
      from = location.span.end;
    }
    return { path, text: result + text.slice(from) };
  });
}

export function errorCount(findings: readonly Diagnostic[]): number {
  return findings.filter(({ severity }) => severity === "error").length;
}

function syntaxErrorCount(findings: readonly Diagnostic[]): number {
  return errorCount(findings.filter(({ code }) => code.startsWith("SEG1")));
}

/** The same fix in another round, wherever its place has moved to. */
function keyOf({ diagnostic, fix }: ChosenFix): string {
  const edits = fix.edits.map(({ location, newText }) => [location.file, newText]);
  return JSON.stringify([diagnostic.code, diagnostic.message, fix.title, edits]);
}

function fingerprint(files: readonly SourceFile[]): string {
  return JSON.stringify(files.map(({ text }) => text));
}
