import { type CodePointRange, rangesOf } from "../../values/pattern-ranges.js";
import type { PatternFlags, PatternNode } from "../../values/pattern-tree.js";
import { type MatchTest, type TextTest, treeOf, type ValueTest } from "./text-test.js";

/**
 * A nondeterministic automaton for one test (K. Thompson, Regular expression search algorithm, 1968). It may begin at any
 * place of the text, and once it has come to its end the test is passed whatever follows. The ends of the text, `^` and
 * `$`, are steps that can be taken there only.
 */
export interface Machine {
  readonly nodes: readonly MachineNode[];
  readonly start: number;
  /** The different sets of signs its steps read. */
  readonly sets: readonly SignSet[];
}

export type MachineNode =
  /** Reads a sign out of the set with that index. */
  | { readonly kind: "sign"; readonly set: number; readonly next: number }
  | { readonly kind: "split"; readonly next: readonly number[] }
  | { readonly kind: "start" | "end"; readonly next: number }
  | { readonly kind: "accept" };

export interface SignSet {
  readonly ranges: readonly CodePointRange[];
  /** Equal for equal ranges. */
  readonly key: string;
}

/** A machine of more nodes is not built: the lists or patterns are too long to reason about. */
const MOST_NODES = 40_000;

const MOST_REMEMBERED = 200;
const patternMachines = new Map<string, Machine | null>();
const valueMachines = new WeakMap<readonly string[], Map<ValueTest["kind"], Machine | null>>();

/** The automaton of a test; null where it would grow too large, or the pattern is none. */
export function machineOf(test: TextTest): Machine | null {
  return test.kind === "match" ? machineOfPattern(test) : machineOfValues(test);
}

function machineOfPattern(test: MatchTest): Machine | null {
  const key = `${test.flags}/${test.pattern}`;
  let machine = patternMachines.get(key);
  if (machine === undefined) {
    const parsed = treeOf(test);
    machine = parsed === null ? null : new Builder().pattern(parsed.tree, parsed.flags);
    if (patternMachines.size >= MOST_REMEMBERED) patternMachines.clear();
    patternMachines.set(key, machine);
  }
  return machine;
}

function machineOfValues(test: ValueTest): Machine | null {
  let machines = valueMachines.get(test.values);
  if (machines === undefined) {
    machines = new Map();
    valueMachines.set(test.values, machines);
  }
  let machine = machines.get(test.kind);
  if (machine === undefined) {
    machine = buildOfValues(test);
    machines.set(test.kind, machine);
  }
  return machine;
}

function buildOfValues({ kind, values }: ValueTest): Machine | null {
  let size = 0;
  for (const value of values) size += 2 * value.length;
  return size > MOST_NODES ? null : new Builder().values(kind, values);
}

const ACCEPT = 0;

/** Where values part, by their next code point. */
interface Branch {
  readonly node: number;
  readonly next: number[];
  readonly children: Map<number, Branch>;
}

class Builder {
  readonly #nodes: MachineNode[] = [{ kind: "accept" }];
  readonly #sets: SignSet[] = [];
  readonly #setNumbers = new Map<string, number>();

  /** Null where it grows too large. */
  pattern(tree: PatternNode, flags: PatternFlags): Machine | null {
    const start = this.#build(tree, flags, ACCEPT);
    return start === null ? null : { nodes: this.#nodes, start, sets: this.#sets };
  }

  /** All values share their beginnings, so few steps are under way at any time however long the list is. */
  values(kind: ValueTest["kind"], values: readonly string[]): Machine {
    const finish = kind === "ends-with" ? this.#add({ kind: "end", next: ACCEPT }) : ACCEPT;
    const root = this.#branch();
    for (const value of values) {
      let branch = root;
      for (const sign of value) {
        const codePoint = sign.codePointAt(0)!;
        let child = branch.children.get(codePoint);
        if (child === undefined) {
          child = this.#branch();
          const set = this.#set([{ low: codePoint, high: codePoint }]);
          branch.next.push(this.#add({ kind: "sign", set, next: child.node }));
          branch.children.set(codePoint, child);
        }
        branch = child;
      }
      if (!branch.next.includes(finish)) branch.next.push(finish);
    }
    const start = kind === "starts-with" ? this.#add({ kind: "start", next: root.node }) : root.node;
    return { nodes: this.#nodes, start, sets: this.#sets };
  }

  #branch(): Branch {
    const next: number[] = [];
    return { node: this.#add({ kind: "split", next }), next, children: new Map() };
  }

  #add(node: MachineNode): number {
    this.#nodes.push(node);
    return this.#nodes.length - 1;
  }

  #set(ranges: readonly CodePointRange[]): number {
    const key = ranges.map(({ low, high }) => `${low}-${high}`).join();
    let number = this.#setNumbers.get(key);
    if (number === undefined) {
      number = this.#sets.length;
      this.#sets.push({ ranges, key });
      this.#setNumbers.set(key, number);
    }
    return number;
  }

  /** The node where reading `node` and then going on at `next` begins. */
  #build(node: PatternNode, flags: PatternFlags, next: number): number | null {
    if (this.#nodes.length > MOST_NODES) return null;
    switch (node.kind) {
      case "literal":
      case "any":
      case "class":
        return this.#add({ kind: "sign", set: this.#set(rangesOf(node, flags)), next });
      case "start":
      case "end":
        return this.#add({ kind: node.kind, next });
      case "sequence": {
        let begin: number | null = next;
        for (let index = node.parts.length - 1; index >= 0 && begin !== null; index -= 1) {
          begin = this.#build(node.parts[index]!, flags, begin);
        }
        return begin;
      }
      case "alternation": {
        const options: number[] = [];
        for (const option of node.options) {
          const begin = this.#build(option, flags, next);
          if (begin === null) return null;
          options.push(begin);
        }
        return this.#add({ kind: "split", next: options });
      }
      case "repeat": {
        let begin: number | null = next;
        if (node.most === null) {
          const ways: number[] = [];
          begin = this.#add({ kind: "split", next: ways });
          const again = this.#build(node.operand, flags, begin);
          if (again === null) return null;
          ways.push(again, next);
        } else {
          for (let time = node.least; time < node.most && begin !== null; time += 1) {
            const once: number | null = this.#build(node.operand, flags, begin);
            begin = once === null ? null : this.#add({ kind: "split", next: [once, next] });
          }
        }
        for (let time = 0; time < node.least && begin !== null; time += 1) {
          begin = this.#build(node.operand, flags, begin);
        }
        return begin;
      }
    }
  }
}
