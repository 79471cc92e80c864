import { init, killThreads } from "z3-solver";

export type Z3Answer = "sat" | "unsat" | "unknown";

/** Z3, which takes a second to start; `close` ends its threads, without which the process would not end. */
export interface Z3Oracle {
  /** Whether the assertions of each question can hold together with the declarations; both are SMT-LIB. */
  ask(declarations: string, questions: readonly string[]): Promise<readonly Z3Answer[]>;
  close(): Promise<void>;
}

const MILLISECONDS_A_QUESTION = 500;

/**
 * Questions are read at once and only checked by Z3's own thread: a script handed to that thread is read by it while the
 * memory it lies in may already hold something else.
 */
export async function openOracle(): Promise<Z3Oracle> {
  const { Context, em } = await init();
  const context = Context("oracle");
  return {
    async ask(declarations, questions) {
      const answers: Z3Answer[] = [];
      for (const question of questions) {
        const solver = new context.Solver();
        solver.set("timeout", MILLISECONDS_A_QUESTION);
        solver.fromString(`${declarations}\n${question}`);
        answers.push(await solver.check());
        solver.release();
      }
      return answers;
    },
    async close() {
      await killThreads(em);
    },
  };
}
