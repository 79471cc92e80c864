import { analyseProgram, type Program, type ProgramInput, type SourceFile, type TextEdit } from "@seg-lang/language";
import type { ProgramView } from "../program/view.js";

/** The text with edits made, which do not overlap; what is written ends its lines as the text does. */
export function editedText(path: string, text: string, edits: readonly TextEdit[]): string {
  return edits
    .filter(({ location }) => location.file === path)
    .sort((a, b) => b.location.span.start - a.location.span.start)
    .reduce(
      (result, { location: { span }, newText }) =>
        result.slice(0, span.start) + withLineEndsOf(text, newText) + result.slice(span.end),
      text,
    );
}

/** What is to be written into a text, with its line ends. */
export function withLineEndsOf(text: string, newText: string): string {
  return text.includes("\r\n") ? newText.replace(/\r?\n/g, "\r\n") : newText.replace(/\r\n/g, "\n");
}

/** The program as it would be, analysed from the start; the one of the view stays as it is. `previous`: one tried before. */
export function changedProgram(view: ProgramView, files: readonly SourceFile[], previous?: Program): Program {
  const { input } = view.program;
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const now = <F extends SourceFile>(file: F): F => ({ ...file, text: texts.get(file.path) ?? file.text });
  const config = input.config === null ? null : now(input.config);
  const readList: ProgramInput["readList"] = (fromFile, path) => {
    const found = input.readList(fromFile, path);
    return found.kind === "text" ? now(found) : found;
  };
  return analyseProgram({ ...input, files: input.files.map(now), config, readList }, previous);
}
