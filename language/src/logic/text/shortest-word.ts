import type { Alphabet } from "./alphabet.js";
import type { DeterminedMachine, TestState } from "./determined.js";
import type { Meter } from "./meter.js";
import type { WordTree } from "./word-tree.js";

export interface WordSearch {
  readonly alphabet: Alphabet;
  readonly passes: readonly DeterminedMachine[];
  readonly fails: readonly DeterminedMachine[];
  readonly folded: boolean;
  readonly length: { readonly least: number; readonly most: number };
  /** Words that are no answer. */
  readonly except: WordTree;
}

export type ShortestWord =
  /** Numbers of classes. */
  | { readonly kind: "word"; readonly word: readonly number[] }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

/** The beginnings of words that nothing tells apart any more, with the shortest of them. */
interface Place {
  readonly passes: readonly TestState[];
  readonly fails: readonly TestState[];
  /** Signs read, counted to the least length only. */
  readonly counted: number;
  readonly length: number;
  readonly endsBlank: boolean;
  readonly except: number | null;
  readonly before: Place | null;
  readonly sign: number;
}

/**
 * A shortest row of classes whose words pass and fail what they shall: breadth first through the product of the automata,
 * which is built only as far as it is walked. Among the shortest the one of the best signs, from the left.
 */
export function shortestWord(search: WordSearch, meter: Meter): ShortestWord {
  const initial: Place = {
    passes: search.passes.map((machine) => machine.initial),
    fails: search.fails.map((machine) => machine.initial),
    counted: 0,
    length: 0,
    endsBlank: false,
    except: search.except.root,
    before: null,
    sign: -1,
  };
  if (isHopeless(initial)) return { kind: "none" };
  if (isWord(initial, search)) return { kind: "word", word: [] };
  const known = new Set([keyOf(initial)]);
  const queue = [initial];
  for (const place of queue) {
    if (place.length >= search.length.most) break;
    for (const [sign, signClass] of search.alphabet.classes.entries()) {
      if (meter.isOver) return { kind: "unknown" };
      meter.spend(search.passes.length + search.fails.length + 1);
      if (search.folded && signClass.isBlank && place.length === 0) continue;
      const next = follow(place, sign, signClass.isBlank, search);
      if (isHopeless(next)) continue;
      const key = keyOf(next);
      if (known.has(key)) continue;
      known.add(key);
      meter.keep(key.length);
      if (isWord(next, search)) return meter.isOver ? { kind: "unknown" } : { kind: "word", word: signsOf(next) };
      queue.push(next);
    }
  }
  return meter.isOver ? { kind: "unknown" } : { kind: "none" };
}

function follow(place: Place, sign: number, isBlank: boolean, search: WordSearch): Place {
  return {
    passes: search.passes.map((machine, index) => machine.step(place.passes[index]!, sign)),
    fails: search.fails.map((machine, index) => machine.step(place.fails[index]!, sign)),
    counted: Math.min(place.counted + 1, search.length.least),
    length: place.length + 1,
    endsBlank: search.folded && isBlank,
    except: search.except.child(place.except, sign),
    before: place,
    sign,
  };
}

function isHopeless({ passes, fails }: Place): boolean {
  return passes.some((state) => state.isFailed) || fails.some((state) => state.isPassed);
}

function isWord(place: Place, { length, except }: WordSearch): boolean {
  return (
    place.length >= length.least &&
    place.length <= length.most &&
    !place.endsBlank &&
    place.passes.every((state) => state.isPassedAtEnd) &&
    !place.fails.some((state) => state.isPassedAtEnd) &&
    !except.isWord(place.except)
  );
}

function keyOf({ passes, fails, counted, endsBlank, except }: Place): string {
  let key = `${counted} ${endsBlank ? 1 : 0} ${except ?? ""}`;
  for (const { number } of passes) key += ` ${number}`;
  // What can no longer be passed is as good as any other that cannot.
  for (const { number, isFailed } of fails) key += isFailed ? " -" : ` ${number}`;
  return key;
}

function signsOf(place: Place): number[] {
  const word: number[] = [];
  for (let at: Place | null = place; at !== null && at.before !== null; at = at.before) word.push(at.sign);
  return word.reverse();
}
