import { init, killThreads } from "z3-solver";

export type Z3Answer = "sat" | "unsat" | "unknown";

/** Z3 in a process of few seconds' start; `close` ends its threads, without which the process would not end. */
export interface Z3Oracle {
  /** Whether the assertions of each question can hold together with the declarations. */
  ask(declarations: string, questions: readonly string[]): Promise<readonly Z3Answer[]>;
  close(): Promise<void>;
}

const MILLISECONDS_A_QUESTION = 500;

export async function openOracle(): Promise<Z3Oracle> {
  const { Z3, em } = await init();
  return {
    async ask(declarations, questions) {
      const context = Z3.mk_context(Z3.mk_config());
      const asked = questions.map((question) => `(push)\n${question}\n(check-sat)\n(pop)`);
      const limit = `(set-option :timeout ${MILLISECONDS_A_QUESTION})`;
      const said = await Z3.eval_smtlib2_string(context, [limit, declarations, ...asked].join("\n"));
      Z3.del_context(context);
      const answers = said
        .split("\n")
        .filter((line) => line !== "")
        .map(answerOf);
      if (answers.length !== questions.length) throw new Error(said);
      return answers;
    },
    async close() {
      await killThreads(em);
    },
  };
}

/** Out of time is said in several ways. */
function answerOf(line: string): Z3Answer {
  if (line === "sat" || line === "unsat" || line === "unknown") return line;
  if (/^timeout$|canceled|cancelled/.test(line)) return "unknown";
  throw new Error(line);
}
