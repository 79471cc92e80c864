import type { Condition, FieldTerm, ListTerm, Term } from "./condition.js";
import type { Model } from "./model.js";

/** What is met on the way through a condition. `depth` counts the element scopes that were opened on the way. */
export interface Visitor {
  condition?(condition: Condition, depth: number): void;
  term?(term: Term, depth: number): void;
  list?(list: ListTerm, depth: number): void;
}

/** Calls the visitor for a condition and everything below it, outermost first. Memberships are not followed. */
export function visitCondition(condition: Condition, visitor: Visitor, depth = 0): void {
  visitor.condition?.(condition, depth);
  switch (condition.kind) {
    case "constant":
    case "member":
      return;
    case "and":
    case "or":
      for (const operand of condition.operands) visitCondition(operand, visitor, depth);
      return;
    case "not":
      visitCondition(condition.operand, visitor, depth);
      return;
    case "compare":
      visitTerm(condition.left, visitor, depth);
      visitTerm(condition.right, visitor, depth);
      return;
    case "one-of":
    case "present":
    case "truth":
    case "text":
    case "match":
      visitTerm(condition.operand, visitor, depth);
      return;
    case "exists":
    case "has-all":
      visitList(condition.list, visitor, depth);
      return;
  }
}

export function visitTerm(term: Term, visitor: Visitor, depth = 0): void {
  visitor.term?.(term, depth);
  switch (term.kind) {
    case "constant":
    case "field":
    case "clock":
      return;
    case "arithmetic":
    case "difference":
      visitTerm(term.left, visitor, depth);
      visitTerm(term.right, visitor, depth);
      return;
    case "negate":
    case "absolute":
    case "shift":
    case "date-of":
    case "calendar":
    case "since":
    case "part":
    case "length":
      visitTerm(term.operand, visitor, depth);
      return;
    case "default":
      visitTerm(term.operand, visitor, depth);
      visitTerm(term.fallback, visitor, depth);
      return;
    case "when":
      for (const branch of term.branches) {
        visitCondition(branch.condition, visitor, depth);
        visitTerm(branch.value, visitor, depth);
      }
      visitTerm(term.otherwise, visitor, depth);
      return;
    case "aggregate":
      visitList(term.list, visitor, depth);
      if (term.value !== null) visitTerm(term.value, visitor, depth + term.list.steps.length);
      return;
    case "condition":
      visitCondition(term.condition, visitor, depth);
      return;
  }
}

function visitList(list: ListTerm, visitor: Visitor, depth = 0): void {
  visitor.list?.(list, depth);
  for (const [index, step] of list.steps.entries()) {
    if (step.filter !== null) visitCondition(step.filter, visitor, depth + index + 1);
  }
}

/** How many tests and values a condition is made of, memberships not followed. */
export function sizeOfCondition(condition: Condition): number {
  let size = 0;
  visitCondition(condition, {
    condition() {
      size += 1;
    },
    term() {
      size += 1;
    },
  });
  return size;
}

/**
 * The leaf paths that a condition reads, from the customer, sorted: `address.city`, `orders.total`; a list whose elements
 * are only counted stands by its own path. With a model, memberships are followed to what they read.
 */
export function fieldsRead(condition: Condition, model?: Model): readonly string[] {
  const read = new Set<string>();
  collectCondition(condition, [], { read, segments: new Set(), model: model ?? null, seen: new WeakMap() });
  return [...read].sort();
}

export function fieldsReadByTerm(term: Term, model?: Model): readonly string[] {
  const read = new Set<string>();
  collectTerm(term, [], { read, segments: new Set(), model: model ?? null, seen: new WeakMap() });
  return [...read].sort();
}

interface Collecting {
  readonly read: Set<string>;
  readonly segments: Set<string>;
  readonly model: Model | null;
  /** Nodes that defines share, with the scopes they were met in: each needs one visit. */
  readonly seen: WeakMap<object, Set<string>>;
}

type Path = readonly string[];

/** `rows` are the paths of the enclosing elements, outermost first. */
function collectCondition(condition: Condition, rows: readonly Path[], into: Collecting): void {
  if (isKnown(condition, rows, into)) return;
  switch (condition.kind) {
    case "constant":
      return;
    case "member": {
      if (into.model === null || into.segments.has(condition.segment)) return;
      into.segments.add(condition.segment);
      const segment = into.model.criteria
        .flatMap((criterion) => criterion.segments)
        .find((one) => one.id === condition.segment);
      if (segment !== undefined) collectCondition(segment.membership, [], into);
      return;
    }
    case "and":
    case "or":
      for (const operand of condition.operands) collectCondition(operand, rows, into);
      return;
    case "not":
      collectCondition(condition.operand, rows, into);
      return;
    case "compare":
      collectTerm(condition.left, rows, into);
      collectTerm(condition.right, rows, into);
      return;
    case "one-of":
    case "present":
    case "truth":
    case "text":
    case "match":
      collectTerm(condition.operand, rows, into);
      return;
    case "exists":
    case "has-all":
      collectList(condition.list, rows, into);
      return;
  }
}

function isKnown(node: object, rows: readonly Path[], into: Collecting): boolean {
  const key = rows.length === 0 ? "" : JSON.stringify(rows);
  const scopes = into.seen.get(node) ?? new Set<string>();
  into.seen.set(node, scopes);
  if (scopes.has(key)) return true;
  scopes.add(key);
  return false;
}

function collectTerm(term: Term, rows: readonly Path[], into: Collecting): void {
  if (isKnown(term, rows, into)) return;
  switch (term.kind) {
    case "field":
      into.read.add([...rowPath(term.scope, rows), ...term.path].join("."));
      return;
    case "aggregate": {
      const inside = collectList(term.list, rows, into);
      if (term.value !== null) collectTerm(term.value, inside, into);
      return;
    }
    case "when":
      for (const branch of term.branches) {
        collectCondition(branch.condition, rows, into);
        collectTerm(branch.value, rows, into);
      }
      collectTerm(term.otherwise, rows, into);
      return;
    case "condition":
      collectCondition(term.condition, rows, into);
      return;
    case "constant":
    case "clock":
      return;
    case "arithmetic":
    case "difference":
      collectTerm(term.left, rows, into);
      collectTerm(term.right, rows, into);
      return;
    case "default":
      collectTerm(term.operand, rows, into);
      collectTerm(term.fallback, rows, into);
      return;
    default:
      collectTerm(term.operand, rows, into);
      return;
  }
}

/** The rows visible inside the list. A list of which no field is read is read itself. */
function collectList(list: ListTerm, rows: readonly Path[], into: Collecting): readonly Path[] {
  let inside = rows;
  for (const step of list.steps) {
    const path = [...rowPath(step.scope, inside), ...step.path];
    inside = [...inside, path];
    into.read.add(path.join("."));
    if (step.filter !== null) collectCondition(step.filter, inside, into);
  }
  return inside;
}

function rowPath(scope: FieldTerm["scope"], rows: readonly Path[]): Path {
  return scope === "customer" ? [] : (rows[rows.length - 1 - scope] ?? []);
}

/** The clocks a condition looks at, memberships not followed. */
export function clocksUsed(condition: Condition): { readonly today: boolean; readonly now: boolean } {
  let today = false;
  let now = false;
  visitCondition(condition, {
    term(term) {
      if (term.kind === "clock") {
        if (term.clock === "today") today = true;
        else now = true;
      } else if (term.kind === "since") {
        if (term.unit === "hour") now = true;
        else today = true;
      }
    },
  });
  return { today, now };
}

/** What a node consists of, in textual order. Memberships have no parts here. */
export function childrenOf(node: Condition | Term | ListTerm): readonly (Condition | Term | ListTerm)[] {
  switch (node.kind) {
    case "constant":
    case "member":
    case "field":
    case "clock":
      return [];
    case "and":
    case "or":
      return node.operands;
    case "compare":
    case "arithmetic":
    case "difference":
      return [node.left, node.right];
    case "exists":
    case "has-all":
      return [node.list];
    case "list":
      return node.steps.flatMap((step) => (step.filter === null ? [] : [step.filter]));
    case "default":
      return [node.operand, node.fallback];
    case "when":
      return [...node.branches.flatMap((branch) => [branch.condition, branch.value]), node.otherwise];
    case "aggregate":
      return node.value === null ? [node.list] : [node.list, node.value];
    case "condition":
      return [node.condition];
    default:
      return [node.operand];
  }
}
