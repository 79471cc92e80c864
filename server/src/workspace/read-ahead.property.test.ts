import fc from "fast-check";
import { expect, it } from "vitest";
import { programChange, wholeProgram } from "../../../test/kit/changing-program.js";
import { completion } from "../features/completion.js";
import type { FeatureContext } from "../features/feature.js";
import { onTypeFormatting } from "../features/formatting.js";
import { signatureHelp } from "../features/signature-help.js";
import type { ProgramView } from "../program/view.js";
import { featureContext } from "../testing/view.js";
import type { Files } from "./files.js";
import { changeBetween } from "./moved.js";
import { Workspace } from "./workspace.js";

const SEED = 20_261_123;
const ROOT = "file:///shop";

/** A server's files, and which of them are open: those of the program. */
function opened(): Workspace {
  const files: Files = {
    entries: async (folder) =>
      folder === ROOT ? [...wholeProgram.keys()].map((name) => ({ name, kind: "file" as const })) : null,
    exists: async () => false,
    read: async (uri) => {
      const text = wholeProgram.get(uri.slice(ROOT.length + 1));
      return text === undefined ? { kind: "absent" } : { kind: "text", text };
    },
  };
  const workspace = new Workspace(files);
  workspace.folders = [ROOT];
  for (const [path, text] of wholeProgram) if (path.endsWith(".seg")) workspace.open(`${ROOT}/${path}`, "seg", 1, text);
  return workspace;
}

/** What most keystrokes are: something comes into a condition. */
const written = fc
  .record({
    path: fc.constantFrom("c.seg", "d.seg"),
    which: fc.nat(),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    text: fc.constantFrom(" ", "a", "(", ")", '"', " and ", " and ag", " = ", "orders.", " in ", "Age.", "{", "1", "`"),
  })
  .map(({ path, which, at, text }) => (texts: Map<string, string>) => {
    const before = texts.get(path) ?? "";
    const conditions = [...before.matchAll(/where [^\n]*/g)];
    const condition = conditions[which % Math.max(1, conditions.length)];
    if (condition === undefined) return;
    const offset = condition.index + "where ".length + Math.floor(at * (condition[0].length - "where ".length));
    texts.set(path, before.slice(0, offset) + text + before.slice(offset));
  });

/** All that is asked for with a keystroke. */
function answers(view: ProgramView, uri: string, offset: number, context: FeatureContext): readonly unknown[] {
  const file = [...view.files.values()].find((each) => each.uri === uri)!;
  const at = { textDocument: { uri }, position: file.places.position(offset) };
  const format = { ...at, ch: "\n", options: { tabSize: 2, insertSpaces: true } };
  return [completion(view, at, context), signatureHelp(view, at, context), onTypeFormatting(view, format)];
}

it(`What is answered ahead of the check is what would be answered behind it (seed ${SEED})`, async () => {
  const context = featureContext();
  let ahead = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(programChange, written), { minLength: 1, maxLength: 6 }), async (changes) => {
      const workspace = opened();
      await workspace.settleLayout();
      const program = workspace.programs[0]!;
      await program.settle();
      const texts = new Map(wholeProgram);
      for (const [index, change] of changes.entries()) {
        const before = new Map(texts);
        change(texts);
        let typed: { readonly uri: string; readonly offset: number } | null = null;
        for (const [path, text] of before) {
          // What comes, goes, or changes beside the open files is for other tests.
          const now = path.endsWith(".seg") ? (texts.get(path) ?? text) : text;
          texts.set(path, now);
          const difference = changeBetween(text, now);
          if (difference === null) continue;
          workspace.change(`${ROOT}/${path}`, index + 2, [{ text: now }]);
          typed = { uri: `${ROOT}/${path}`, offset: difference.end + difference.by };
        }
        for (const path of texts.keys()) if (!before.has(path)) texts.delete(path);
        if (typed === null) continue;
        const found = (await program.readAhead()) ? answers(program.view(), typed.uri, typed.offset, context) : null;
        if (found === null) {
          await program.settle();
          continue;
        }
        ahead += 1;
        // Half of them are checked only later, as the next keystroke may come before that.
        if (index % 2 === 1) continue;
        await program.settle();
        expect(found).toEqual(answers(program.view(), typed.uri, typed.offset, context));
      }
    }),
    { seed: SEED, numRuns: 150 },
  );
  expect(ahead).toBeGreaterThan(100);
});
