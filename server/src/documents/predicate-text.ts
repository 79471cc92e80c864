import {
  type Condition,
  describeCondition,
  formatDay,
  formatInstant,
  type ListTerm,
  type ScalarType,
  type Term,
  type ValueList,
} from "@seg-lang/language";
import type { ProgramView } from "../program/view.js";
import { foundSegment } from "./found.js";

/** More values of a list are not shown. */
const MOST_VALUES = 12;
const LINE_WIDTH = 100;

/**
 * What a run computes for a segment, as JavaScript that can be read. The code that is generated for speed names slots and
 * constants by number; this has the same structure, with names, and the language's operations as functions.
 */
export function predicateText(id: string, view: ProgramView): string | null {
  const found = foundSegment(view, id);
  if (found === null) return null;
  const { segment } = found;
  const lists = new Map<string, ValueList>();
  const body = condition(segment.membership, { lists, depth: 0 }, 1);
  const constants = [...lists].map(([name, list]) => `const ${name} = new Set(${values(list)});\n`);
  const source = describeCondition(segment.membership).replaceAll("*/", "* /");
  return [
    `/* ${segment.id}: ${source}\n   A comparison with a missing value is false. */\n`,
    constants.length === 0 ? "" : `${constants.join("")}\n`,
    `function is${identifier(segment.name)}(customer, today, now) {\n  return ${body};\n}\n`,
  ].join("");
}

interface Writing {
  readonly lists: Map<string, ValueList>;
  /** Elements around. */
  readonly depth: number;
}

function condition(node: Condition, writing: Writing, level: number): string {
  switch (node.kind) {
    case "constant":
      return String(node.value);
    case "and":
    case "or": {
      const sign = node.kind === "and" ? "&&" : "||";
      const parts = node.operands.map((operand) => {
        const text = condition(operand, writing, level + 1);
        return (operand.kind === "and" || operand.kind === "or") && operand.kind !== node.kind ? `(${text})` : text;
      });
      const flat = parts.join(` ${sign} `);
      return flat.length <= LINE_WIDTH && !flat.includes("\n")
        ? flat
        : parts.join(` ${sign}\n${"  ".repeat(level + 1)}`);
    }
    case "not": {
      const text = condition(node.operand, writing, level);
      return /^[\w.$]+\(/.test(text) &&
        ["one-of", "text", "match", "exists", "has-all", "member", "present"].includes(node.operand.kind)
        ? `!${text}`
        : `!(${text})`;
    }
    case "compare":
      return `${term(node.left, writing)} ${node.operator === "=" ? "===" : node.operator} ${term(node.right, writing)}`;
    case "one-of":
      return `${listName(node.values, writing)}.has(${term(node.operand, writing)})`;
    case "present":
      return `isPresent(${term(node.operand, writing)})`;
    case "truth":
      return `${term(node.operand, writing)} === true`;
    case "text": {
      const name = { "starts-with": "startsWithAny", "ends-with": "endsWithAny", contains: "containsAny" }[
        node.operator
      ];
      return `${name}(${term(node.operand, writing)}, ${values(node.values)})`;
    }
    case "match":
      return `/${node.pattern}/${node.flags}.test(${term(node.operand, writing)})`;
    case "exists":
      return `${list(node.list, writing)}.length > 0`;
    case "has-all":
      return `hasAll(${list(node.list, writing)}, ${values(node.values)})`;
    case "member":
      return `is${identifier(node.segment)}(customer, today, now)`;
  }
}

function term(node: Term | Extract<Condition, { kind: "present" }>["operand"], writing: Writing): string {
  const inner = (part: Term) => term(part, writing);
  switch (node.kind) {
    case "constant":
      return value(node.value, node.type);
    case "field": {
      const base = node.scope === "customer" ? "customer" : element(writing.depth - node.scope);
      return base + node.path.map(access).join("");
    }
    case "clock":
      return node.clock;
    case "arithmetic":
      return `(${inner(node.left)} ${node.operator} ${inner(node.right)})`;
    case "difference":
      return `daysBetween(${inner(node.right)}, ${inner(node.left)})`;
    case "negate":
      return `-${inner(node.operand)}`;
    case "absolute":
      return `Math.abs(${inner(node.operand)})`;
    case "length":
      return `length(${inner(node.operand)})`;
    case "shift":
      return `add(${inner(node.operand)}, ${node.amount}, "${node.unit}s")`;
    case "date-of":
      return `dateOf(${inner(node.operand)})`;
    case "calendar":
      return `${node.edge}DayOf("${node.unit}", ${inner(node.operand)}, ${node.offset})`;
    case "since":
      return `${node.unit}sSince(${inner(node.operand)})`;
    case "part":
      return `${node.part}Of(${inner(node.operand)})`;
    case "default":
      return `(${inner(node.operand)} ?? ${inner(node.fallback)})`;
    case "when": {
      const branches = node.branches.map(
        (branch) => `${condition(branch.condition, writing, 2)} ? ${inner(branch.value)} : `,
      );
      return `(${branches.join("")}${inner(node.otherwise)})`;
    }
    case "aggregate": {
      const depth = writing.depth + node.list.steps.length;
      const over = list(node.list, writing);
      const name = node.function === "count-distinct" ? "countDistinct" : node.function;
      if (node.value === null) return `${name}(${over})`;
      return `${name}(${over}, (${element(depth)}) => ${term(node.value, { ...writing, depth })})`;
    }
    case "condition":
      return `(${condition(node.condition, writing, 2)})`;
  }
}

/** Loops within loops, the outermost first. */
function list({ steps }: ListTerm, writing: Writing): string {
  let text = "";
  for (const [index, step] of steps.entries()) {
    const depth = writing.depth + index;
    const own = `${step.scope === "customer" ? "customer" : element(depth - step.scope)}${step.path.map(access).join("")}`;
    text = index === 0 ? own : `${text}.flatMap((${element(depth)}) => ${own})`;
    const inside = { ...writing, depth: depth + 1 };
    if (step.filter !== null) text += `.filter((${element(depth + 1)}) => ${condition(step.filter, inside, 2)})`;
  }
  return text;
}

/** The element of the list that stands so deep, from 1. */
function element(depth: number): string {
  return depth <= 1 ? "it" : `it${depth}`;
}

function access(name: string): string {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** A name with what JavaScript cannot write in one left out. */
function identifier(name: string): string {
  return name.replace(/[^\p{ID_Continue}]+/gu, "_");
}

function listName(found: ValueList, { lists }: Writing): string {
  const name = identifier(found.name ?? `values${lists.size + 1}`);
  const known = lists.get(name);
  if (known !== undefined && known !== found) return listName({ ...found, name: `${name}_` }, { lists, depth: 0 });
  lists.set(name, found);
  return name;
}

function values({ values: all, type }: ValueList): string {
  const some = all.slice(0, MOST_VALUES).map((each) => value(each, type));
  const rest = all.length - some.length;
  return `[${some.join(", ")}${rest > 0 ? `, /* ${rest} more */` : ""}]`;
}

function value(given: string | number | boolean, type: ScalarType): string {
  if (typeof given !== "number") return JSON.stringify(given);
  if (type.kind === "date") return `date("${formatDay(given)}")`;
  return type.kind === "datetime" ? `instant("${formatInstant(given)}")` : String(given);
}
