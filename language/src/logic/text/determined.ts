import type { Alphabet } from "./alphabet.js";
import type { Machine } from "./machine.js";
import type { Meter } from "./meter.js";

/** What can be known of a test after the beginning of a text has been read. */
export interface TestState {
  readonly number: number;
  /** The test is passed whatever follows. */
  readonly isPassed: boolean;
  /** The test is failed whatever follows. */
  readonly isFailed: boolean;
  /** The test is passed if the text ends here. */
  readonly isPassedAtEnd: boolean;
}

interface State extends TestState {
  /** Nodes of the machine that read a sign or wait for the end of the text, ascending. */
  readonly nodes: readonly number[];
  readonly following: (State | undefined)[];
}

/** The deterministic automaton of a machine, of which only the states that are asked for come to be. */
export class DeterminedMachine {
  readonly initial: TestState;
  readonly #machine: Machine;
  readonly #meter: Meter;
  readonly #states = new Map<string, State>();
  readonly #passed: State;
  /** For every set of the machine whether it holds a class. */
  readonly #reads: readonly (readonly boolean[])[];
  /** The nodes that every later place of the text adds: the test may begin anywhere. */
  readonly #beginnings: readonly number[];
  readonly #beginsPassed: boolean;
  readonly #marks: Uint32Array;
  #mark = 0;

  constructor(machine: Machine, alphabet: Alphabet, meter: Meter) {
    this.#machine = machine;
    this.#meter = meter;
    this.#marks = new Uint32Array(machine.nodes.length);
    this.#reads = machine.sets.map((set) => alphabet.classes.map((_, index) => alphabet.isIn(index, set.key)));
    this.#passed = { number: 0, isPassed: true, isFailed: false, isPassedAtEnd: true, nodes: [], following: [] };
    const beginnings: number[] = [];
    this.#newMark();
    this.#beginsPassed = this.#close(machine.start, { atStart: false, atEnd: false }, beginnings);
    this.#beginnings = beginnings;
    const nodes: number[] = [];
    this.#newMark();
    const isPassed = this.#close(machine.start, { atStart: true, atEnd: false }, nodes);
    this.initial = isPassed ? this.#passed : this.#state(nodes, true);
  }

  /** The state after one more sign, of the class with that number. */
  step(from: TestState, classNumber: number): TestState {
    if (from.isPassed || from.isFailed) return from;
    const state = from as State;
    let next = state.following[classNumber];
    if (next === undefined) {
      next = this.#follow(state, classNumber);
      state.following[classNumber] = next;
    }
    return next;
  }

  #follow(state: State, classNumber: number): State {
    this.#meter.spend(state.nodes.length + this.#beginnings.length);
    if (this.#beginsPassed) return this.#passed;
    const nodes: number[] = [];
    this.#newMark();
    for (const number of state.nodes) {
      const node = this.#machine.nodes[number]!;
      if (node.kind !== "sign" || !this.#reads[node.set]![classNumber]!) continue;
      if (this.#close(node.next, { atStart: false, atEnd: false }, nodes)) return this.#passed;
    }
    for (const number of this.#beginnings) {
      if (this.#marks[number] !== this.#mark) nodes.push(number);
    }
    return this.#state(nodes, false);
  }

  /** Adds the nodes that are reached from one without reading; true if the machine's end is among them. */
  #close(from: number, place: { readonly atStart: boolean; readonly atEnd: boolean }, nodes: number[]): boolean {
    const waiting = [from];
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      if (this.#marks[number] === this.#mark) continue;
      this.#marks[number] = this.#mark;
      this.#meter.spend(1);
      const node = this.#machine.nodes[number]!;
      switch (node.kind) {
        case "accept":
          return true;
        case "sign":
          nodes.push(number);
          break;
        case "split":
          for (const next of node.next) waiting.push(next);
          break;
        case "start":
          if (place.atStart) waiting.push(node.next);
          break;
        case "end":
          if (place.atEnd) waiting.push(node.next);
          else nodes.push(number);
          break;
      }
    }
    return false;
  }

  #newMark(): void {
    this.#mark += 1;
  }

  #state(nodes: number[], atStart: boolean): State {
    nodes.sort((a, b) => a - b);
    const key = (atStart ? "^" : "") + nodes.join();
    let state = this.#states.get(key);
    if (state === undefined) {
      this.#meter.keep(nodes.length);
      this.#newMark();
      state = {
        number: this.#states.size + 1,
        isPassed: false,
        isFailed: nodes.length === 0,
        isPassedAtEnd: nodes.some(
          (number) => this.#machine.nodes[number]!.kind === "end" && this.#close(number, { atStart, atEnd: true }, []),
        ),
        nodes,
        following: [],
      };
      this.#states.set(key, state);
    }
    return state;
  }
}
