// Assertions that also work in a browser's worker, where Node's own are not to be had.

export function ok(condition: unknown, problem = "What must hold does not"): asserts condition {
  if (condition === false || condition === undefined || condition === null) throw new Error(problem);
}

export function equal(actual: unknown, expected: unknown): void {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) throw new Error(`Expected ${other}, but it is ${one}`);
}

export function match(text: string, expected: RegExp): void {
  if (!expected.test(text)) throw new Error(`Expected ${expected}, but it is ${JSON.stringify(text)}`);
}
