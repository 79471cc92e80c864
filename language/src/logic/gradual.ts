/** Work done piece by piece: whoever drives it gets control at each `yield`, and may stop there for good. */
export type Gradual<Result> = Generator<void, Result, void>;

export function atOnce<Result>(work: Gradual<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** For who asks for work, but has the result. */
// biome-ignore lint/correctness/useYield: it gives control back at its end only
export function* already<Result>(result: Result): Gradual<Result> {
  return result;
}
