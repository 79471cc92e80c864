import { describe, expect, it } from "vitest";
import { ResponseError } from "vscode-languageserver";
import { features } from "../features/registry.js";
import { leading } from "./everywhere/leading.js";
import { FILES, GROUPS, OPTIONS, type Row, SAMPLE } from "./everywhere/program.js";
import { running } from "./everywhere/running.js";
import { telling } from "./everywhere/telling.js";
import { writing } from "./everywhere/writing.js";
import { type Circumstances, World } from "./world.js";

/** Broken off at each end, so that what is whole begins and ends in the middle of a mess. */
const BROKEN = {
  before: (number: number) => `// 😀\nsegment شکسته${number} where (نیست >\ndefine گم${number} = (نیست +\n`,
  behind: (number: number) => `list پاره${number} = [\nsegment نیمه${number} where any خریدها where (\n`,
};
const WINDOWS = {
  root: "file:///c:/Users/سارا/فروش گاه",
  spelled: (uri: string) => decodeURIComponent(uri).replace("file:///c:", "file:///C%3A"),
};
const CIRCUMSTANCES: readonly (readonly [string, Circumstances])[] = [
  ["as it is written", {}],
  ["with line ends of Windows", { crlf: true }],
  ["within broken code", BROKEN],
  ["within broken code with line ends of Windows", { ...BROKEN, crlf: true }],
  ["in UTF-8", { encoding: "utf-8" }],
  ["in UTF-32, within broken code", { encoding: "utf-32", ...BROKEN }],
  ["on Windows", { ...WINDOWS, crlf: true }],
];

const ROWS: Row[] = [];
for (const add of [leading, telling, writing, running]) {
  add((methods, ask, expected, broken) => {
    ROWS.push({
      methods: typeof methods === "string" ? [methods] : methods,
      ask,
      expected,
      ...(broken === undefined ? {} : { broken }),
    });
  });
}

/**
 * Every feature, asked the same of one program under all circumstances: a program in several files, with Persian names in backticks
 * and without, which lies there whole or in the midst of broken code, with line ends of Windows, in every encoding of
 * positions, and on a drive of Windows whose URIs the client spells in its own way.
 */
describe.each(CIRCUMSTANCES)("a program %s", (_, circumstances) => {
  const world = new World(FILES, SAMPLE, circumstances);
  it.each(ROWS.map((each) => [each.methods.join(", "), each] as const))(
    "%s",
    async (_methods, { ask, expected, broken }) => {
      const isBroken = circumstances.before !== undefined;
      expect(await ask(world)).toEqual(isBroken && broken !== undefined ? broken : expected);
    },
  );
});

describe("of broken code (gleam-lang/gleam#5296)", () => {
  const whole = FILES[GROUPS];
  const cuts = [...whole.matchAll(/[\s\S]{1,4}/gu)].map(({ index }) => index);
  const nothing = [
    "",
    "\0",
    "}",
    "`",
    '"',
    "/*",
    "customer",
    "customer {",
    "criterion C { segment",
    "segment A where",
    "\ufeff",
  ];

  it.each([
    ["whatever is not typed yet", cuts.map((at) => [whole.slice(0, at), at] as const)],
    ["whatever has been torn out of it", cuts.map((at) => [whole.slice(0, at) + whole.slice(at + 9), at] as const)],
    ["what is hardly anything", nothing.map((text) => [text, text.length] as const)],
  ])("every feature answers about %s", async (_what, texts) => {
    const crashes: string[] = [];
    for (const [text, at] of texts) {
      const world = new World({ ...FILES, [GROUPS]: text }, SAMPLE, { proved: false });
      const file = world.marked.view.files.get(GROUPS)!;
      const document = world.document(GROUPS);
      const position = file.places.position(at);
      const range = { start: { line: 0, character: 0 }, end: position };
      const params = {
        textDocument: document,
        position,
        range,
        positions: [position],
        ranges: [range],
        options: OPTIONS,
        ch: "\n",
        newName: "نو",
        context: { diagnostics: [], includeDeclaration: true },
        previousResultId: "1",
        query: "ش",
        files: [{ oldUri: document.uri, newUri: world.marked.uriOf("نو.seg") }],
        uri: "seg-view:/rules/SEG4001.md",
        ids: null,
      };
      for (const feature of features) {
        const [name, asked] =
          feature.kind === "command" ? [feature.command, [{ uri: document.uri, position }]] : [feature.method, params];
        if (OF_AN_ANSWER.includes(name)) continue;
        await world.ask(name, asked).catch((error: unknown) => {
          // What cannot be renamed is refused in words.
          if (!(error instanceof ResponseError)) crashes.push(`${name} about ${text}: ${String(error)}`);
        });
      }
    }
    expect(crashes).toEqual([]);
  });
});

/** What is asked about something that was answered before. */
const OF_AN_ANSWER = [
  "codeAction/resolve",
  "completionItem/resolve",
  "callHierarchy/incomingCalls",
  "callHierarchy/outgoingCalls",
];

it("no feature has been forgotten", () => {
  // What these do is done by the thread that reads the data: see `sampling.process.test.ts`.
  const elsewhere = ["seg.countSample", "seg.explainCustomer"];
  const all = features.map((each) => (each.kind === "command" ? each.command : each.method));
  expect([...new Set([...ROWS.flatMap(({ methods }) => methods), ...elsewhere])].sort()).toEqual([...all].sort());
});
