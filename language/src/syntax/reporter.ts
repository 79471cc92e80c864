import type { Diagnostic, Fix } from "../diagnostics/diagnostic.js";
import { diagnose, type Rule } from "../diagnostics/rule.js";
import type { Span } from "../source/source.js";

/** Collects the diagnostics of one file. */
export class Reporter {
  readonly diagnostics: Diagnostic[] = [];
  /** Grows whenever something is reported, withdrawn or forgotten. */
  changes = 0;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  report<P>(rule: Rule<P>, parameters: P, span: Span, fixes: readonly Fix[] = []): void {
    this.changes += 1;
    this.diagnostics.push(diagnose(rule, parameters, { file: this.#file, span }, { fixes }));
  }

  /** A fix that replaces one span. */
  replace(span: Span, newText: string, title: string, safe = true): Fix {
    return { title, edits: [{ location: { file: this.#file, span }, newText }], safe };
  }

  /** A fix of several edits. */
  edit(edits: readonly { readonly span: Span; readonly newText: string }[], title: string, safe = true): Fix {
    return {
      title,
      edits: edits.map(({ span, newText }) => ({ location: { file: this.#file, span }, newText })),
      safe,
    };
  }

  /** Forgets what was reported at exactly this span: a larger mistake holds it. */
  withdraw(span: Span): void {
    this.changes += 1;
    for (let index = this.diagnostics.length - 1; index >= 0; index -= 1) {
      const found = this.diagnostics[index]!.location.span;
      if (found.start === span.start && found.end === span.end) this.diagnostics.splice(index, 1);
    }
  }

  /** Forgets everything reported since `count` diagnostics were there. */
  rewind(count: number): void {
    this.changes += 1;
    this.diagnostics.length = count;
  }
}
