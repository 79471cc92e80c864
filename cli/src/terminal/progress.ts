/** Tells how far a long piece of work has come. */
export interface Progress {
  /** `done` and `total` in the same unit (bytes, say); null where the end is not known. */
  update(done: number, total: number | null, detail: string): void;
  /** Takes the bar off the screen, so that what follows stands on a clean line. */
  stop(): void;
}

const SILENT: Progress = { update() {}, stop() {} };
/** Work that is over sooner needs no bar. */
const DELAY = 400;
const INTERVAL = 100;

/** A bar on standard error; silent unless that is a terminal, so that logs and pipes stay clean. */
export function createProgress(title: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY === true ? new BarProgress(title, stream) : SILENT;
}

class BarProgress implements Progress {
  readonly #title: string;
  readonly #stream: NodeJS.WriteStream;
  readonly #started = Date.now();
  #drawn = 0;
  #bar: Bar | "loading" | null = null;
  #stopped = false;

  constructor(title: string, stream: NodeJS.WriteStream) {
    this.#title = title;
    this.#stream = stream;
  }

  update(done: number, total: number | null, detail: string): void {
    const now = Date.now();
    if (this.#stopped || now - this.#started < DELAY || now - this.#drawn < INTERVAL) return;
    this.#drawn = now;
    if (this.#bar === null) void this.#load(total !== null);
    else if (this.#bar !== "loading") this.#bar.draw(done, total, detail);
  }

  stop(): void {
    this.#stopped = true;
    if (this.#bar !== null && this.#bar !== "loading") this.#bar.remove();
  }

  async #load(bounded: boolean): Promise<void> {
    this.#bar = "loading";
    const { SingleBar } = (await import("cli-progress")).default;
    if (this.#stopped) return;
    const bar = new SingleBar({
      format: bounded ? `${this.#title} {bar} {percentage}% {detail}` : `${this.#title} {detail}`,
      barCompleteChar: "█",
      barIncompleteChar: "░",
      barsize: 30,
      clearOnComplete: true,
      hideCursor: true,
      stream: this.#stream,
    });
    let begun = false;
    this.#bar = {
      draw(done, total, detail) {
        if (!begun) bar.start(total ?? 0, done, { detail });
        else bar.update(done, { detail });
        begun = true;
      },
      remove() {
        if (begun) bar.stop();
      },
    };
  }
}

interface Bar {
  draw(done: number, total: number | null, detail: string): void;
  remove(): void;
}
