type TextOperator = "starts-with" | "ends-with" | "contains";
type TextTest = (text: string | undefined) => boolean;

/** Up to so many values are tried one by one. */
const FEW_VALUES = 12;

/**
 * Tests whether a text starts with, ends with or contains one of the values; a missing one does not. The time does not
 * grow with the number of values: beginnings and ends are looked up once for each length that occurs, and "contains"
 * reads the text once, through an automaton of all values.
 */
export function textMatcher(operator: TextOperator, values: readonly string[]): TextTest {
  const [first] = values;
  if (values.length === 1 && first !== undefined) {
    if (operator === "starts-with") return (text) => text?.startsWith(first) ?? false;
    if (operator === "ends-with") return (text) => text?.endsWith(first) ?? false;
    return (text) => text?.includes(first) ?? false;
  }
  if (values.length <= FEW_VALUES) {
    const tests = values.map((value) => textMatcher(operator, [value]));
    return (text) => tests.some((test) => test(text));
  }
  return operator === "contains" ? containsAny(values) : beginsOrEndsWithAny(operator, values);
}

function beginsOrEndsWithAny(operator: "starts-with" | "ends-with", values: readonly string[]): TextTest {
  const set = new Set(values);
  const lengths = [...new Set(values.map((value) => value.length))].sort((a, b) => a - b);
  return (text) => {
    if (text === undefined) return false;
    for (const length of lengths) {
      if (length > text.length) return false;
      const part = operator === "starts-with" ? text.slice(0, length) : text.slice(text.length - length);
      if (set.has(part)) return true;
    }
    return false;
  };
}

interface AutomatonState {
  readonly next: Map<number, AutomatonState>;
  /** The longest proper end of what has been read that is the beginning of a value. */
  fallback: AutomatonState | null;
  found: boolean;
}

/** A. Aho, M. Corasick, Efficient string matching (1975). */
function containsAny(values: readonly string[]): TextTest {
  const start: AutomatonState = { next: new Map(), fallback: null, found: false };
  for (const value of values) {
    let state = start;
    for (let index = 0; index < value.length; index += 1) state = child(state, value.charCodeAt(index));
    state.found = true;
  }
  const queue: AutomatonState[] = [start];
  for (const state of queue) {
    for (const [unit, following] of state.next) {
      following.fallback = state === start ? start : step(start, state.fallback!, unit);
      following.found ||= following.fallback.found;
      queue.push(following);
    }
  }
  return (text) => {
    if (text === undefined) return false;
    let state = start;
    if (state.found) return true;
    for (let index = 0; index < text.length; index += 1) {
      state = step(start, state, text.charCodeAt(index));
      if (state.found) return true;
    }
    return false;
  };
}

function child(state: AutomatonState, unit: number): AutomatonState {
  let following = state.next.get(unit);
  if (following === undefined) {
    following = { next: new Map(), fallback: null, found: false };
    state.next.set(unit, following);
  }
  return following;
}

function step(start: AutomatonState, from: AutomatonState, unit: number): AutomatonState {
  for (let state: AutomatonState | null = from; state !== null; state = state.fallback) {
    const following = state.next.get(unit);
    if (following !== undefined) return following;
  }
  return start;
}
