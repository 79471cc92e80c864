import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Program } from "@seg-lang/language";
import { expect, it } from "vitest";
import { ABLE_CLIENT } from "../testing/view.js";
import type { Files } from "../workspace/files.js";
import { Workspace } from "../workspace/workspace.js";
import { Reports } from "./reports.js";
import { turn } from "./turn.js";

const ROOT = "file:///shop";
const TEXT = `customer { id: text key, age: integer 0..120 }
list years from "years-0.txt"
criterion Age {
  segment Y where age < 30
  segment O where age > 20 and age in years
}
`;

const files: Files = {
  entries: async (folder) => (folder === ROOT ? [{ name: "a.seg", kind: "file" }] : null),
  exists: async () => false,
  read: async (uri) => ({ kind: "text", text: uri.endsWith(".seg") ? TEXT : "20\n30\n" }),
};

it("Memory does not grow with edits, nor with what is watched: of earlier versions nothing stays alive (biome#6784)", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const workspace = new Workspace(files);
  workspace.folders = [ROOT];
  const reports = new Reports(workspace.documents);
  const versions: WeakRef<Program>[] = [];
  workspace.open(`${ROOT}/a.seg`, "seg", 1, TEXT);
  for (let version = 2; version < 60; version += 1) {
    // Every version reads another list, which somebody writes.
    const text = TEXT.replace("years-0", `years-${version}`).replace("< 30", `< ${version}`);
    workspace.change(`${ROOT}/a.seg`, version, [{ text }]);
    workspace.filesChanged([{ uri: `${ROOT}/years-${version}.txt`, kind: "changed" }]);
    await workspace.settleLayout();
    for (const program of workspace.programs) {
      await program.settle();
      reports.update(program, { client: ABLE_CLIENT, rulePages: null });
      while (!program.prove(Number.POSITIVE_INFINITY));
      reports.update(program, { client: ABLE_CLIENT, rulePages: null });
      versions.push(new WeakRef(program.program!));
    }
    workspace.tidy();
  }
  await turn();
  collect();
  await turn();
  collect();
  expect(versions).toHaveLength(58);
  expect(versions.at(-1)!.deref()).toBeDefined();
  // The one before may still be looked at by the one that took it over.
  expect(versions.slice(0, -2).filter((version) => version.deref() !== undefined)).toEqual([]);
  expect(workspace.programs[0]!.reading).toEqual([`${ROOT}/a.seg`, `${ROOT}/years-59.txt`]);
  expect(reports.all().map(({ uri }) => uri)).toEqual([`${ROOT}/a.seg`]);
});
