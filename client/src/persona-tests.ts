import {
  PERSONA_TESTS,
  PERSONA_TESTS_CHANGED,
  type PersonaTest,
  type PersonaTestResult,
  type ProtocolRange,
  RUN_PERSONA_TESTS,
} from "@seg-lang/server/protocol";
import * as vscode from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { isolated } from "./isolation.js";

/** The personas of all programs in the Test Explorer: a folder's file, and the personas in it. */
export class PersonaTests implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #controller = vscode.tests.createTestController("seg.personas", "Seg personas");
  readonly #subscriptions: vscode.Disposable[];
  /** What was run last and asked to be run again at every change. */
  readonly #continuous = new Set<vscode.TestRunRequest>();

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    const { Run } = vscode.TestRunProfileKind;
    const run = (request: vscode.TestRunRequest, token: vscode.CancellationToken) => this.#start(request, token);
    const profile = this.#controller.createRunProfile("Run personas", Run, run, true);
    profile.supportsContinuousRun = true;
    this.#controller.refreshHandler = () => this.#refresh();
    this.#subscriptions = [
      this.#controller,
      client.onNotification(PERSONA_TESTS_CHANGED, () => void this.#refresh().then(() => this.#runAgain())),
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) void this.#refresh();
      }),
    ];
  }

  async #refresh(): Promise<void> {
    if (!this.#client.isRunning()) return;
    const tests = await this.#client.sendRequest<readonly PersonaTest[]>(PERSONA_TESTS);
    const files = new Map<string, vscode.TestItem[]>();
    for (const test of tests) {
      const item = this.#controller.createTestItem(test.id, test.name, vscode.Uri.parse(test.uri));
      item.range = rangeOf(test.range);
      if (test.title !== null) item.description = test.title;
      const siblings = files.get(test.uri);
      if (siblings === undefined) files.set(test.uri, [item]);
      else siblings.push(item);
    }
    this.#controller.items.replace(
      [...files].map(([uri, items]) => {
        const location = vscode.Uri.parse(uri);
        const file = this.#controller.createTestItem(
          uri,
          isolated(vscode.workspace.asRelativePath(location)),
          location,
        );
        file.children.replace(items);
        return file;
      }),
    );
  }

  async #start(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    if (request.continuous === true) {
      this.#continuous.add(request);
      token.onCancellationRequested(() => this.#continuous.delete(request));
    }
    await this.#run(request, token);
  }

  async #runAgain(): Promise<void> {
    for (const request of this.#continuous) await this.#run(request, new vscode.CancellationTokenSource().token);
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const items = new Map(this.#wanted(request).map((item) => [item.id, item]));
    const run = this.#controller.createTestRun(request);
    try {
      for (const item of items.values()) run.started(item);
      const results = await this.#client.sendRequest<readonly PersonaTestResult[]>(
        RUN_PERSONA_TESTS,
        { ids: [...items.keys()] },
        token,
      );
      for (const result of results) {
        const item = items.get(result.id);
        if (item === undefined) continue;
        items.delete(result.id);
        report(run, item, result);
      }
      for (const item of items.values()) run.skipped(item);
    } finally {
      run.end();
    }
  }

  /** The personas that are asked for: files stand for all in them. Sought by id, as items are made anew at every change. */
  #wanted({ include, exclude }: vscode.TestRunRequest): readonly vscode.TestItem[] {
    const all = [...this.#controller.items].flatMap(([, file]) =>
      [...file.children].map(([, item]) => ({ file, item })),
    );
    const names = (chosen: readonly vscode.TestItem[] | undefined) => new Set(chosen?.map(({ id }) => id));
    const included = names(include);
    const excluded = names(exclude);
    return all
      .filter(({ file, item }) => include === undefined || included.has(item.id) || included.has(file.id))
      .filter(({ file, item }) => !excluded.has(item.id) && !excluded.has(file.id))
      .map(({ item }) => item);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function report(
  run: vscode.TestRun,
  item: vscode.TestItem,
  { outcome, milliseconds, messages }: PersonaTestResult,
): void {
  const [first] = messages;
  const said = outcome === "passed" || first === undefined ? item.label : first.text;
  // The panel of results is a terminal.
  run.appendOutput(
    `${outcome === "passed" ? "✓" : "✗"} ${isolated(said)}\n`.replace(/\r?\n/g, "\r\n"),
    undefined,
    item,
  );
  if (outcome === "passed") {
    run.passed(item, milliseconds);
    return;
  }
  // The text says what is expected; VS Code would put a comparison of `in A` with `not in A` in its place.
  const shown = messages.map(({ text, uri, range }) => {
    const message = new vscode.TestMessage(isolated(text));
    message.location = new vscode.Location(vscode.Uri.parse(uri), rangeOf(range));
    return message;
  });
  if (outcome === "failed") run.failed(item, shown, milliseconds);
  else run.errored(item, shown, milliseconds);
}

function rangeOf({ start, end }: ProtocolRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
