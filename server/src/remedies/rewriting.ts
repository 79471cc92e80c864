import type { Expression, RecordType, Span } from "@seg-lang/language";
import { declaredAt } from "../editing/declaration-places.js";
import type { ProgramView } from "../program/view.js";
import { BINDING, bracketed, chainOf, expressionsAround, neededFor } from "../refactorings/expressions.js";
import { type Found, type Remedy, rewritten } from "./remedy.js";

/** `age in low..high` of other fields or defines, which no range can have: as comparisons. */
export function rangeAsComparisons({ view, file, finding }: Found): readonly Remedy[] {
  const found = innermost({ file, finding }, "in");
  if (found === null) return [];
  const { expression, parent } = found;
  const bounds = /^(.*?)\s*\.\.(<?)\s*(.*)$/su.exec(textOf(file, expression.container.span));
  if (bounds === null || file.syntax.comments.some(({ span }) => touches(span, expression.span))) return [];
  const [, low = "", exclusive = "", high = ""] = bounds;
  const operand = textOf(file, expression.operand.span);
  const below = `<${exclusive === "" ? "=" : ""} ${high}`;
  if ((low === "" && high === "") || !areKnown(`${low} ${high}`, view)) return [];
  const asked =
    low === "" ? `${operand} ${below}` : high === "" ? `${operand} >= ${low}` : `${low} <= ${operand} ${below}`;
  const text = expression.negated
    ? bracketed(`not (${asked})`, BINDING.not, neededFor(expression, parent))
    : bracketed(asked, BINDING.comparison, neededFor(expression, parent));
  return [{ title: `Write \`${text}\``, edits: [rewritten(file, expression.span, text)], preferred: true }];
}

/** `18..<` lacks what it is below: without the sign it has one bound. */
export function rangeWithOneBound({ file, finding }: Found): readonly Remedy[] {
  const { span } = finding.location;
  const before = /[\p{Nd}_.]+$/u.exec(file.text.slice(0, span.start))?.[0];
  if (textOf(file, span) !== "..<" || before === undefined) return [];
  return [{ title: `Write \`${before}..\``, edits: [rewritten(file, span, "..")] }];
}

/** A `when` without a last value gets one of the kind that it has before: somebody must look whether it is the right one. */
export function addedElse({ file, finding }: Found): readonly Remedy[] {
  const { start } = finding.location.span;
  const around = expressionsAround(file.syntax, finding.location.span);
  const end = around.findLast(({ expression }) => expression.span.start === start)?.expression.span.end;
  if (end === undefined) return [];
  const last = textOf(file, { start, end })
    .split(/\bthen\b/u)
    .at(-1)!
    .trim();
  const value = /^-?[\p{Nd}_.]+%?$/u.test(last)
    ? "0"
    : /^"[^"]*"$/u.test(last)
      ? '"other"'
      : /^(?:true|false)$/u.test(last)
        ? String(last !== "true")
        : null;
  if (value === null) return [];
  return [{ title: `Add \`else ${value}\``, edits: [rewritten(file, { start: end, end }, ` else ${value}`)] }];
}

/** A date is compared by whole days: as many as the hours begin. */
export function hoursAsDays({ file, finding }: Found): readonly Remedy[] {
  const found = innermost({ file, finding }, "in");
  const container = found?.expression.container;
  if (container?.kind !== "period" || container.period !== "last-duration") return [];
  const { amount, unit, span } = container.duration;
  if (unit !== "hour") return [];
  const days = Math.max(1, Math.ceil(amount / 24));
  const text = `${days} ${days === 1 ? "day" : "days"}`;
  return [{ title: `Count days: \`last ${text}\``, edits: [rewritten(file, span, text)] }];
}

/** What follows the dot of something without fields. */
export function withoutMember({ file, finding }: Found): readonly Remedy[] {
  const { end } = finding.location.span;
  const member = expressionsAround(file.syntax, finding.location.span).findLast(
    ({ expression }) => expression.kind === "member" && expression.name.span.end === end,
  )?.expression;
  if (member?.kind !== "member") return [];
  const { span } = member.object;
  return [
    {
      title: `Write \`${textOf(file, span)}\``,
      edits: [rewritten(file, { start: span.end, end: member.span.end }, "")],
    },
  ];
}

/** `sum(orders, total)`, as spreadsheets have it. */
export function joinedArguments({ file, finding }: Found): readonly Remedy[] {
  const call = expressionsAround(file.syntax, finding.location.span).findLast(
    ({ expression }) => expression.kind === "call",
  )?.expression;
  if (call?.kind !== "call" || call.over !== null || call.arguments.length !== 2) return [];
  const [list, part] = call.arguments as readonly [Expression, Expression];
  if (!/^(?:sum|average|min|max|earliest|latest|count)$/u.test(call.name.text)) return [];
  if (part.kind !== "name" || (list.kind !== "name" && list.kind !== "member")) return [];
  const joined = `${textOf(file, list.span)}.${textOf(file, part.span)}`;
  const span = { start: list.span.start, end: part.span.end };
  return [{ title: `Write \`${call.name.text}(${joined})\``, edits: [rewritten(file, span, joined)], preferred: true }];
}

/** `orders.total > 5` asks a list for one value: perhaps whether any of it is so, or what comes of all. */
export function askedOfList({ file, finding }: Found): readonly Remedy[] {
  const around = expressionsAround(file.syntax, finding.location.span);
  const member = around.at(-1)?.expression;
  const comparison = around.at(-2)?.expression;
  if (member?.kind !== "member" || comparison?.kind !== "comparison" || comparison.operands.length !== 2) return [];
  const other = comparison.operands.find((operand) => operand !== member);
  if (other?.kind !== "number" && other?.kind !== "string" && other?.kind !== "date") return [];
  const list = textOf(file, member.object.span);
  const part = textOf(file, member.name.span);
  const inner = textOf(file, comparison.span).replace(textOf(file, member.span), part);
  const text = bracketed(
    `any ${list} where ${inner}`,
    BINDING.anything,
    neededFor(comparison, around.at(-3)?.expression),
  );
  const asAny: Remedy = { title: `Write \`${text}\``, edits: [rewritten(file, comparison.span, text)] };
  if (other.kind !== "number") return [asAny];
  const sum = `sum(${textOf(file, member.span)})`;
  return [asAny, { title: `Write \`${sum}\``, edits: [rewritten(file, member.span, sum)] }];
}

/** A test whether something is there that always is, beside other conditions. */
export function withoutPresence({ file, finding }: Found): readonly Remedy[] {
  const found = innermost({ file, finding }, "presence");
  if (found === null || found.parent?.kind !== "binary") return [];
  const { expression, parent } = found;
  // With `is missing`, which is never true, the other operator has no effect.
  const isPlain = expression.present ? parent.operator === "and" : parent.operator === "or";
  if (!isPlain) return [];
  const isFirst = parent.left === expression;
  const span: Span = isFirst
    ? { start: expression.span.start, end: parent.right.span.start }
    : { start: parent.left.span.end, end: expression.span.end };
  if (file.syntax.comments.some((comment) => touches(comment.span, span))) return [];
  const title = `Leave out \`${textOf(file, expression.span)}\``;
  return [{ title, edits: [rewritten(file, span, "")], preferred: true }];
}

/** "Those in Tehran and those in Shiraz": what nobody can be both, in words that mean either. */
export function eitherOfBoth({ file, finding }: Found): readonly Remedy[] {
  const segment = declaredAt(file.syntax, finding.location.span.start);
  if (segment?.kind !== "segment") return [];
  const chain = chainOf(segment.condition, "and");
  const compared = chain.map((operand) => (operand.kind === "comparison" ? operand : null));
  const same = new Set(compared.map((each) => each && textOf(file, each.operands[0]!.span)));
  if (chain.length < 2 || compared.includes(null) || same.size !== 1) return [];
  if (file.syntax.comments.some(({ span }) => touches(span, segment.condition.span))) return [];
  const all = compared.flatMap((each) => each ?? []);
  const values = all.map(({ operands }) => operands[1]!);
  const areEqual = all.every(({ operators, operands }) => operands.length === 2 && operators[0]!.operator === "=");
  const isListed = areEqual && values.every(({ kind }) => kind === "string" || kind === "number" || kind === "date");
  const text = isListed
    ? `${[...same][0]} in [${values.map(({ span }) => textOf(file, span)).join(", ")}]`
    : all.map(({ span }) => textOf(file, span)).join(" or ");
  return [{ title: `Write \`${text}\``, edits: [rewritten(file, segment.condition.span, text)] }];
}

/** Whether the names in a text are of fields or defines: one that is of nothing is another mistake, to be seen first. */
function areKnown(text: string, { program }: ProgramView): boolean {
  const known = new Set(program.model.defines.map(({ name }) => name));
  const addFields = ({ fields }: RecordType): void => {
    for (const { name, type } of fields) {
      known.add(name);
      const inner = type.kind === "list" ? type.element : type;
      if (inner.kind === "record") addFields(inner);
    }
  };
  const { schema } = program.model;
  if (schema !== null) addFields(schema.record);
  const words = text.matchAll(/`([^`]*)`|(?<![\p{L}\p{N}_."])[\p{L}_][\p{L}\p{M}\p{N}_\u200c\u200d]*/gu);
  return [...words].every(([word, quoted]) => known.has(quoted ?? word) || RANGE_WORDS.test(word));
}

const RANGE_WORDS = /^(?:customer|today|now|(?:hour|day|week|month|year)s?)$/;

type Kinded<K extends Expression["kind"]> = Extract<Expression, { readonly kind: K }>;

/** The innermost expression of a kind around a finding, and what it stands in. */
function innermost<K extends Expression["kind"]>(
  { file, finding }: Pick<Found, "file" | "finding">,
  kind: K,
): { readonly expression: Kinded<K>; readonly parent: Expression | undefined } | null {
  const placed = expressionsAround(file.syntax, finding.location.span).findLast(
    ({ expression }) => expression.kind === kind,
  );
  return placed === undefined ? null : { expression: placed.expression as Kinded<K>, parent: placed.around.at(-1) };
}

function textOf({ text }: Found["file"], { start, end }: Span): string {
  return text.slice(start, end);
}

function touches(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}
