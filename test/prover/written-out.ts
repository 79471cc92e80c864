import type { Condition } from "../../language/src/condition/condition.js";
import type { Model, Segment } from "../../language/src/condition/model.js";

/**
 * Memberships written out and conditions put into one order, the plain way: the condition is taken as a tree of data, and
 * every part of it is treated alike, wherever it stands.
 */

/** The condition with the own conditions of the segments it names in their place, as classified. */
export function writtenOut(condition: Condition, model: Model): Condition {
  return replaced(condition, (part) => {
    if (part.kind !== "member") return null;
    const criterion = model.criteria.find(({ segments }) => segments.some(({ id }) => id === part.segment))!;
    const index = criterion.segments.findIndex(({ id }) => id === part.segment);
    const segment = criterion.segments[index]!;
    return membershipOf(
      segment,
      criterion.ordered || segment.otherwise ? before(criterion.segments, index) : [],
      model,
    );
  }) as unknown as Condition;
}

/** For `otherwise`, which stands last, all others stand before it. */
function before(segments: readonly Segment[], index: number): readonly Segment[] {
  return segments.slice(0, index);
}

function membershipOf(segment: Segment, others: readonly Segment[], model: Model): Part {
  const own = writtenOut(segment.condition, model);
  const not = others.map((other): Condition => ({ kind: "not", operand: writtenOut(other.condition, model) }));
  return { kind: "and", operands: [own, ...not] } as unknown as Part;
}

interface Part {
  readonly [key: string]: unknown;
}

/** A copy in which some of the parts are others. */
function replaced(part: unknown, change: (part: Part) => Part | null): unknown {
  if (Array.isArray(part)) return part.map((each) => replaced(each, change));
  if (typeof part !== "object" || part === null) return part;
  const changed = change(part as Part);
  if (changed !== null) return changed;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, replaced(value, change)]));
}

/**
 * Equal for conditions that differ by their origins, by the names and the order of their lists, by the order of what may
 * stand in any order, or by brackets: enough to know an atom again.
 */
export function keyOf(condition: Condition): string {
  return JSON.stringify(ordered(condition));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const part = value as Part;
  if (part.kind === "not") return orderedNot(part.operand as Part);
  if (part.kind === "and" || part.kind === "or") return orderedJunction(part);
  const entries = Object.entries(part)
    .filter(([key]) => key !== "origin")
    .map(([key, each]): [string, unknown] => [key, key === "type" ? plainType(each as Part) : ordered(each)]);
  const result = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  if ("name" in result && Array.isArray(result.values)) {
    const all = result.values.map((each) => JSON.stringify(each));
    return { values: [...new Set(all)].sort() };
  }
  if (result.operator === "=" || result.operator === "+" || result.operator === "*") {
    const [left, right] = [result.left, result.right].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
    return { ...result, left, right };
  }
  return result;
}

/** Whole numbers and others compare alike. */
function plainType({ kind, folded }: Part): unknown {
  return kind === "integer" ? "number" : folded === true ? "folded" : kind;
}

function orderedNot(operand: Part): unknown {
  const inner = ordered(operand) as Part;
  if (inner.kind === "not") return inner.operand;
  return inner.kind === "constant"
    ? { kind: "constant", value: inner.value !== true }
    : { kind: "not", operand: inner };
}

function orderedJunction(part: Part): unknown {
  const { kind } = part;
  const idle = kind === "and";
  const inner = (part.operands as readonly unknown[]).map((each) => ordered(each) as Part);
  const flat = inner.flatMap((each) => (each.kind === kind ? (each.operands as readonly Part[]) : [each]));
  const kept = flat.filter((each) => each.kind !== "constant" || each.value !== idle);
  const texts = [...new Set(kept.map(textOf))].sort();
  if (texts.length === 0) return { kind: "constant", value: idle };
  const operands = texts.map((each) => JSON.parse(each) as unknown);
  return operands.length === 1 ? operands[0] : { kind, operands };
}

function textOf(value: unknown): string {
  return JSON.stringify(value);
}
