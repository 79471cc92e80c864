import {
  type ClientCapabilities,
  CodeLensRefreshRequest,
  type Connection,
  InlayHintRefreshRequest,
  MessageType,
  ShowMessageNotification,
  type WorkDoneProgressServerReporter,
} from "vscode-languageserver";
import type { SampleReader } from "../sample/sample-reader.js";
import { Samples } from "../sample/samples.js";
import type { Files } from "../workspace/files.js";
import type { LiveProgram } from "../workspace/live-program.js";
import type { Workspace } from "../workspace/workspace.js";
import type { Queue } from "./queue.js";

/** Counting that takes longer than this (milliseconds) is shown as work in progress. */
const LONG_WORK = 1000;
/** Lenses and hints are asked for again at most so often (milliseconds). */
const REFRESH = 500;

export interface SamplingParts {
  readonly connection: Connection;
  readonly client: ClientCapabilities;
  readonly workspace: Workspace;
  readonly files: Files;
  readonly queue: Queue;
  readonly reader: SampleReader;
  /** Tells what a program shows now. */
  readonly tell: (program: LiveProgram) => void;
}

/** Brings what is known of sample data to the editor, as it comes: in its turn between requests, and not too often. */
export class Sampling {
  readonly samples: Samples;
  readonly #parts: SamplingParts;
  readonly #waiting = new Set<LiveProgram>();
  #refresh: ReturnType<typeof setTimeout> | null = null;
  #progress: Promise<WorkDoneProgressServerReporter | null> | null = null;
  #isClosed = false;

  constructor(parts: SamplingParts) {
    this.#parts = parts;
    const { connection, workspace, files, reader } = parts;
    workspace.onFilesChanged = (uris) => this.samples.filesChanged(uris);
    this.samples = new Samples({
      reader,
      files,
      folders: () => workspace.folders,
      changed: (program) => this.#changed(program),
      failed: (message) => {
        // As a notice: nobody waits for an answer to it.
        void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
      },
    });
  }

  async update(programs: readonly LiveProgram[]): Promise<void> {
    for (const program of programs) await this.samples.update(program);
  }

  close(): void {
    this.#isClosed = true;
    this.samples.close();
    if (this.#refresh !== null) clearTimeout(this.#refresh);
  }

  #changed(program: LiveProgram): void {
    if (this.#isClosed) return;
    const isNew = this.#waiting.size === 0;
    this.#waiting.add(program);
    if (isNew) this.#parts.queue.add(() => this.#show());
  }

  #show(): void {
    const programs = [...this.#waiting];
    this.#waiting.clear();
    for (const program of programs) {
      this.samples.apply(program);
      // What has changed since will be settled, and told then.
      const isThere = this.#parts.workspace.programs.includes(program);
      if (isThere && !program.isStale && program.program !== null) this.#parts.tell(program);
    }
    this.#refreshSoon();
    this.#showProgress();
  }

  #refreshSoon(): void {
    this.#refresh ??= setTimeout(() => {
      this.#refresh = null;
      const { connection, client } = this.#parts;
      const ignored = () => {};
      if (client.workspace?.codeLens?.refreshSupport === true)
        connection.sendRequest(CodeLensRefreshRequest.type).catch(ignored);
      if (client.workspace?.inlayHint?.refreshSupport === true)
        connection.sendRequest(InlayHintRefreshRequest.type).catch(ignored);
    }, REFRESH);
  }

  #showProgress(): void {
    const [working] = this.samples.working;
    if (working === undefined) {
      void this.#progress?.then((reporter) => reporter?.done());
      this.#progress = null;
      return;
    }
    const percentage = Math.floor(working.share * 100);
    if (this.#progress !== null) {
      void this.#progress.then((reporter) => reporter?.report(percentage));
      return;
    }
    const isLong = performance.now() - working.since > LONG_WORK;
    if (!isLong || this.#parts.client.window?.workDoneProgress !== true) return;
    this.#progress = this.#parts.connection.window.createWorkDoneProgress().then(
      (reporter) => {
        reporter.begin(`Counting the customers of ${working.path}`, percentage);
        return reporter;
      },
      () => null,
    );
  }
}
