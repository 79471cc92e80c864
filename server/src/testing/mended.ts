import { expect } from "vitest";
import type { CodeAction } from "vscode-languageserver";
import { codeAction } from "../features/code-action.js";
import { applyEdit } from "./apply-edit.js";
import { ABLE_CLIENT, featureContext, type MarkedProgram, programView } from "./view.js";

/** What is offered at the cursor of a program. */
export function offered({ view, uri, position }: MarkedProgram, client = ABLE_CLIENT): readonly CodeAction[] {
  const range = { start: position, end: position };
  const params = { textDocument: { uri }, range, context: { diagnostics: [] } };
  return codeAction(view, params, featureContext(client)) ?? [];
}

/** The file that changes, the others left out; with the rule of the finding gone, and no new error. */
export function mended(program: MarkedProgram, title: string): string {
  const action = offered(program).find((each) => each.title === title);
  if (action === undefined) throw new Error(`Not offered: ${title}; but ${offered(program).map((one) => one.title)}`);
  const changed = applyEdit(program, action.edit!);
  expect(Object.keys(changed)).toHaveLength(1);
  const [[path, text]] = Object.entries(changed) as [[string, string]];
  const all = [...program.view.files.values(), ...program.view.others.values()];
  const after = programView(
    all.map((file) => `//- ${file.path}\n${file.path === path ? text : file.text.replace(/\n?$/, "\n")}`).join(""),
    { prove: true },
  );
  const errors = (view: MarkedProgram["view"]) =>
    view.diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
  expect(errors(program.view)).toEqual(expect.arrayContaining(errors(after.view)));
  const left = new Set(after.view.diagnostics.map(({ message }) => message));
  expect(program.view.diagnostics.filter(({ message }) => !left.has(message))).not.toEqual([]);
  return text;
}
