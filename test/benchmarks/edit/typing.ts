import type { SourceFile } from "../../../language/src/source/source.js";

/** What is typed behind a condition, and deleted again: on the way it is broken, unknown, and another condition. */
const TYPED = " and age < 60";

/**
 * The program after each keystroke: somebody goes from segment to segment, `places` of them all over the program, and
 * types something behind each condition, which is then deleted again.
 */
export function* typing(files: readonly SourceFile[], places: number): Generator<readonly SourceFile[]> {
  const ends = files.flatMap(({ path, text }) =>
    [...text.matchAll(/segment .* where .*$/gm)].map((match) => ({ path, at: match.index + match[0].length })),
  );
  for (let place = 0; place < places; place += 1) {
    const { path, at } = ends[Math.floor(((place + 0.5) * ends.length) / places)]!;
    for (let count = 1; count < 2 * TYPED.length; count += 1) {
      const typed = TYPED.slice(0, count <= TYPED.length ? count : 2 * TYPED.length - count);
      yield files.map((file) => (file.path === path ? { path, text: inserted(file.text, at, typed) } : file));
    }
  }
}

function inserted(text: string, at: number, typed: string): string {
  return text.slice(0, at) + typed + text.slice(at);
}
