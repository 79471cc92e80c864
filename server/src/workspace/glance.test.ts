import { describe, expect, it } from "vitest";
import { Reports } from "../connection/reports.js";
import { ABLE_CLIENT } from "../testing/view.js";
import type { Files } from "./files.js";
import { Workspace } from "./workspace.js";

const ROOT = "file:///shop";
const CUSTOMER = "customer { id: text key, age: integer 0..120, city: text }\ndefine young = age < 30\n";
/** The condition of the last one is wrong. */
const MANY = Array.from({ length: 1_500 }, (_, index) => `segment S${index} where city = "Town number ${index}"\n`)
  .join("")
  .replace('"Town number 1499"', "1499");
const OPEN = 'list cities from "cities.txt"\nsegment A where agee > 5\nsegment B where S1 and city in cities\n';

function shop(texts: Readonly<Record<string, string>>): Workspace {
  const files: Files = {
    entries: async (folder) =>
      folder === ROOT ? Object.keys(texts).map((name) => ({ name, kind: "file" as const })) : null,
    exists: async (uri) => uri.slice(ROOT.length + 1) in texts,
    read: async (uri) => {
      const text = texts[uri.slice(ROOT.length + 1)];
      return text === undefined ? { kind: "absent" } : { kind: "text", text };
    },
  };
  const workspace = new Workspace(files);
  workspace.folders = [ROOT];
  return workspace;
}

describe("the first look at a large program", () => {
  it("tells of what is open before the rest is read, its lists among it, and says nothing that does not stay", async () => {
    const workspace = shop({
      "a.seg": CUSTOMER,
      "b.seg": MANY,
      "c.seg": OPEN,
      "cities.txt": "Tehran\nTehran\n",
    });
    const reports = new Reports(workspace.documents);
    const options = { client: ABLE_CLIENT, rulePages: null };
    workspace.open(`${ROOT}/c.seg`, "seg", 1, OPEN);
    await workspace.settleLayout();
    const [program] = workspace.programs;
    const paths = await program!.glance();
    expect(paths).toEqual(new Set(["c.seg"]));
    expect(program!.isStale).toBe(true);
    const told = (files: ReturnType<Reports["update"]>) =>
      files.map(({ uri, items }) => [uri.slice(ROOT.length + 1), items.map(({ code }) => code)]);
    const first = told(reports.update(program!, options, paths));
    expect(first).toEqual([["c.seg", ["SEG3001"]]]);
    // The list file is there, and so is S1. Once is enough.
    expect(await program!.glance()).toBeNull();

    await program!.settle();
    expect(program!.isStale).toBe(false);
    // Of the open file nothing else is to be said.
    expect(told(reports.update(program!, options)).filter(([, codes]) => codes!.length > 0)).toEqual([
      ["a.seg", ["SEG2008"]],
      ["b.seg", ["SEG3016"]],
    ]);
    expect(program!.program!.model.criteria.flatMap(({ segments }) => segments)).toHaveLength(1_500);
  });

  it.each([
    ["nothing is open", { "a.seg": CUSTOMER, "b.seg": MANY }, []],
    ["everything is open", { "a.seg": CUSTOMER + MANY }, ["a.seg"]],
    ["the rest is small", { "a.seg": CUSTOMER, "b.seg": MANY }, ["b.seg"]],
  ])("is not taken where %s", async (_, texts: Readonly<Record<string, string>>, open) => {
    const workspace = shop(texts);
    for (const path of open) workspace.open(`${ROOT}/${path}`, "seg", 1, texts[path]!);
    await workspace.settleLayout();
    expect(await workspace.programs[0]!.glance()).toBeNull();
  });
});
