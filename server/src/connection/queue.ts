import { turn } from "./turn.js";

type Task = () => Promise<void> | void;

/**
 * So many turns without a message, and none is on its way: what is read in one turn becomes a message in the next. Before each
 * step of the background, therefore, not only before the first.
 */
const QUIET_TURNS = 2;

/**
 * What the client sends is dealt with one after the other, in its order, so that no request sees a text that is older or newer
 * than the client meant. In between, messages are read: what was cancelled meanwhile need not be done. When nothing waits, the
 * background has its turns.
 */
export class Queue {
  readonly #tasks: Task[] = [];
  readonly #background: () => Promise<boolean>;
  readonly #failed: (error: unknown) => void;
  #isRunning = false;
  #isClosed = false;
  #isAwake = false;

  /** `background` does a little work, and says whether there is more. */
  constructor(background: () => Promise<boolean>, failed: (error: unknown) => void) {
    this.#background = background;
    this.#failed = failed;
  }

  /** What fails is told, and ends nothing. */
  add(task: Task): void {
    if (this.#isClosed) return;
    this.#tasks.push(task);
    this.wake();
  }

  /** As `add`, for who waits for an answer. What takes its time (the answer is a promise) does so beside the others. */
  ask<R>(task: () => Promise<{ readonly answer: Promise<R> | R }>): Promise<R> {
    return new Promise((resolve, reject) => {
      this.add(async () => {
        try {
          const { answer } = await task();
          if (answer instanceof Promise) answer.then(resolve, reject);
          else resolve(answer);
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  /** There is work for the background. */
  wake(): void {
    this.#isAwake = true;
    if (this.#isRunning || this.#isClosed) return;
    this.#isRunning = true;
    void this.#run();
  }

  close(): void {
    this.#isClosed = true;
    this.#tasks.length = 0;
  }

  async #run(): Promise<void> {
    let quiet = 0;
    while (!this.#isClosed) {
      const task = this.#tasks.shift();
      if (task !== undefined) {
        quiet = 0;
        await this.#safely(async () => {
          await task();
          return true;
        });
      } else if (quiet < QUIET_TURNS) quiet += 1;
      else {
        quiet = 0;
        this.#isAwake = false;
        const isMore = await this.#safely(this.#background);
        if (!isMore && !this.#isAwake) break;
      }
      await turn();
    }
    this.#isRunning = false;
  }

  async #safely(work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }
}
