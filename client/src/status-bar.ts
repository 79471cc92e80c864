import { PROGRAM_STATUS, type ProgramStatus } from "@seg-lang/server/protocol";
import * as vscode from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";

/** Says how the program of the file before the user stands. */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem("seg.status", vscode.StatusBarAlignment.Right, 90);
  readonly #programs = new Map<string, ProgramStatus>();
  readonly #subscriptions: vscode.Disposable[];
  #running = false;

  constructor(client: BaseLanguageClient) {
    this.#item.name = "Seg";
    this.#item.command = "seg.showOutput";
    this.#subscriptions = [
      this.#item,
      client.onNotification(PROGRAM_STATUS, (status: ProgramStatus) => {
        this.#programs.set(status.root, status);
        this.#show();
      }),
      client.onDidChangeState(({ newState }) => {
        this.#running = newState === State.Running;
        if (!this.#running) this.#programs.clear();
        this.#show();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.#show()),
    ];
  }

  #show(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== "seg") {
      this.#item.hide();
      return;
    }
    const status = this.#running ? this.#programOf(document.uri.toString()) : undefined;
    this.#item.text = this.#running ? (status === undefined ? "$(loading~spin) Seg" : textOf(status)) : "$(error) Seg";
    this.#item.tooltip = status === undefined ? stateText(this.#running) : tooltipOf(status);
    const isBad = status !== undefined && (status.errors > 0 || (status.proofs?.overlapping ?? 0) > 0);
    this.#item.backgroundColor = isBad ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.#item.show();
  }

  /** That with the longest root that the document lies in: programs may lie within each other's folders. */
  #programOf(uri: string): ProgramStatus | undefined {
    return [...this.#programs.values()]
      .filter(({ root }) => uri === root || uri.startsWith(`${root}/`))
      .sort((a, b) => b.root.length - a.root.length)[0];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function stateText(running: boolean): string {
  return running ? "Seg is reading the program" : "Seg's language server is not running";
}

function textOf({ errors, proofs, proving }: ProgramStatus): string {
  if (errors > 0) return `$(error) Seg: ${errors} ${errors === 1 ? "error" : "errors"}`;
  if (proving) return "$(loading~spin) Seg: proving";
  if (proofs === null) return "$(check) Seg";
  if (proofs.overlapping > 0) return `$(warning) Seg: ${proofs.overlapping} overlapping`;
  if (proofs.gaps > 0) return `$(info) Seg: ${proofs.gaps} ${proofs.gaps === 1 ? "gap" : "gaps"}`;
  if (proofs.undecided > 0) return `$(question) Seg: ${proofs.undecided} undecided`;
  return "$(verified) Seg: exclusive";
}

function tooltipOf(status: ProgramStatus): vscode.MarkdownString {
  const { segments, criteria, proofs, sample } = status;
  const lines = [`**${count(segments, "segment")}** in ${count(criteria, "criterion", "criteria")}`];
  if (proofs !== null) {
    lines.push(
      `${count(proofs.exclusive, "pair")} proved apart, ${proofs.overlapping} overlapping, ${proofs.undecided} undecided`,
    );
  }
  if (sample !== null) {
    const customers = count(sample.customers, "customer");
    const { rejected = 0 } = sample;
    const without = rejected === 0 ? "" : `; ${count(rejected, "record")} rejected, and not counted`;
    lines.push(`${customers}${sample.complete ? "" : " so far"} in \`${sample.file}\`${without}`);
  }
  return new vscode.MarkdownString(lines.join("\n\n"));
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
