import { expect, it } from "vitest";
import { diagnosticsOf } from "../diagnostics/memory.js";
import { ABLE_CLIENT } from "../testing/view.js";
import type { Files } from "../workspace/files.js";
import { Workspace } from "../workspace/workspace.js";
import { Reports } from "./reports.js";

const ROOT = "file:///shop";
const TEXTS: Readonly<Record<string, string>> = {
  "customer.seg": "customer { id: text key, age: integer 0..120, city: text }\ncriterion Everyone {}\n",
  "a.seg":
    "segment A by Everyone where age < 40\n\ncriterion Age {\n  segment Y where age < 30\n  segment O where age > 20\n}\n",
  "ب.seg": "// ب\nsegment B by Everyone where age > 30\nsegment C by Everyone where age > 35\n",
};

const files: Files = {
  entries: async (folder) => (folder === ROOT ? Object.keys(TEXTS).map((name) => ({ name, kind: "file" })) : null),
  exists: async () => false,
  read: async (uri) => ({ kind: "text", text: TEXTS[uri.slice(ROOT.length + 1)]! }),
};

/** What somebody makes of the files, one state after the other. */
const EDITS: readonly (readonly [path: string, from: string, to: string])[] = [
  // Of the same length: what follows keeps its offset, but not its line.
  ["a.seg", "\n\ncriterion", "\n criterion"],
  ["a.seg", "\n criterion", "\n\ncriterion"],
  ["a.seg", "\n\ncriterion", "\n// x\n\ncriterion"],
  ["a.seg", "age < 40", "agee < 40"],
  ["a.seg", "agee < 40", "age < 32"],
  ["ب.seg", "// ب\n", ""],
  ["ب.seg", "segment C", "segment `C d`"],
  ["ب.seg", "age > 30", "age > 31"],
  ["a.seg", "// x\n\n", "\n// x\n"],
  ["a.seg", "segment A by", "segment Ä by"],
  ["customer.seg", "criterion Everyone {}", "criterion Everyone ordered {}"],
  ["customer.seg", "criterion Everyone ordered {}", "\ncriterion Everyone {}"],
  ["a.seg", "age < 30", "age < 20"],
  ["a.seg", "criterion Age {", "criterion `سن` {"],
  ["ب.seg", "segment B by", "segment `B c` by"],
];

it("What was told of a file is, after every wave, what would be told from the start; and is told where it is new alone", async () => {
  const workspace = new Workspace(files);
  workspace.folders = [ROOT];
  const reports = new Reports(workspace.documents);
  const options = { client: ABLE_CLIENT, rulePages: null };
  const texts = new Map(Object.entries(TEXTS));
  for (const [path, text] of texts) workspace.open(`${ROOT}/${path}`, "seg", 1, text);
  let overlaps = 0;
  const told = new Map<string, unknown>();
  const compare = () => {
    const program = workspace.programs[0]!;
    const changed = reports.update(program, options);
    for (const { uri, version, items } of changed) {
      expect([version, items]).not.toEqual(told.get(uri));
      told.set(uri, [version, items]);
    }
    for (const [path, items] of diagnosticsOf(program.view(), options)) {
      expect(reports.get(`${ROOT}/${path}`)?.items).toEqual(items);
      overlaps += items.filter(({ code }) => code === "SEG4001").length;
    }
    expect(reports.update(program, options)).toEqual([]);
  };
  for (const [index, edit] of [null, ...EDITS].entries()) {
    if (edit !== null) {
      const [path, from, to] = edit;
      const text = texts.get(path)!.replace(from, to);
      expect(text).not.toBe(texts.get(path));
      texts.set(path, text);
      workspace.change(`${ROOT}/${path}`, index + 1, [{ text }]);
    }
    await workspace.settleLayout();
    await workspace.programs[0]!.settle();
    compare();
    while (!workspace.programs[0]!.prove(Number.POSITIVE_INFINITY));
    compare();
  }
  expect(overlaps).toBeGreaterThan(20);
});
