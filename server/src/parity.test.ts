import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  analyseProgram,
  createClock,
  type Diagnostic,
  formatFile,
  parseFile,
  proveProgram,
  reportFindings,
  runPersona,
} from "@seg-lang/language";
import { loadProgram } from "@seg-lang/language/node";
import { afterAll, describe, expect, it } from "vitest";
import { formatting } from "./features/formatting.js";
import { runPersonaTests } from "./features/persona-tests.js";
import { diskFiles } from "./node-files.js";
import { uriOfDisk } from "./program/uris.js";
import { applyEdit } from "./testing/apply-edit.js";
import { programView } from "./testing/view.js";
import { Workspace } from "./workspace/workspace.js";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));
const base = mkdtempSync(join(tmpdir(), "seg-parity-"));
afterAll(() => rmSync(base, { recursive: true }));

/** What the editor shows of the program of a folder, when all is proved. */
async function inEditor(folder: string): Promise<readonly Diagnostic[]> {
  const workspace = new Workspace(diskFiles);
  workspace.folders = [uriOfDisk(folder)];
  await workspace.settleLayout();
  const program = workspace.programs.find(({ place }) => place.root === uriOfDisk(folder))!;
  await program.settle();
  while (program.isProving) program.prove(0);
  return program.shown;
}

/** The same as commands come by it. */
function onCommandLine(folder: string): readonly Diagnostic[] {
  const loaded = loadProgram(folder);
  if (loaded.kind === "failed") throw new Error(loaded.problems.map(({ message }) => message).join("\n"));
  const program = analyseProgram(loaded.input);
  return reportFindings(program, proveProgram(program).diagnostics);
}

function folder(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    const file = join(base, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return join(base, name);
}

const CUSTOMER = "customer { id: text key, age: integer 0..120, city: text }\n";

/** Every `.seg` file of the examples, also those in folders of theirs. */
const programFiles = readdirSync(examples, { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".seg"),
);

describe("the editor lays a file out as `seg fmt` does", () => {
  it.each(programFiles)("%s, with any line ends, and not twice", (path) => {
    const written = readFileSync(join(examples, path), "utf8");
    // Nothing of its layout is left that can be taken away: blanks at the beginning of lines, and around signs.
    const untidy = written.replace(/^[ \t]+/gm, "").replace(/^(segment|list|define) /gm, "$1   ");
    expect(untidy).not.toBe(written);
    for (const crlf of [false, true]) {
      const laidOut = formattedInEditor(untidy, crlf);
      const source = crlf ? untidy.replace(/\r?\n/g, "\r\n") : untidy;
      expect(laidOut).toBe(formatFile(parseFile("main.seg", source)));
      expect(formattedInEditor(laidOut, crlf)).toBe(laidOut);
      const comments = (text: string) =>
        parseFile("main.seg", text).comments.map(({ span }) => text.slice(span.start, span.end));
      expect(comments(laidOut)).toEqual(comments(source));
    }
  });
});

function formattedInEditor(text: string, crlf: boolean): string {
  const program = programView(`//- main.seg\n${text}`, { crlf });
  const textDocument = { uri: program.uriOf("main.seg") };
  const edits = formatting(program.view, { textDocument, options: { tabSize: 2, insertSpaces: true } })!;
  const { version } = program.view.files.get("main.seg")!;
  const changed = applyEdit(program, { documentChanges: [{ textDocument: { ...textDocument, version }, edits }] });
  return changed["main.seg"]!;
}

describe("editor and command line agree (ruff#11506)", () => {
  it.each(readdirSync(examples))("about the example %s", async (name) => {
    expect(await inEditor(join(examples, name))).toEqual(onCommandLine(join(examples, name)));
  });

  it.each(readdirSync(examples))("about the personas of %s", async (name) => {
    const loaded = loadProgram(join(examples, name));
    if (loaded.kind === "failed") throw new Error(name);
    const { model } = analyseProgram(loaded.input);
    const workspace = new Workspace(diskFiles);
    workspace.folders = [uriOfDisk(join(examples, name))];
    await workspace.settleLayout();
    for (const program of workspace.programs) await program.settle();
    const results = runPersonaTests(
      workspace.programs.map((program) => program.view()),
      { ids: null },
    );
    const clock = createClock(model.settings);
    expect(results.map(({ outcome }) => outcome)).toEqual(
      model.personas.map((persona) => {
        const { kind } = runPersona(persona, model, clock);
        return kind === "not-run" ? "errored" : kind;
      }),
    );
  });

  it.each([
    ["overlaps", { "a.seg": `${CUSTOMER}criterion C { segment A where age > 3 segment B where age > 2 }` }],
    [
      "errors beside overlaps",
      {
        "a.seg": CUSTOMER,
        "b.seg": "criterion C { segment A where age > 3 segment B where age > 2 segment D where x }",
      },
    ],
    ["a broken seg.json", { "seg.json": '{ "rules": ', "a.seg": `${CUSTOMER}segment A where age > 3` }],
    [
      "hidden direction signs in a list file",
      { "a.seg": `${CUSTOMER}list a from "a.txt"\nsegment A where city in a`, "a.txt": "x\u202ey\n" },
    ],
    ["no customer", { "a.seg": "segment A where age > 3\ncriterion {" }],
    [
      "lists, there and not, in the folder and out of it",
      {
        "in/a.seg": `${CUSTOMER}list a from "a.txt"\nlist b from "b.txt"\nlist c from "../../c.txt"\nlist d from ".."\nsegment A where city in a`,
        "in/a.txt": "Rasht\r\nRasht\r\n",
      },
    ],
    [
      "programs inside",
      { "a.seg": CUSTOMER, "in/seg.json": "{}", "in/b.seg": "segment B where age > 1", ".x/c.seg": "segment" },
    ],
    [
      "CRLF and Persian names",
      { "الف ب.seg": `${CUSTOMER.replaceAll("\n", "\r\n")}segment \`جوان ها\` where agee < 3\r\n` },
    ],
  ])("about %s", async (name, files) => {
    const shown = await inEditor(folder(name, files));
    expect(shown).toEqual(onCommandLine(join(base, name)));
  });
});
