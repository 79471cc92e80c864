import {
  CodeLensRefreshRequest,
  type Connection,
  DiagnosticRefreshRequest,
  InlayHintRefreshRequest,
  type WorkDoneProgressServerReporter,
} from "vscode-languageserver";
import type { DiagnosticOptions } from "../diagnostics/diagnostic.js";
import { PERSONA_TESTS_CHANGED, PROGRAM_STATUS } from "../protocol.js";
import type { LiveProgram } from "../workspace/live-program.js";
import type { Workspace } from "../workspace/workspace.js";
import type { Milestones } from "./milestones.js";
import type { FileReport, Reports } from "./reports.js";
import type { Sampling } from "./sampling.js";
import type { ServedDocuments } from "./served-documents.js";
import { programStatus } from "./status.js";
import type { Watching } from "./watching.js";

/** So long (milliseconds) the proofs may go on before messages are looked for: while somebody types, and else. */
const SHORT_SLICE = 2;
const SLICE = 8;
/** So long (milliseconds) after a change the next one, or a request that belongs to it, may be on its way. */
const TYPING = 500;
/** So long (milliseconds) after the beginning the client may take to say what is open: of that is told first. */
const OPENING = 100;
/** Proofs that take longer than this (milliseconds) are shown as work in progress. */
const LONG_WORK = 700;

export interface BackgroundOptions extends DiagnosticOptions {
  readonly pulls: boolean;
  readonly programStatus: boolean;
  readonly personaTests: boolean;
  readonly served: ServedDocuments;
  readonly milestones: Milestones | null;
}

/** What is done while no message waits: programs are analysed, then proved slice by slice, and what is found is told. */
export class Background {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #reports: Reports;
  readonly #watching: Watching;
  readonly #options: BackgroundOptions;
  readonly #statuses = new Map<string, string>();
  readonly #proved = new WeakMap<LiveProgram, string | undefined>();
  #isOpening = false;
  readonly #passed = new Set<keyof Milestones>();
  #provingSince: number | null = null;
  /** When something was analysed again for the last time, in milliseconds of `performance.now`. */
  #changed = Number.NEGATIVE_INFINITY;
  #progress: Promise<WorkDoneProgressServerReporter | null> | null = null;
  #isRefreshing = false;
  #refreshAgain = false;
  /** Counts customers, where files of them can be read. */
  sampling: Sampling | null = null;
  #hadPersonas = false;
  /** Programs that have been analysed again, of which nothing has been told yet. */
  readonly #untold = new Set<LiveProgram>();

  constructor(
    connection: Connection,
    workspace: Workspace,
    reports: Reports,
    watching: Watching,
    options: BackgroundOptions,
  ) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#reports = reports;
    this.#watching = watching;
    this.#options = options;
  }

  /** From now on there is work. `wake` asks for the next step. */
  begin(wake: () => void): void {
    this.#isOpening = true;
    setTimeout(() => {
      this.#isOpening = false;
      wake();
    }, OPENING);
  }

  /** A little work; says whether there is more. */
  async step(): Promise<boolean> {
    if (this.#isOpening && this.#workspace.documents.size === 0) return false;
    // What is asked for with a keystroke may come a moment after it: it does not wait for the telling.
    if (!this.#workspace.isSettled) {
      if (await this.#glance()) this.#pass("told");
      else await this.catchUp();
      return true;
    }
    if (this.#untold.size > 0) {
      await this.settle();
      this.#pass("told");
      return true;
    }
    this.#pass("told");
    const program = this.#workspace.programs.find(({ isProving }) => isProving);
    if (program === undefined) {
      // What was being proved may have been closed, or is not to be proved any more.
      this.#showProgress();
      this.#pass("rested");
      return false;
    }
    this.#provingSince ??= performance.now();
    const now = performance.now();
    if (program.prove(now + (now - this.#changed < TYPING ? SHORT_SLICE : SLICE))) {
      this.#tell(program, null);
      this.#askAgain(program);
      this.#options.served.refresh(program.place.root, "proofs");
    }
    this.#showProgress();
    return true;
  }

  #pass(milestone: keyof Milestones): void {
    if (this.#passed.has(milestone)) return;
    this.#passed.add(milestone);
    this.#options.milestones?.[milestone]();
  }

  /** Tells of what is open in large programs that have just been found. Says whether there were any. */
  async #glance(): Promise<boolean> {
    // Who fetches diagnostics waits for all of them.
    if (this.#options.pulls) return false;
    await this.#settleLayout();
    let hasTold = false;
    for (const program of this.#workspace.programs) {
      const paths = await program.glance();
      if (paths === null) continue;
      this.#send(this.#reports.update(program, this.#options, paths));
      hasTold = true;
    }
    return hasTold;
  }

  /**
   * Catches up with all that has changed, and tells what the check found. `except`: the document whose diagnostics are
   * being fetched, and need not be fetched again.
   */
  async settle(except: string | null = null): Promise<void> {
    await this.catchUp();
    if (this.#untold.size === 0) return;
    for (const program of this.#untold) {
      this.#tell(program, except);
      // Whoever asks before it is proved again is told that it is being proved, and is to ask again.
      this.#proved.delete(program);
      this.#options.served.refresh(program.place.root, "check");
    }
    this.#untold.clear();
    this.#tellOfPersonas();
    this.#workspace.tidy();
    const data = this.sampling?.samples.files ?? [];
    // Its failure is the client's answer to a request of ours, and nothing that this depends on.
    this.#watching.watchLists([...this.#workspace.programs.flatMap(({ lists }) => lists), ...data]).catch(() => {});
  }

  /** Catches up with all that has changed. What the check found is told on the next occasion. */
  async catchUp(): Promise<void> {
    await this.#settleLayout();
    for (const program of this.#workspace.programs) {
      if (!program.isStale) continue;
      await program.settle();
      this.#changed = performance.now();
      this.#untold.add(program);
      await this.sampling?.samples.update(program);
    }
  }

  /** Reads what has changed, where that is enough to know what can be written in a document; else catches up. */
  async readAhead(uri: string): Promise<void> {
    await this.#settleLayout();
    const program = this.#workspace.programOf(uri);
    if (program !== null && !(await program.readAhead())) await this.catchUp();
  }

  async #settleLayout(): Promise<void> {
    for (const gone of await this.#workspace.settleLayout()) {
      this.#untold.delete(gone);
      this.#send(this.#reports.release(gone));
      this.#statuses.delete(gone.place.id);
      this.sampling?.samples.release(gone);
      this.#options.served.refresh(gone.place.root, "end");
    }
  }

  /** Tells again what all programs show, after settings have changed. */
  async tellAll(): Promise<void> {
    for (const program of this.#workspace.programs) {
      if (program.isStale) continue;
      await this.sampling?.samples.update(program);
      this.#tell(program, null);
      // What is shown above segments may have been switched on or off.
      this.#proved.delete(program);
      this.#askAgain(program);
    }
  }

  /** Tells again what a program shows. */
  tell(program: LiveProgram): void {
    this.#tell(program, null);
    this.#options.served.refresh(program.place.root, "check");
  }

  /** Whatever has changed in a program may have changed where its personas are. */
  #tellOfPersonas(): void {
    if (!this.#options.personaTests) return;
    const hasPersonas = this.#workspace.programs.some(
      ({ program }) =>
        program !== null &&
        (program.model.personas.length > 0 || program.model.leftOut.some(({ kind }) => kind === "persona")),
    );
    if (hasPersonas || this.#hadPersonas) void this.#connection.sendNotification(PERSONA_TESTS_CHANGED);
    this.#hadPersonas = hasPersonas;
  }

  #tell(program: LiveProgram, except: string | null): void {
    const changed = this.#reports.update(program, this.#options);
    this.#send(changed.filter(({ uri }) => uri !== except));
    if (!this.#options.programStatus) return;
    const status = programStatus(program);
    const content = JSON.stringify(status);
    if (this.#statuses.get(program.place.id) === content) return;
    this.#statuses.set(program.place.id, content);
    void this.#connection.sendNotification(PROGRAM_STATUS, status);
  }

  #send(reports: readonly FileReport[]): void {
    if (reports.length === 0) return;
    if (this.#options.pulls) {
      this.#refreshDiagnostics();
      return;
    }
    for (const { uri, version, items } of reports) {
      void this.#connection.sendDiagnostics({ uri, diagnostics: [...items], ...(version === null ? {} : { version }) });
    }
  }

  /** One at a time: the client asks for everything anew. */
  #refreshDiagnostics(): void {
    if (this.#isRefreshing) {
      this.#refreshAgain = true;
      return;
    }
    this.#isRefreshing = true;
    const done = () => {
      this.#isRefreshing = false;
      if (!this.#refreshAgain) return;
      this.#refreshAgain = false;
      this.#refreshDiagnostics();
    };
    this.#connection.sendRequest(DiagnosticRefreshRequest.type).then(done, done);
  }

  /** What features show of proofs may be out of date. */
  #askAgain(program: LiveProgram): void {
    const proved = JSON.stringify(
      program.proofs?.criteria.map(({ criterion, pairs, coverage }) => [criterion, pairs, coverage.kind]),
    );
    if (this.#proved.get(program) === proved) return;
    this.#proved.set(program, proved);
    const { workspace } = this.#options.client;
    const ignored = () => {};
    if (workspace?.codeLens?.refreshSupport === true)
      this.#connection.sendRequest(CodeLensRefreshRequest.type).catch(ignored);
    if (workspace?.inlayHint?.refreshSupport === true)
      this.#connection.sendRequest(InlayHintRefreshRequest.type).catch(ignored);
  }

  #showProgress(): void {
    const stillProving = this.#workspace.programs.some(({ isProving }) => isProving);
    if (!stillProving) {
      this.#provingSince = null;
      void this.#progress?.then((reporter) => reporter?.done());
      this.#progress = null;
      return;
    }
    const isLong = this.#provingSince !== null && performance.now() - this.#provingSince > LONG_WORK;
    if (!isLong || this.#progress !== null || this.#options.client.window?.workDoneProgress !== true) return;
    this.#progress = this.#connection.window.createWorkDoneProgress().then(
      (reporter) => {
        reporter.begin("Proving segments apart");
        return reporter;
      },
      () => null,
    );
  }
}
