import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { type DiagnosticDetails, diagnose, type Rule } from "../diagnostics/rule.js";
import { ownText } from "../source/own-text.js";
import type { Location, Span } from "../source/source.js";

export type Report = (diagnostic: Diagnostic) => void;

/** Reports findings in one file. */
export class FileReporter {
  readonly file: string;
  readonly text: string;
  readonly #report: Report;

  constructor(file: { readonly path: string; readonly text: string }, report: Report) {
    this.file = file.path;
    this.text = file.text;
    this.#report = report;
  }

  report<P>(rule: Rule<P>, parameters: P, span: Span, details?: DiagnosticDetails): void {
    this.#report(diagnose(rule, parameters, this.location(span), details));
  }

  location(span: Span): Location {
    return { file: this.file, span };
  }

  /** The source text, as the author wrote it. */
  textOf(span: Span): string {
    return ownText(this.text.slice(span.start, span.end));
  }
}
