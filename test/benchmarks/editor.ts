import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceFile } from "../../language/src/source/source.js";
import { inManyFiles } from "./edit/programs.js";
import { typing } from "./edit/typing.js";
import { EditedFiles } from "./editor/edited-files.js";
import { ServerProcess } from "./editor/server-process.js";
import { median } from "./measure.js";
import { duration, megabytes, table, writeResult } from "./report.js";

const STARTS = 7;
/** Segments that are typed in, 25 keystrokes each, and those before them that only warm up. */
const PLACES = 16;
const WARM_UP = 4;
/** How often each other request is made. */
const ROUNDS = 20;
/** Edits over which memory is watched, and how many of them lie between two looks. */
const EDITS = 10_000;
const LOOK = 1_000;
/** Of those edits, so many lie between two ends of proofs that are waited for. */
const PROVED = 10;

interface Row {
  readonly name: string;
  readonly medianMilliseconds: number;
  readonly p95Milliseconds: number;
  readonly goalMilliseconds: number | null;
}

/** The language server over its pipes, as an editor feels it, in a program of 1,500 segments in 20 files. */
export async function benchEditor(): Promise<void> {
  const seg = fileURLToPath(new URL("../../cli/dist/seg.mjs", import.meta.url));
  if (!existsSync(seg)) {
    console.error("cli/dist/seg.mjs is not there: run `npm run build` first");
    process.exitCode = 1;
    return;
  }
  const { name, files } = inManyFiles();
  const folder = mkdtempSync(join(tmpdir(), "seg-editor-"));
  const command: Command = [process.execPath, seg, "lsp", "--stdio"];
  try {
    for (const { path, text } of files) writeFileSync(join(folder, path), text);
    console.log(`\n${name}; times are the client's, over stdio`);
    const starts = await measureStart(command, folder, files);
    printRows("from the start of the process", starts.rows);
    for (const [what, spent] of Object.entries(starts.processorMilliseconds)) {
      if (spent !== null) console.log(`processor time of all threads until ${what}: ${milliseconds(spent)}`);
    }
    const session = await measureSession(command, folder, files);
    printRows("what the user waits for", session.rows);
    if (session.processorMilliseconds !== null) {
      console.log(`\nprocessor time of a keystroke, proofs included: ${milliseconds(session.processorMilliseconds)}`);
    }
    const memory = await measureMemory(command, folder, files);
    writeResult("editor", { starts, ...session, memory });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Command = readonly [string, ...string[]];

async function measureStart(command: Command, folder: string, files: readonly SourceFile[]) {
  const checked: number[] = [];
  const proved: number[] = [];
  const spent: { readonly checked: number[]; proved: number | null } = { checked: [], proved: null };
  for (let round = 0; round < STARTS; round += 1) {
    const begin = performance.now();
    const server = new ServerProcess(command);
    const ends = server.proved();
    await server.initialize(folder);
    const edited = new EditedFiles(server, folder, files);
    await server.checked(edited.open(files[1]!.path), 1);
    checked.push(performance.now() - begin);
    if (server.processorTime !== null) spent.checked.push(server.processorTime);
    // That takes its time, and is no part of starting.
    if (round === 0) {
      await ends;
      proved.push(performance.now() - begin);
      spent.proved = server.processorTime;
    }
    await server.stop();
  }
  return {
    rows: [row("first diagnostics", checked, 500), row("all proofs", proved)],
    processorMilliseconds: {
      "first diagnostics": spent.checked.length === 0 ? null : median(spent.checked),
      "all proofs": spent.proved,
    },
  };
}

async function measureSession(command: Command, folder: string, files: readonly SourceFile[]) {
  const server = new ServerProcess(command);
  await server.initialize(folder);
  await server.proved();
  const edited = new EditedFiles(server, folder, files);

  const times = { checked: [] as number[], proved: [] as number[], completed: [] as number[], colours: [] as number[] };
  const processorBefore: (number | null)[] = [];
  let colours = new Map<string, string>();
  for (const [index, state] of [...typing(files, WARM_UP), ...typing(files, PLACES)].entries()) {
    const isWarm = index >= WARM_UP * 25;
    if (index === WARM_UP * 25) processorBefore.push(server.processorTime);
    const begin = performance.now();
    const typed = edited.become(state);
    if (typed === null) continue;
    const since = () => performance.now() - begin;
    const { uri: textDocumentUri, version, position } = typed;
    const textDocument = { uri: textDocumentUri };
    // At once with the keystroke, as editors do.
    const completed = server.request("textDocument/completion", { textDocument, position }).then(since);
    const checked = server.checked(textDocument.uri, version).then(since);
    const proved = server.proved().then(since);
    const each = { completed: await completed, checked: await checked, proved: await proved };
    const before = performance.now();
    colours = await askColours(server, textDocument.uri, colours);
    if (!isWarm) continue;
    times.completed.push(each.completed);
    times.checked.push(each.checked);
    times.proved.push(each.proved);
    times.colours.push(performance.now() - before);
  }
  const [processorStart] = processorBefore;
  const processorEnd = server.processorTime;
  const processorMilliseconds =
    processorStart == null || processorEnd === null ? null : (processorEnd - processorStart) / times.checked.length;

  const requests: Row[] = [];
  for (const [name, ask] of requestsOf(server, edited, files)) {
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const begin = performance.now();
      await ask();
      taken.push(performance.now() - begin);
    }
    requests.push(row(name, taken));
  }
  await server.stop();
  return {
    rows: [
      row("keystroke to diagnostics of the check", times.checked, 50),
      row("keystroke to diagnostics of the proofs", times.proved),
      row("completion, asked for with the keystroke", times.completed, 20),
      row("semantic tokens, delta after a keystroke", times.colours),
      ...requests,
    ],
    processorMilliseconds,
  };
}

/** Asks for semantic tokens as editors do: all of a file, then what is new about them. */
async function askColours(
  server: ServerProcess,
  uri: string,
  known: Map<string, string>,
): Promise<Map<string, string>> {
  const textDocument = { uri };
  const previousResultId = known.get(uri);
  const { resultId } = (await (previousResultId === undefined
    ? server.request("textDocument/semanticTokens/full", { textDocument })
    : server.request("textDocument/semanticTokens/full/delta", { textDocument, previousResultId }))) as {
    resultId: string;
  };
  return new Map([...known, [uri, resultId]]);
}

/** Requests about a program in which nothing changes meanwhile. */
function requestsOf(server: ServerProcess, edited: EditedFiles, files: readonly SourceFile[]) {
  const common = files[0]!.path;
  const part = files[10]!.path;
  const at = (path: string, text: string) => {
    const lines = edited.text(path).split("\n");
    const line = lines.findIndex((each) => each.includes(text));
    return {
      textDocument: { uri: edited.open(path) },
      position: { line, character: lines[line]!.indexOf(text) + 1 },
    };
  };
  const { textDocument } = at(part, "segment");
  const end = { line: edited.text(part).split("\n").length, character: 0 };
  const range = { start: { line: 0, character: 0 }, end };
  const requests: readonly (readonly [string, string, object])[] = [
    ["hover over a field", "textDocument/hover", at(part, "age")],
    ["hover over a segment", "textDocument/hover", at(part, "S7")],
    ["completion in a condition", "textDocument/completion", at(part, "age")],
    ["definition", "textDocument/definition", at(part, "income")],
    [
      "references of a field used in all segments",
      "textDocument/references",
      {
        ...at(common, "age: integer"),
        context: { includeDeclaration: true },
      },
    ],
    ["rename of that field", "textDocument/rename", { ...at(common, "age: integer"), newName: "years_old" }],
    ["rename of a segment", "textDocument/rename", { ...at(part, "S7"), newName: "Seventh" }],
    ["semantic tokens of a file", "textDocument/semanticTokens/full", { textDocument }],
    ["code lenses", "textDocument/codeLens", { textDocument }],
    ["inlay hints", "textDocument/inlayHint", { textDocument, range }],
    [
      "code actions",
      "textDocument/codeAction",
      {
        textDocument,
        range: { start: at(part, "age").position, end: at(part, "age").position },
        context: { diagnostics: [] },
      },
    ],
    ["symbols of a file", "textDocument/documentSymbol", { textDocument }],
    ["symbols of the workspace", "workspace/symbol", { query: "S14" }],
    ["formatting of a file", "textDocument/formatting", { textDocument, options: { tabSize: 2, insertSpaces: true } }],
  ];
  return requests.map(([name, method, params]) => [name, () => server.request(method, params)] as const);
}

interface Memory {
  readonly edits: number;
  readonly bytes: number;
}

async function measureMemory(
  command: Command,
  folder: string,
  files: readonly SourceFile[],
): Promise<readonly Memory[]> {
  const server = new ServerProcess(command);
  const looks: Memory[] = [];
  const look = (edits: number) => {
    const bytes = server.residentMemory;
    if (bytes === null) return;
    looks.push({ edits, bytes });
    console.log(`  after ${String(edits).padStart(6)} edits ${megabytes(bytes).padStart(9)}`);
  };
  console.log(`\nresident memory over ${EDITS} edits (goal 200 MB, flat)`);
  await server.initialize(folder);
  await server.proved();
  look(0);
  const edited = new EditedFiles(server, folder, files);
  let colours = new Map<string, string>();
  let edits = 0;
  for (const state of typing(files, EDITS / 25)) {
    const typed = edited.become(state);
    edits += 1;
    if (typed === null) continue;
    const { uri, version, position } = typed;
    const textDocument = { uri };
    const proved = edits % PROVED === 0 ? server.proved() : null;
    const waves = [server.checked(uri, version), server.request("textDocument/completion", { textDocument, position })];
    await Promise.all(waves);
    await proved;
    if (edits % 5 === 0) colours = await askColours(server, uri, colours);
    if (edits % 25 === 0) await elsewhere(server, edited, textDocument, position);
    if (edits % LOOK === 0) look(edits);
  }
  await server.stop();
  return looks;
}

/** What happens besides typing: something is looked at, files are closed, and written by others. */
async function elsewhere(
  server: ServerProcess,
  edited: EditedFiles,
  textDocument: { readonly uri: string },
  position: { readonly line: number; readonly character: number },
): Promise<void> {
  const { line } = position;
  await server.request("textDocument/hover", { textDocument, position: { line, character: position.character - 8 } });
  await server.request("textDocument/codeLens", { textDocument });
  await server.request("textDocument/documentSymbol", { textDocument });
  const [first, second] = edited.opened;
  if (first !== undefined && second !== undefined && edited.uri(first) !== textDocument.uri) edited.close(first);
  const uri = edited.uri("common.seg");
  server.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
}

function row(name: string, times: readonly number[], goal: number | null = null): Row {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    name,
    medianMilliseconds: median(sorted),
    p95Milliseconds: sorted[Math.ceil(sorted.length * 0.95) - 1]!,
    goalMilliseconds: goal,
  };
}

function printRows(title: string, rows: readonly Row[]): void {
  console.log(
    `\n${table(
      [title, "median", "95 %", "goal"],
      rows.map(({ name, medianMilliseconds, p95Milliseconds, goalMilliseconds }) => [
        name,
        milliseconds(medianMilliseconds),
        milliseconds(p95Milliseconds),
        goalMilliseconds === null ? "" : `≤ ${milliseconds(goalMilliseconds)}`,
      ]),
    )}`,
  );
}

const milliseconds = (time: number): string => duration(time * 1e6);
