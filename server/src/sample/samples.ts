import { createClock } from "@seg-lang/language";
import { joinedUri, uriOfDisk } from "../program/uris.js";
import type { SampleView } from "../program/view.js";
import type { Files } from "../workspace/files.js";
import type { LiveProgram } from "../workspace/live-program.js";
import { areSame, type ProgramTexts, textsOf } from "./program-texts.js";
import type { CustomerExplanation, SampleActions, SampleNews, SampleReader, SampleReport } from "./sample-reader.js";
import { dataKey, segmentKeys } from "./segment-keys.js";

/** So long (milliseconds) nothing may have changed before customers are counted anew. */
const QUIET = 400;

export interface SamplesOptions {
  readonly reader: SampleReader;
  readonly files: Files;
  /** Normal URIs of the folders that are open. */
  readonly folders: () => readonly string[];
  /** Something about the sample of a program is new; `apply` shows it. */
  readonly changed: (program: LiveProgram) => void;
  /** A sentence for the user, who has not been told it of this program since something else went well. */
  readonly failed: (message: string) => void;
  /** In place of `QUIET`. */
  readonly quiet?: number;
}

/** What a count is of. */
interface Version {
  readonly data: string;
  readonly segments: ReadonlyMap<string, string>;
}

interface Run {
  readonly version: Version;
  readonly began: number;
  readonly stop: () => void;
  report: SampleReport | null;
}

interface Sample {
  readonly program: LiveProgram;
  /** As the user wrote it. */
  readonly path: string;
  readonly uri: string;
  readonly unwatch: () => void;
  version: Version;
  run: Run | null;
  timer: ReturnType<typeof setTimeout> | null;
  done: { readonly version: Version; readonly report: SampleReport } | null;
  /** The `Version.data` with which the data could not be read: the same would be said again. */
  failedWith: string | null;
  problem: string | null;
  /** The data have changed since they were counted. */
  isOld: boolean;
  /** The customer that was asked for: to open what was explained, an editor asks once more. */
  explained: Explained | null;
}

interface Explained {
  readonly key: string;
  readonly texts: ProgramTexts;
  readonly explanation: Promise<CustomerExplanation>;
}

/**
 * The sample data of all programs: counted when a program or its data have changed and nothing has for a moment; a count
 * under way is given up where it no longer counts what is written. What stays as it was written keeps its numbers.
 */
export class Samples implements SampleActions {
  readonly #options: SamplesOptions;
  readonly #samples = new Map<LiveProgram, Sample>();

  constructor(options: SamplesOptions) {
    this.#options = options;
  }

  /** Catches up with a program that has been settled, or with the settings. */
  async update(program: LiveProgram): Promise<void> {
    const { model } = program.program ?? {};
    const path = program.settings.sampleData ?? model?.settings.sampleData ?? null;
    if (model === undefined || path === null) {
      this.release(program);
      program.sample = null;
      return;
    }
    const uri = await this.#uriOf(program, path);
    let sample = this.#samples.get(program);
    if (sample !== undefined && sample.uri !== uri) {
      this.release(program);
      sample = undefined;
    }
    const { today } = createClock(model.settings);
    const version: Version = { data: dataKey(model, today), segments: segmentKeys(model) };
    if (sample === undefined) {
      sample = this.#begin(program, path, uri, version);
      this.#samples.set(program, sample);
    }
    sample.version = version;
    this.#schedule(sample, model.schema !== null);
    this.apply(program);
  }

  /** Shows in the program what is known. */
  apply(program: LiveProgram): void {
    const sample = this.#samples.get(program);
    if (sample !== undefined) program.sample = viewOf(sample);
  }

  /** A program that is no more, or has no sample any more. */
  release(program: LiveProgram): void {
    const sample = this.#samples.get(program);
    if (sample === undefined) return;
    this.#samples.delete(program);
    sample.unwatch();
    this.#cancel(sample);
  }

  /** Ends all work. */
  close(): void {
    for (const program of [...this.#samples.keys()]) this.release(program);
  }

  /** The counts under way: since when (milliseconds of `performance.now`), of which file, how far (0 … 1). */
  get working(): readonly { readonly since: number; readonly path: string; readonly share: number }[] {
    return [...this.#samples.values()].flatMap(({ run, path }) =>
      run === null ? [] : [{ since: run.began, path, share: run.report?.share ?? 0 }],
    );
  }

  /** All data files: normal URIs. */
  get files(): readonly string[] {
    return [...this.#samples.values()].map(({ uri }) => uri);
  }

  /** Files that may have been written, created or deleted: normal URIs. */
  filesChanged(uris: readonly string[]): void {
    for (const sample of this.#samples.values()) if (uris.includes(sample.uri)) this.#again(sample);
  }

  recount(root: string | null): boolean {
    const all = [...this.#samples.values()];
    const found = root === null ? all : all.filter(({ program }) => program.place.root === root);
    for (const sample of found) this.#again(sample);
    return found.length > 0;
  }

  explain(root: string, texts: ProgramTexts, key: string): Promise<CustomerExplanation> | null {
    const sample = [...this.#samples.values()].find(({ program }) => program.place.root === root);
    if (sample === undefined) return null;
    const last = sample.explained;
    sample.explained = null;
    if (last !== null && last.key === key && areSame(last.texts, texts)) return last.explanation;
    const explanation = this.#options.reader.explain({ texts, data: sample.uri }, key);
    sample.explained = { key, texts, explanation };
    return explanation;
  }

  /** Relative to the root; where nothing lies there, to a folder that is open. */
  async #uriOf({ place: { root } }: LiveProgram, path: string): Promise<string> {
    if (/^(?:[/\\]|[A-Za-z]:[/\\])/.test(path)) return uriOfDisk(path);
    const first = joinedUri(root, path) ?? `${root}/${path}`;
    const others = this.#options.folders().flatMap((folder) => joinedUri(folder, path) ?? []);
    for (const uri of [first, ...others]) if (await this.#options.files.exists(uri)) return uri;
    return first;
  }

  #begin(program: LiveProgram, path: string, uri: string, version: Version): Sample {
    const unwatch = this.#options.reader.watch(uri, () => {
      const sample = this.#samples.get(program);
      if (sample?.uri === uri) this.#again(sample);
    });
    return {
      program,
      path,
      uri,
      unwatch,
      version,
      run: null,
      timer: null,
      done: null,
      failedWith: null,
      problem: null,
      isOld: false,
      explained: null,
    };
  }

  #again(sample: Sample): void {
    sample.isOld = true;
    sample.failedWith = null;
    sample.explained = null;
    this.#cancel(sample);
    this.#schedule(sample, true);
  }

  #schedule(sample: Sample, hasCustomers: boolean): void {
    const { version, done, run, failedWith } = sample;
    const isCounted = done !== null && !sample.isOld && covers(done.version, version);
    if (!hasCustomers || isCounted || failedWith === version.data) {
      this.#cancel(sample);
      return;
    }
    if (run !== null && covers(run.version, version)) return;
    this.#cancel(sample);
    sample.timer = setTimeout(() => this.#start(sample), this.#options.quiet ?? QUIET);
  }

  #cancel(sample: Sample): void {
    if (sample.timer !== null) clearTimeout(sample.timer);
    sample.timer = null;
    if (sample.run === null) return;
    sample.run.stop();
    sample.run = null;
    this.#options.changed(sample.program);
  }

  #start(sample: Sample): void {
    sample.timer = null;
    const { program, uri, version } = sample;
    // What has changed meanwhile will be settled, and then this is asked for again.
    if (program.isStale) return;
    sample.isOld = false;
    const stop = this.#options.reader.count({ texts: textsOf(program.view()), data: uri }, (news) => {
      // Told by a count that has been given up: of no interest.
      if (sample.run === run) this.#take(sample, run, news);
    });
    const run: Run = { version, began: performance.now(), stop, report: null };
    sample.run = run;
  }

  #take(sample: Sample, run: Run, news: SampleNews): void {
    if (news.kind === "failed") {
      sample.run = null;
      sample.done = null;
      sample.failedWith = run.version.data;
      if (sample.problem !== news.message) this.#options.failed(news.message);
      sample.problem = news.message;
    } else {
      const { report } = news;
      run.report = report;
      if (report.finished) {
        sample.run = null;
        sample.done = { version: run.version, report };
        sample.problem = null;
      }
    }
    this.#options.changed(sample.program);
  }
}

/** Whether a count of one version has everything that another asks for. */
function covers(counted: Version, wanted: Version): boolean {
  if (counted.data !== wanted.data) return false;
  for (const [id, key] of wanted.segments) if (counted.segments.get(id) !== key) return false;
  return true;
}

/**
 * Shares are of one number of customers, so counts of two runs are not mixed: as long as some of the last one still hold,
 * they are shown, and those under way only when all are there.
 */
function viewOf({ path, version, done, run }: Sample): SampleView | null {
  const current = run?.report == null ? null : { version: run.version, report: run.report };
  const kept = done === null ? null : countsOf(done, version);
  const shown = done !== null && (current === null || (kept?.size ?? 0) > 0) ? done : current;
  if (shown === null) return null;
  const { report } = shown;
  return {
    file: path,
    customers: report.customers,
    complete: report.complete,
    ...(report.rejected === null ? {} : { rejected: report.rejected }),
    counts: shown === done ? kept! : countsOf(shown, version),
    values: (done ?? shown).report.values,
  };
}

function countsOf(
  { version: counted, report }: { readonly version: Version; readonly report: SampleReport },
  wanted: Version,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (counted.data !== wanted.data) return counts;
  for (const [id, key] of wanted.segments) {
    const count = report.counts.get(id);
    if (count !== undefined && counted.segments.get(id) === key) counts.set(id, count);
  }
  return counts;
}
