import { type Diagnostic, type Program, type ProgramInput, reportFindings } from "@seg-lang/language";
import { changeBetween, movedFindings, type TextChange } from "./moved.js";

/**
 * What is shown of one version of a program after another. The check's findings come first, with what the proofs of a version
 * before had found where its text still stands; then what the proofs find now.
 */
export class TwoWaves {
  /** What is shown only because of proofs, of this version or one before it. */
  #proved: readonly Diagnostic[] = [];
  /** The texts in which that stands. */
  #provedIn: ProgramInput | null = null;

  /** `unreadable`: of files that could not be read; then nothing else is told, as on the command line. */
  first({ input, diagnostics }: Program, unreadable: readonly Diagnostic[]): readonly Diagnostic[] {
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

  /** `found` is what the proofs say of this version. */
  second(program: Program, found: readonly Diagnostic[]): readonly Diagnostic[] {
    const all = reportFindings(program, found);
    this.#proved = besides(program.diagnostics, all);
    this.#provedIn = program.input;
    return all;
  }

  forgetProofs(): void {
    this.#proved = [];
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
